"""Annex 3's second page: the levels of the risk index that moved, came or went since the month before."""

from collections.abc import Mapping

import pandas as pd

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.kept import made_once
from annexmaps.months import number_label
from annexmaps.places.gazetteer import CERCLE
from annexmaps.products.counts import by_part, part_counts, part_names
from annexmaps.products.product import Layers, Product, centres
from annexmaps.products.risk_moves import (
    LEVELS,
    level_moves,
    level_steps,
    levels_before,
    levels_by_commune,
    levels_table,
)
from annexmaps.products.risk_states import state_of_communes
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import Area, AreaLayer, SideTable, Symbol
from annexmaps.symbology import Categorized, Legend
from annexmaps.theme import Theme
from annexmaps.theme.symbols import change_symbols, level_symbols
from annexmaps.words import Words, in_every_language

MOVES = ("up_more", "up", "same", "down", "down_more")  # a level in both months
OTHERS = ("new", "lost", "uncovered", "without")  # a level in one of them, or in none
MUCH = 2  # levels climbed or fallen from which a move is a large one
_STILL_COVERED = ("incomplete", "no_report")
_TABLE_COLUMNS = ("up", "same", "down", "new", "lost")


def change_layers(
    boundaries: Boundaries,
    risk_index: pd.DataFrame,
    release: ReleasedMonth,
    words: Words,
    theme: Theme,
    coverage: pd.DataFrame | None = None,
) -> Layers:
    """Return every commune by what its level did since the month before; a level lost with the coverage is no fall."""
    steps = level_steps(risk_index, release)
    states = _states(boundaries, levels_by_commune(risk_index), release, coverage)
    areas = tuple(Area(pcode, state, _step_text(steps.get(pcode, 0))) for pcode, state in states.items())
    at = centres(boundaries, admin_level=3)
    counts = pd.Series(_columns(states), dtype=object).value_counts()
    numbers = {key: number_label(int(counts.get(key, 0)), lang=words.lang) for key in _TABLE_COLUMNS}
    symbols = _symbols(theme)
    return Layers(
        headline=words("annex_3_change.headline", **numbers),
        area_layers=(AreaLayer(3, areas, symbols, name="change"),),
        legends=(
            _legend(states, MOVES, symbols, words, title="annex_3_change.legend"),
            _legend(states, OTHERS, symbols, words, title="annex_3_change.others"),
        ),
        tables=(
            levels_table(risk_index, release, words)
            if release.unit_level == CERCLE
            else _table(boundaries, states, release, words),
        ),
        items=level_moves(risk_index, release, words),
        items_title=words("annex_3.moves"),
        focus=tuple((*at[pcode], 1.0) for pcode, state in states.items() if state != "without"),
    )


@made_once
def _states(
    boundaries: Boundaries, now: Mapping[str, str], release: ReleasedMonth, coverage: pd.DataFrame | None
) -> dict[str, str]:
    before, held = levels_before(release), state_of_communes(boundaries, now, coverage)
    return {
        pcode: change_of_level(
            before.get(pcode, ""), now.get(pcode, ""), covered=coverage is None or held[pcode] in _STILL_COVERED
        )
        for pcode in boundaries.communes["pcode"]
    }


def change_of_level(before: str, now: str, *, covered: bool) -> str:
    """Return what became of a level between two months, one of MOVES or OTHERS; `covered` tells whether the commune still is."""
    if before in LEVELS and now in LEVELS:
        return _move(LEVELS.index(before) - LEVELS.index(now))
    if now in LEVELS:
        return "new"
    if before not in LEVELS:
        return "without"
    return "lost" if covered else "uncovered"


def _move(steps: int) -> str:
    if not steps:
        return "same"
    return ("up" if steps > 0 else "down") + ("_more" if abs(steps) >= MUCH else "")


def _step_text(steps: int) -> str:
    # a true minus sign, as wide as the plus
    return f"{'+' if steps > 0 else '−'}{abs(steps)}" if steps else ""


def _symbols(theme: Theme) -> dict[str, Symbol]:
    changes = change_symbols(theme)
    return {**{move: changes[move] for move in MOVES}, **level_symbols(theme)}


def _legend(
    states: Mapping[str, str], keys: tuple[str, ...], symbols: Mapping[str, Symbol], words: Words, *, title: str
) -> Legend:
    counts = pd.Series(states, dtype=object).value_counts()
    numbers = {key: number_label(int(counts.get(key, 0)), lang=words.lang) for key in keys}
    labels = {key: words(f"annex_3_change.{key}") for key in keys}
    return Categorized({key: symbols[key] for key in keys}, labels).legend(words(title), numbers)


def _columns(states: Mapping[str, str]) -> dict[str, str]:
    # the table tells rises from falls, not how many levels, nor why a level went
    return {pcode: {"uncovered": "lost"}.get(state, state.removesuffix("_more")) for pcode, state in states.items()}


def _table(boundaries: Boundaries, states: Mapping[str, str], release: ReleasedMonth, words: Words) -> SideTable:
    communes = boundaries.communes[["pcode", "cercle_pcode", "region_pcode"]]
    told = communes.assign(state=communes["pcode"].map(_columns(states)))
    counts = part_counts(told[told["state"] != "without"], release, by="state", classes=_TABLE_COLUMNS)
    names = part_names(release)
    body = [
        (names[pcode], *_numbers(counts.loc[pcode], words)) for pcode in sorted(counts.index, key=lambda p: names[p])
    ]
    total = (words("map.total"), *_numbers(counts.sum(), words))
    head = ("", *(words(f"annex_3_change.column_{key}") for key in _TABLE_COLUMNS), words("map.total_short"))
    return SideTable(words("annex_3_change.table", part=by_part(release, words)), head, (*body, total), total_row=True)


def _numbers(counts: pd.Series, words: Words) -> tuple[str, ...]:
    return tuple(number_label(int(count), lang=words.lang) for count in (*counts, counts.sum()))


CHANGE_PAGE = Product(
    public=True,
    annex="3",
    title=in_every_language("annex_3_change.title"),
    layers=change_layers,
    table="risk_index",
    reading_note=in_every_language("annex_3_change.reading"),
    variant="change",
    compares=True,
)
