"""Annex 1: documented violations of the month, per commune and category."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from annexmaps.contract import rows_of
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.disclosure.told import exactly
from annexmaps.join import PCODE_COLUMNS, count_by_pcode, count_values
from annexmaps.kept import made_once
from annexmaps.months import number_label
from annexmaps.products.category_stacks import category_stacks
from annexmaps.products.counts import (
    by_part,
    in_classes,
    part_counts,
    part_table,
    region_names,
    totals_before,
    year_to_date_note,
)
from annexmaps.products.crowds import crowd_notes, titled_for_crowds, without_crowds
from annexmaps.products.masked import as_points, has_masked_points, masked_notes, with_note, without_numbers
from annexmaps.products.monitored import monitored_zone
from annexmaps.products.product import Layers, Product, centres
from annexmaps.products.records import counted_records
from annexmaps.products.told_table import class_counts, told_table
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import Circle, Mark, SideTable, Symbol
from annexmaps.symbology import Categorized, Graduated, Legend, Proportional
from annexmaps.theme import Theme
from annexmaps.theme.symbols import (
    category_points,
    category_sectors,
    circle_edge,
    circle_outline,
    circle_without_point,
)
from annexmaps.vocabulary import codes, label
from annexmaps.words import Words, in_every_language

CATEGORIES = codes("category")
CLASS_DIAMETERS = (2.4, 4.0, 5.6, 7.6, 10.0)  # mm
SIZES_IN_LEGEND = (100, 50, 10, 1)  # violations
MOST_PLACES_NAMED = 6


def incident_layers(
    boundaries: Boundaries,
    incidents: pd.DataFrame,
    release: ReleasedMonth,
    words: Words,
    theme: Theme,
    coverage: pd.DataFrame | None = None,
) -> Layers:
    """Return points, proportional circles or classes of violations per commune, as the edition's form asks."""
    zone = monitored_zone(coverage, words, theme)
    crowds, incidents = crowd_notes(incidents, release, words), without_crowds(incidents)
    drawn = _draw(boundaries, incidents, release, words, theme)
    total = release.counts["incidents"].country
    return Layers(
        headline=_headline(drawn, release, words),
        area_layers=zone.area_layers,
        circles=drawn.circles,
        stacks=drawn.stacks,
        marks=drawn.marks,
        mark_symbols=drawn.mark_symbols,
        legends=(*(titled_for_crowds(drawn.legends, words) if crowds else drawn.legends), *zone.legends),
        tables=(_table(incidents, release, words),) if release.tells_rows else (),
        records=drawn.records,
        record_classes=drawn.record_classes,
        data_level=drawn.data_level,
        notes=(
            *masked_notes(incidents, release, words, key="points.incidents_at_commune"),
            *crowds,
            *_notes(incidents, release, words),
        ),
        focus=drawn.focus,
        empty=words("annex_1.empty") if total.is_none and release.tells_rows else "",
    )


def _headline(drawn: Layers, release: ReleasedMonth, words: Words) -> str:
    if not release.tells_rows:
        return words("annex_1.headline_places", total=number_label(len(drawn.circles), lang=words.lang))
    total = release.counts["incidents"].country
    return words("annex_1.headline_one" if total == exactly(1) else "annex_1.headline", total=total.text(words.lang))


