"""The data island: what map specifications say, as one JSON text that a page reads and never runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from annexmaps.render.web.columns import number_column, text_column
from annexmaps.render.web.geography import geography
from annexmaps.render.web.ground_image import ground_image
from annexmaps.spec import AreaLayer, Basemap, Circle, Legend, MapSpec, PageTiles, Record, SideTable, YearReport
from annexmaps.symbology import Proportional
from annexmaps.theme import Symbol
from annexmaps.theme.muting import MUTING
from annexmaps.words import Words

# what would end the island, or a line of script, is written as an escape
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_DECIMALS = 3  # of a degree, 110 m: as fine as the borders of the page
_TEXTS = ("title", "subtitle", "sharing", "ribbon", "notes", "sources", "dates", "disclaimer", "producer", "version",
          "empty", "schematic")  # fmt: skip
_COLOURS = ("page", "land", "neighbour", "neighbour_border", "water", "water_line", "border_country", "border_region",
            "border_cercle", "border_commune", "frame", "text", "text_soft")  # fmt: skip


def write_island(
    specs: Sequence[MapSpec],
    *,
    lang: str,
    tabs: Sequence[str],
    report: Mapping[str, YearReport],
    basemap: Basemap | None = None,
    tiles: PageTiles | None = None,
) -> str:
    """Return the JSON text of a page: all `specs` (products × variants × months × languages), first shown in `lang`.

    `tabs` names the pages that are shown ("1", "3.change"); the others only answer for a commune. Every (page, month) must be there
    in the same languages; `report`, by language, adds the year's tables. The text holds no `<`, `>` or `&`, so that it cannot end
    its element.
    """
    languages = sorted({spec.lang for spec in specs}, key=lambda code: (code != lang, code))
    first = specs[0]
    bases = {code: next(spec.base for spec in specs if spec.lang == code) for code in languages}
    symbols = _Symbols()
    island = {
        "lang": lang,
        "langs": languages,
        "month": max(spec.month for spec in specs),
        "edition": first.edition,
        "words": [_words(code) for code in languages],
        "geo": geography(first.base, names=bases),
        "labels": [_labels(next(spec for spec in specs if spec.lang == code)) for code in languages],
        "scale": asdict(Proportional()),
        "paper": {name: getattr(first.theme.paper, name) for name in _COLOURS},
        "tabs": list(tabs),
        "basemap": _basemap(basemap, first) if basemap else [],
        "veils": [MUTING.land_veil, MUTING.neighbour_veil, MUTING.water_veil],
        "tiles": _tiles(tiles) if tiles else [],
        "report": [_report(report[code]) for code in languages if code in report],
        "pages": [_page(name, of_page, languages, symbols) for name, of_page in _by_page(specs).items()],
    }
    text = json.dumps({**island, "symbols": symbols.listed}, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text


def _basemap(basemap: Basemap, spec: MapSpec) -> list[Any]:
    # the page's map is in EPSG:3857 as well: two corners place the picture
    return [ground_image(basemap, paper=spec.theme.paper.neighbour), list(basemap.extent)]


def _tiles(tiles: PageTiles) -> list[Any]:
    return [tiles.address, tiles.highest_zoom, tiles.host, tiles.attribution, MUTING.colour, MUTING.contrast]


def page_name(spec: MapSpec) -> str:
    """Return the name of the page of `spec`: "1", "3.change"."""
    return ".".join(filter(None, (spec.product, spec.variant)))


class _Symbols:
    """Every symbol once, by number."""

    def __init__(self) -> None:
        self.listed: list[dict[str, Any]] = []

    def number(self, symbol: Symbol) -> int:
        told = {name: value for name, value in asdict(symbol).items() if value not in ("", 0.0)}
        if told not in self.listed:
            self.listed.append(told)
        return self.listed.index(told)


def _words(lang: str) -> Mapping[str, str]:
    return Words(lang).section("web")


def _labels(spec: MapSpec) -> list[list[Any]]:
    return [
        [label.text, round(label.longitude, _DECIMALS), round(label.latitude, _DECIMALS), label.kind]
        for label in spec.labels
    ]


def _by_page(specs: Sequence[MapSpec]) -> dict[str, list[MapSpec]]:
    pages: dict[str, list[MapSpec]] = {}
    for spec in specs:
        pages.setdefault(page_name(spec), []).append(spec)
    return pages


def _page(name: str, specs: Sequence[MapSpec], languages: Sequence[str], symbols: _Symbols) -> dict[str, Any]:
    months = sorted({spec.month for spec in specs})
    by = {(spec.month, spec.lang): spec for spec in specs}
    return {
        "id": name,
        "slug": specs[0].slug,
        "months": {month: _month([by[month, lang] for lang in languages], symbols) for month in months},
    }


def _month(told: Sequence[MapSpec], symbols: _Symbols) -> dict[str, Any]:
    spec = told[0]
    places = _places(spec)
    return {
        "texts": [{name: getattr(one.page, name) for name in _TEXTS} for one in told],
        "legends": [
            _legend(same, symbols, [_drawn_note(legend, spec) for legend, spec in zip(same, told, strict=True)])
            for same in zip(*(one.legends for one in told), strict=True)
        ],
        "layers": [_layer(layer, places, symbols) for layer in spec.area_layers],
        "circles": [_circle(circle, places) for circle in spec.circles],
        "marks": _marks(spec, places),
        "markSymbols": _numbered(spec.mark_symbols, symbols),
        "records": _records(spec, places),
        "details": _details([one.records for one in told]) if spec.record_columns else [],
        "columns": [list(one.record_columns) for one in told],
    }


def _places(spec: MapSpec) -> dict[str, int]:
    # communes first, then cercles, then régions: one number a unit
    units = (*spec.base.communes, *spec.base.cercles, *spec.base.regions)
    return {unit.pcode: number for number, unit in enumerate(units)}


def _legend(told: Sequence[Legend], symbols: _Symbols, notes: Sequence[str]) -> dict[str, Any]:
    lines = [
        {"key": same[0].key, "label": [line.label for line in same], "symbol": symbols.number(same[0].symbol),
         "count": [line.count for line in same], "beside": [line.beside for line in same]}
        for same in zip(*(legend.lines for legend in told), strict=True)
    ]  # fmt: skip
    return {"title": [legend.title for legend in told], "note": list(notes), "lines": lines}


def _drawn_note(legend: Legend, spec: MapSpec) -> str:
    """Return the note of `legend` in a page of `spec`; none of what is drawn on paper only, as are the plates of cercles."""
    return "" if legend.note == Words(spec.lang)("annex_1.stacks") else legend.note


def _layer(layer: AreaLayer, places: Mapping[str, int], symbols: _Symbols) -> dict[str, Any]:
    by_key: dict[str, list[int]] = {}
    for area in layer.areas:
        by_key.setdefault(area.key, []).append(places[area.pcode])
    signs: dict[str, list[int]] = {}
    for area in layer.areas:
        if area.sign:
            signs.setdefault(area.sign, []).append(places[area.pcode])
    return {
        "level": layer.admin_level,
        "areas": list(by_key.items()),
        "symbols": _numbered(layer.symbols, symbols),
        "texts": list({area.key: area.text for area in layer.areas if area.text}.items()),
        "signs": list(signs.items()),
        "signSymbols": _numbered(layer.signs, symbols),
    }


def _numbered(by_key: Mapping[str, Symbol], symbols: _Symbols) -> list[tuple[str, int]]:
    # pairs, not an object: the keys of the island are the page's own, known beforehand
    return [(key, symbols.number(symbol)) for key, symbol in by_key.items()]


def _circle(circle: Circle, places: Mapping[str, int]) -> list[Any]:
    at = [places.get(circle.pcode, -1), round(circle.longitude, _DECIMALS), round(circle.latitude, _DECIMALS)]
    return [*at, circle.key, round(circle.diameter, 2)] if circle.key else at


def _marks(spec: MapSpec, places: Mapping[str, int]) -> list[Any]:
    """Return columns: units, longitude and latitude in turn, keys, texts. Degrees stay degrees: the gate looks for them."""
    marks = spec.marks
    at = [round(degrees, _DECIMALS) for mark in marks for degrees in (mark.longitude, mark.latitude)]
    units = number_column([places.get(mark.pcode, -1) for mark in marks])
    return [units, at, text_column([mark.key for mark in marks]), text_column([mark.text for mark in marks])]


def _records(spec: MapSpec, places: Mapping[str, int]) -> list[Any]:
    """Return columns: units, keys, counts; 0 for units or keys that are the marks'."""
    records, marks = spec.records, spec.marks
    units = number_column(
        [places.get(record.pcode, -1) for record in records], like=[places.get(mark.pcode, -1) for mark in marks]
    )
    keys = text_column([record.key for record in records], like=[mark.key for mark in marks])
    return [units, keys, number_column([record.count for record in records])]


def _details(told: Sequence[Sequence[Record]]) -> list[list[Any]]:
    """Return the columns of the records' details in each language; 0 for a column that is the first language's."""
    first, *others = (list(zip(*(record.details for record in records), strict=True)) for records in told)
    return [
        [text_column(column) for column in first],
        *([text_column(column, like=like) for column, like in zip(other, first, strict=True)] for other in others),
    ]


def _report(told: YearReport) -> dict[str, Any]:
    return {
        "tables": [_table(table) for table in told.tables],
        "trend": asdict(told.trend) if told.trend else None,
        "note": told.note,
    }


def _table(table: SideTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": table.columns,
        "rows": table.rows,
        "total": table.total_row,
        "note": table.note,
    }
