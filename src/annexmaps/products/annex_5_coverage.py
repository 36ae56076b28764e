"""Annex 5: which communes the monitoring covers, has suspended or does not reach."""

import pandas as pd

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.join import PCODE_COLUMNS
from annexmaps.kept import made_once
from annexmaps.months import number_label
from annexmaps.places.gazetteer import CERCLE
from annexmaps.products.counts import GAP, by_part, part_level, part_names, region_names
from annexmaps.products.monitored import PRECEDENCE, coverage_by_commune
from annexmaps.products.product import Layers, Product, centres
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import Area, AreaLayer, SideTable, Symbol
from annexmaps.symbology import Categorized, Legend
from annexmaps.theme import Theme
from annexmaps.theme.symbols import coverage_changes, coverage_symbols
from annexmaps.words import Words, in_every_language


def coverage_layers(
    boundaries: Boundaries, coverage: pd.DataFrame, release: ReleasedMonth, words: Words, theme: Theme
) -> Layers:
    """Return each commune as covered, suspended or not covered, with monitors per région where they may be told."""
    told = coverage_by_commune(coverage)
    states = {pcode: told.get(pcode, "non_couvert") for pcode in boundaries.communes["pcode"]}
    counts = pd.Series(states).value_counts()
    labels = {status: words(f"annex_5.legend_{status}") for status in PRECEDENCE}
    numbers = {status: number_label(int(counts.get(status, 0)), lang=words.lang) for status in PRECEDENCE}
    at = centres(boundaries, admin_level=3)
    changes, outlines, symbols = _changes(states, release), coverage_changes(theme), coverage_symbols(theme)
    return Layers(
        headline=words("annex_5.headline", covered=numbers["couvert"], suspended=numbers["suspendu"]),
        area_layers=(
            AreaLayer(3, tuple(Area(pcode, state) for pcode, state in states.items()), symbols, name="coverage"),
            AreaLayer(
                3, tuple(Area(pcode, change) for pcode, change in changes.items()), outlines, name="coverage_change"
            ),
        ),
        legends=(
            Categorized(symbols, labels).legend(words("annex_5.legend"), numbers),
            _change_legend(changes, outlines, release, words),
        ),
        tables=(_table(states, release, words), *_partner_table(coverage, release, words)),
        focus=tuple((*at[pcode], 1.0) for pcode, state in states.items() if state == "couvert"),
        empty="" if told else words("annex_5.empty"),
    )


def _table(states: dict[str, str], release: ReleasedMonth, words: Words) -> SideTable:
    counts = _counts_by_part(states, release)
    names = part_names(release)
    head = ("", *(words(f"annex_5.{column}") for column in ("covered", "suspended", "not_covered")))
    if not release.unit_level:
        rows = tuple(
            (names[pcode], *_numbers(counts.loc[pcode], words), _monitors(pcode, release, words))
            for pcode in counts.index
        )
        note = (
            words("annex_5.monitors_note", smallest=smallest)
            if (smallest := release.rules.smallest_monitor_cell)
            else ""
        )
        return SideTable(words("annex_5.table"), (*head, words("annex_5.monitors")), rows, note=note)
    # a commune has one state: a cross says it, where a cercle has a number of communes
    cells = _crosses if release.unit_level == CERCLE else _numbers
    rows = tuple((names[pcode], *cells(counts.loc[pcode], words)) for pcode in counts.index)
    title = words("annex_5.table_of_parts", part=by_part(release, words))
    return SideTable(title, head, rows, note=_monitors_of_region(release, words))


@made_once
def _counts_by_part(states: dict[str, str], release: ReleasedMonth) -> pd.DataFrame:
    communes, names = release.boundaries.communes, part_names(release)
    column = communes[{**PCODE_COLUMNS, 3: "pcode"}[part_level(release)]]
    counts = pd.crosstab(column, communes["pcode"].map(states)).reindex(columns=list(PRECEDENCE), fill_value=0)
    counts = counts.loc[sorted(counts.index, key=lambda code: (names[code], code))]
    if release.unit_level == CERCLE:
        return counts
    return counts[counts[["couvert", "suspendu"]].sum(axis=1) > 0]


def _numbers(counts: pd.Series, words: Words) -> tuple[str, ...]:
    return tuple(number_label(int(count), lang=words.lang) for count in counts)


def _crosses(counts: pd.Series, _words: Words) -> tuple[str, ...]:
    return tuple("×" if count else "" for count in counts)


def _monitors(pcode: str, release: ReleasedMonth, words: Words) -> str:
    monitors = release.monitors.get(pcode)
    return GAP if monitors is None else number_label(monitors, lang=words.lang)


def _monitors_of_region(release: ReleasedMonth, words: Words) -> str:
    names = region_names(release)
    told = [
        words("annex_5.monitors_of_region", region=names[p], count=number_label(n, lang=words.lang))
        for p, n in release.monitors.items()
    ]
    return " ".join(told)


def _partner_table(coverage: pd.DataFrame, release: ReleasedMonth, words: Words) -> tuple[SideTable, ...]:
    if not release.rules.partner_names:
        return ()
    active = coverage[(coverage["status"] == "couvert") & (coverage["partner"] != "")]
    communes = active.groupby("partner")["commune_pcode"].nunique().sort_values(ascending=False, kind="stable")
    rows = tuple((str(partner), number_label(int(count), lang=words.lang)) for partner, count in communes.items())
    return (SideTable(words("annex_5.partners"), ("", words("annex_5.communes")), rows),) if rows else ()


@made_once
def _changes(states: dict[str, str], release: ReleasedMonth) -> dict[str, str]:
    """Communes whose coverage began or ended since the month before; a suspension ends it."""
    if not PRODUCT.has_month_before(release):
        return {}
    before = coverage_by_commune(release.earlier[release.month.previous].tables["coverage"])
    now = {pcode for pcode, state in states.items() if state == "couvert"}
    then = {pcode for pcode, state in before.items() if state == "couvert"} & set(states)
    return {**dict.fromkeys(sorted(now - then), "gained"), **dict.fromkeys(sorted(then - now), "lost")}


def _change_legend(
    changes: dict[str, str], outlines: dict[str, Symbol], release: ReleasedMonth, words: Words
) -> Legend:
    title = words("annex_5.changed")
    if not PRODUCT.has_month_before(release):
        return Legend(title, (), words("annex_5.no_month_before"))
    counts = pd.Series(changes, dtype=object).value_counts()
    numbers = {key: number_label(int(counts.get(key, 0)), lang=words.lang) for key in outlines}
    labels = {key: words(f"annex_5.{key}") for key in outlines}
    return Categorized(outlines, labels).legend(title, numbers)


PRODUCT = Product(
    public=True,
    annex="5",
    title=in_every_language("annex_5.title"),
    layers=coverage_layers,
    reading_note=in_every_language("annex_5.reading"),
)