def _draw(
    boundaries: Boundaries, incidents: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    if not has_masked_points(incidents):
        return _FORMS[release.rules.form](boundaries, incidents, release, words, theme)
    return _masked(boundaries, as_points(incidents), release, words, theme)


def _masked(
    boundaries: Boundaries, incidents: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    """Violations with a masked point as marks, the others of a commune as a circle at its centre."""
    drawn = _points(boundaries, incidents, release, words, theme)
    legend, *sizes = drawn.legends
    legends = (
        with_note(legend, release, words, shown=bool(drawn.marks)),
        *(replace(one, title=words("points.sizes")) for one in sizes),
    )
    return replace(drawn, marks=without_numbers(drawn.marks), legends=legends)


def _points(
    boundaries: Boundaries, incidents: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    """Violations with a sound point as marks, the others of a commune as a circle at its centre."""
    pointed = incidents[incidents["longitude"].notna() & (incidents["commune_pcode"] != "")]
    marks = tuple(
        Mark(*place, row["category"], str(row["list_number"]), row["commune_pcode"], point=place)
        for row in rows_of(pointed)
        for place in ((row["longitude"], row["latitude"]),)
    )
    rest = _counts(boundaries, incidents.drop(pointed.index), release, words, theme)
    # one quiet colour under the points: the categories of these violations stand in the list
    quiet = circle_without_point(theme)
    circles = tuple(replace(circle, parts=((quiet.fill, 1.0),)) for circle in rest.circles)
    sizes = tuple(_without_point(legend, quiet, words) for legend in rest.legends[1:] if circles)
    points = category_points(theme)
    symbols = {code: points[code] for code in CATEGORIES}
    legends = (_category_legend(incidents, symbols, words), *sizes)
    focus = (*rest.focus, *((mark.longitude, mark.latitude, 1.0) for mark in marks))
    records = counted_records(incidents, by="category")
    return Layers(
        circles=circles,
        marks=marks,
        mark_symbols=symbols,
        legends=legends,
        records=records,
        record_classes=_classes_of_records(legends[0]),
        data_level=rest.data_level,
        focus=focus,
    )


def _without_point(legend: Legend, quiet: Symbol, words: Words) -> Legend:
    lines = tuple(replace(line, symbol=replace(quiet, size=line.symbol.size)) for line in legend.lines)
    return replace(legend, title=words("annex_1.sizes_without_point"), lines=lines)


def _counts(
    boundaries: Boundaries, incidents: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    """Proportional circles per commune, split by category."""
    level = release.rules.lowest_level["incidents"]
    at, scale = centres(boundaries, admin_level=level), Proportional()
    counts = count_by_pcode(incidents, admin_level=level, by="category").reindex(columns=list(CATEGORIES), fill_value=0)
    circles = []
    for pcode, by_category in zip(counts.index, counts.to_numpy().tolist(), strict=True):
        total = sum(by_category)
        parts = tuple(
            (theme.colours.categories[code], count / total)
            for code, count in zip(CATEGORIES, by_category, strict=True)
            if count
        )
        text = number_label(total, lang=words.lang)
        counted = tuple(zip(CATEGORIES, map(int, by_category), strict=True))
        circles.append(Circle(str(pcode), *at[str(pcode)], scale.diameter(total), parts, text, counts=counted))
    sectors = category_sectors(theme)
    symbols = {code: sectors[code] for code in CATEGORIES}
    sizes = scale.legend(
        words("annex_1.sizes"), SIZES_IN_LEGEND, [number_label(value, lang=words.lang) for value in SIZES_IN_LEGEND],
        symbol=circle_outline(theme), note=words("annex_1.sizes_note", most=number_label(scale.largest, lang=words.lang)),
    )  # fmt: skip
    totals = counts.sum(axis=1).to_dict()
    focus = tuple((circle.longitude, circle.latitude, float(totals[circle.pcode])) for circle in circles)
    # the table of a cercle's page says what its stack would
    note = words("annex_1.stacks") if len(boundaries.cercles) > 1 else ""
    legend = replace(_category_legend(incidents, symbols, words), note=note)
    stacks = category_stacks(boundaries, incidents, words, theme)
    records = counted_records(incidents, by="category")
    return Layers(
        circles=tuple(circles),
        stacks=stacks,
        legends=(legend, sizes),
        records=records,
        record_classes=_classes_of_records(legend),
        data_level=level,
        focus=focus,
    )


def _classes_of_records(legend: Legend) -> tuple[tuple[str, str], ...]:
    return tuple((line.key, line.label) for line in legend.lines)


def _classes(
    boundaries: Boundaries, incidents: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    """Circles per commune in classes; the exact counts do not leave the release."""
    limits = release.counts["incidents"].limits
    at, edge = centres(boundaries, admin_level=release.counts["incidents"].level), circle_edge(theme)
    classes = Graduated(limits, theme.colours.circles, CLASS_DIAMETERS)
    column = PCODE_COLUMNS[release.counts["incidents"].level]
    keys = {pcode: classes.key(low) for pcode, low in zip(incidents[column], incidents["low"], strict=True)}
    symbols = {pcode: classes.symbol(key, edge) for pcode, key in keys.items()}
    circles = tuple(
        Circle(pcode, *at[pcode], symbol.size, ((symbol.fill, 1.0),), key=keys[pcode])
        for pcode, symbol in symbols.items()
    )
    communes = class_counts(list(incidents["low"]), limits, words)
    note = words("annex_1.classes_note")
    legend = classes.legend(words("annex_1.classes"), communes, symbol=edge, note=note)
    focus = tuple((circle.longitude, circle.latitude, circle.diameter) for circle in circles)
    level = release.counts["incidents"].level
    return Layers(circles=circles, legends=(legend,), data_level=level, focus=focus)


_FORMS: dict[str, Callable[[Boundaries, pd.DataFrame, ReleasedMonth, Words, Theme], Layers]] = {
    "points": _points,
    "counts": _counts,
    "classes": _classes,
}


def _category_legend(incidents: pd.DataFrame, symbols: dict[str, Symbol], words: Words) -> Legend:
    labels = {code: f"{code} · {label('category', code, lang=words.lang)}" for code in CATEGORIES}
    counts = count_values(incidents["category"], CATEGORIES)
    return Categorized(symbols, labels).legend(words("annex_1.legend"), in_classes(counts, words))


def _table(incidents: pd.DataFrame, release: ReleasedMonth, words: Words) -> SideTable:
    # the public sees the régions' totals, as the report prints them, not their categories
    note = year_to_date_note(release, words)
    if not release.rules.rows:
        title = words("annex_1.table_of_totals", part=by_part(release, words))
        return told_table(title, "incidents", release, words, note=note)
    counts = part_counts(incidents, release, by="category", classes=CATEGORIES)
    title, before = words("annex_1.table", part=by_part(release, words)), totals_before(release, "incidents")
    return part_table(title, counts, release, words, labels=CATEGORIES, before=before, note=note)


def _notes(incidents: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[str, ...]:
    notes = []
    coarse = _named_above_commune(incidents, release)
    if coarse:
        notes.append(words("annex_1.above_commune", places=coarse))
    if not release.rules.is_internal:
        notes.append(words("annex_1.protected"))
    return tuple(notes)


@made_once
def _named_above_commune(incidents: pd.DataFrame, release: ReleasedMonth) -> str:
    if not release.rules.rows:
        return ""
    coarse = incidents[incidents["place_level"].isin([1, 2])]
    cercles = dict(zip(release.boundaries.cercles["pcode"], release.boundaries.cercles["name"], strict=True))
    names = coarse["cercle_pcode"].map(cercles).fillna(coarse["region_pcode"].map(region_names(release)))
    counted = names.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    named = [f"{name} {count}" for name, count in counted.head(MOST_PLACES_NAMED).items()]
    return " · ".join((*named, "…") if len(counted) > MOST_PLACES_NAMED else named)


PRODUCT = Product(
    public=True,
    annex="1",
    title=in_every_language("annex_1.title"),
    layers=incident_layers,
    reading_note=in_every_language("annex_1.reading"),
)
