"""Annex 2: flash alerts of the month, early and unverified; never added to documented violations."""

from collections.abc import Callable, Mapping
from math import cos, isnan, pi, sin

import pandas as pd

from annexmaps.contract import rows_of
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.told import exactly
from annexmaps.join import PCODE_COLUMNS, count_values, names_by_pcode
from annexmaps.months import month_label, number_label
from annexmaps.products.counts import in_classes
from annexmaps.products.masked import as_points, has_masked_points, masked_notes, with_note
from annexmaps.products.product import Layers, Product, centres
from annexmaps.products.records import finest_pcode
from annexmaps.products.told_table import class_counts
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import Circle, ListItem, Mark, Record
from annexmaps.symbology import Categorized, Graduated, Legend
from annexmaps.theme import Theme
from annexmaps.theme.symbols import alert_symbols, circle_edge, hollow, verified_symbol
from annexmaps.vocabulary import codes, label
from annexmaps.words import Words, in_every_language

KINDS = codes("alert_kind")
CLASS_DIAMETERS = (3.6, 5.6, 8.0)  # mm
DODGE = 0.14  # degrees between alerts that would stand on one another
VERIFIED, UNVERIFIED = "oui", "non"


def flash_alert_layers(
    boundaries: Boundaries, flash_alerts: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    """Return numbered symbols per kind with their list; for the public, cercles in classes."""
    total = release.counts["flash_alerts"].country
    drawn = _FORMS[release.rules.form](boundaries, flash_alerts, release, words, theme)
    return Layers(
        headline=_headline(drawn, release, words),
        circles=drawn.circles,
        marks=drawn.marks,
        mark_symbols=drawn.mark_symbols,
        legends=drawn.legends,
        items=drawn.items,
        records=drawn.records,
        record_columns=(words("annex_2.number"), words("annex_2.place")) if drawn.records else (),
        record_fields=("list_number", "list_text") if drawn.records else (),
        record_classes=drawn.record_classes,
        data_level=drawn.data_level,
        items_title=words("annex_2.list", month=month_label(release.month, lang=words.lang).lower()),
        notes=masked_notes(flash_alerts, release, words, key="points.alerts_at_commune"),
        focus=drawn.focus,
        empty=words("annex_2.empty") if total.is_none and release.tells_rows else "",
    )


def _headline(drawn: Layers, release: ReleasedMonth, words: Words) -> str:
    if not release.tells_rows:
        return words("annex_2.headline_places", total=number_label(len(drawn.circles), lang=words.lang))
    total = release.counts["flash_alerts"].country
    return words("annex_2.headline_one" if total == exactly(1) else "annex_2.headline", total=total.text(words.lang))


def _symbols(
    boundaries: Boundaries, alerts: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    at = centres(boundaries, admin_level=3)
    masked = has_masked_points(alerts)
    pointed = as_points(alerts) if masked else alerts
    located = [(row, _point(row, at)) for row in rows_of(pointed) if row["commune_pcode"]]
    pointed_rows = [_has_point(row) for row, _ in located]
    places = _dodge([point for _, point in located], kept=[masked and has_point for has_point in pointed_rows])
    marks = tuple(
        Mark(
            *place,
            _key(row["kind"], row["verified"]),
            str(row["list_number"]),
            row["commune_pcode"],
            point=point if has_point else None,
        )
        for (row, point), place, has_point in zip(located, places, pointed_rows, strict=True)
    )
    kinds = alert_symbols(theme)
    full = {_key(kind, VERIFIED): kinds[kind] for kind in KINDS}
    symbols = full | {_key(kind, UNVERIFIED): hollow(kinds[kind], theme) for kind in KINDS}
    return Layers(
        marks=marks,
        mark_symbols=symbols,
        legends=_masked_legends(alerts, release, words, theme),
        items=_items(alerts, release, words),
        records=_records(alerts, release, words),
        record_classes=_record_classes(words),
        focus=tuple((mark.longitude, mark.latitude, 1.0) for mark in marks),
    )


def _classes(
    boundaries: Boundaries, alerts: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    counts = release.counts["flash_alerts"]
    at, edge = centres(boundaries, admin_level=counts.level), circle_edge(theme)
    classes = Graduated(counts.limits, theme.colours.circles[1:4], CLASS_DIAMETERS)
    column = PCODE_COLUMNS[counts.level]
    keys = {pcode: classes.key(low) for pcode, low in zip(alerts[column], alerts["low"], strict=True)}
    symbols = {pcode: classes.symbol(key, edge) for pcode, key in keys.items()}
    circles = tuple(
        Circle(pcode, *at[pcode], symbol.size, ((symbol.fill, 1.0),), key=keys[pcode])
        for pcode, symbol in symbols.items()
    )
    cercles = class_counts(list(alerts["low"]), counts.limits, words)
    note = words("annex_2.classes_note")
    legend = classes.legend(words("annex_2.classes"), cercles, symbol=edge, note=note)
    return Layers(circles=circles, legends=(legend,), data_level=counts.level)


_FORMS: dict[str, Callable[[Boundaries, pd.DataFrame, ReleasedMonth, Words, Theme], Layers]] = {
    "points": _symbols,
    "counts": _symbols,
    "classes": _classes,
}


def _has_point(row: dict[str, object]) -> bool:
    longitude = row.get("longitude")
    return isinstance(longitude, float) and not isnan(longitude)


def _point(row: dict[str, object], at: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    longitude, latitude = row.get("longitude"), row.get("latitude")
    if isinstance(longitude, float) and isinstance(latitude, float) and _has_point(row):
        return (longitude, latitude)
    return at[str(row["commune_pcode"])]


def _dodge(points: list[tuple[float, float]], *, kept: list[bool]) -> list[tuple[float, float]]:
    """Set alerts of one place around it on a ring, in their order; those `kept` in place stay, inside their commune."""
    sizes = pd.Series(points, dtype=object).value_counts().to_dict() if points else {}
    seen: dict[tuple[float, float], int] = {}
    moved = []
    for point, stays in zip(points, kept, strict=True):
        rank = seen.get(point, 0)
        seen[point] = rank + 1
        if stays or sizes[point] == 1:
            moved.append(point)
            continue
        angle, radius = 2 * pi * rank / sizes[point], DODGE * max(1.0, sizes[point] / 6)
        moved.append((point[0] + radius * sin(angle), point[1] + radius * cos(angle)))
    return moved


def _key(kind: str, verified: str) -> str:
    return f"{kind}.{VERIFIED if verified == VERIFIED else UNVERIFIED}"


def _masked_legends(alerts: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme) -> tuple[Legend, ...]:
    kinds, verified = _legends(alerts, words, theme)
    shown = has_masked_points(alerts) and bool(as_points(alerts)["longitude"].notna().any())
    return with_note(kinds, release, words, shown=shown), verified


def _legends(alerts: pd.DataFrame, words: Words, theme: Theme) -> tuple[Legend, ...]:
    symbols = alert_symbols(theme)
    kinds = {kind: symbols[kind] for kind in KINDS}
    labels = {kind: label("alert_kind", kind, lang=words.lang) for kind in KINDS}
    counts = count_values(alerts["kind"], KINDS)
    # an alert whose verification is not given is not verified
    verified = count_values(
        alerts["verified"].where(alerts["verified"] == VERIFIED, UNVERIFIED), (VERIFIED, UNVERIFIED)
    )
    states = {VERIFIED: verified_symbol(theme), UNVERIFIED: hollow(verified_symbol(theme), theme)}
    meanings = {state: words(f"annex_2.verified_{state}") for state in states}
    return (
        Categorized(kinds, labels).legend(words("annex_2.legend"), in_classes(counts, words)),
        Categorized(states, meanings).legend(words("annex_2.verification"), in_classes(verified, words)),
    )


def _record_classes(words: Words) -> tuple[tuple[str, str], ...]:
    """Every kind, verified and not: what a file of data counts alerts by."""
    states = {state: words(f"annex_2.state_{state}") for state in (VERIFIED, UNVERIFIED)}
    return tuple(
        (_key(kind, state), f"{label('alert_kind', kind, lang=words.lang)} – {said}")
        for kind in KINDS
        for state, said in states.items()
    )


def _items(alerts: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[ListItem, ...]:
    boundaries = release.boundaries
    names = names_by_pcode(boundaries.regions, boundaries.cercles, boundaries.communes)
    return tuple(
        ListItem(str(row["list_number"]), _line(row, names, words), _key(row["kind"], row["verified"]))
        for row in rows_of(alerts)
    )


def _records(alerts: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[Record, ...]:
    lines = _items(alerts, release, words)
    pcodes = finest_pcode(alerts)
    return tuple(
        Record(pcode, item.key, 1, (item.number, item.text)) for pcode, item in zip(pcodes, lines, strict=True)
    )


def _line(row: dict[str, object], names: dict[str, str], words: Words) -> str:
    """One line of the list: the place, and the day where the edition tells it; the month stands in the list's title."""
    units = [names[str(row[column])] for column in ("commune_pcode", "cercle_pcode", "region_pcode") if row[column]]
    place = ", ".join([str(row["locality"]), *units[:1]] if row.get("locality") else units[:2]) or words("map.no_place")
    place = place if row["commune_pcode"] else words("annex_2.off_map", place=place)
    day = row.get("date")
    return words("annex_2.line", place=place, when=f"{day:%d/%m}") if isinstance(day, pd.Timestamp) else place


PRODUCT = Product(
    public=True,
    annex="2",
    title=in_every_language("annex_2.title"),
    layers=flash_alert_layers,
    reading_note=in_every_language("annex_2.reading"),
)
