"""Annex 3: the level of the risk index in each commune, and every state a commune can be in without one."""

from collections.abc import Mapping

import pandas as pd

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.kept import made_once
from annexmaps.months import number_label
from annexmaps.places.gazetteer import CERCLE
from annexmaps.products.counts import by_part, part_counts, part_names, without_part
from annexmaps.products.people import population_sources, with_people
from annexmaps.products.product import Layers, Product, centres
from annexmaps.products.risk_change_page import CHANGE_PAGE
from annexmaps.products.risk_moves import LEVELS, level_moves, level_steps, levels_by_commune, levels_table
from annexmaps.products.risk_states import STATES, state_of_communes
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.population import Population
from annexmaps.spec import Area, AreaLayer, Legend, Record, SideTable, Symbol
from annexmaps.symbology import Categorized
from annexmaps.theme import Theme
from annexmaps.theme.symbols import RISK_NUMBERS, move_signs, state_symbols
from annexmaps.vocabulary import label
from annexmaps.words import Words, in_every_language


def risk_layers(
    boundaries: Boundaries,
    risk_index: pd.DataFrame,
    release: ReleasedMonth,
    words: Words,
    config: Config,
    theme: Theme,
    coverage: pd.DataFrame | None = None,
    population: Population | None = None,
) -> Layers:
    """Return every commune in its level or state, with the level's number where it fits and a sign where the level moved."""
    levels = levels_by_commune(risk_index)
    states, signs = state_of_communes(boundaries, levels, coverage), _signs(risk_index, release)
    areas = tuple(
        Area(pcode, state, RISK_NUMBERS.get(state, ""), signs.get(pcode, "")) for pcode, state in states.items()
    )
    at, moves, symbols = centres(boundaries, admin_level=3), move_signs(theme), _symbols(theme)
    assessed = {pcode: level for pcode, level in levels.items() if level in LEVELS}
    counts = pd.Series(assessed, dtype=object).value_counts()
    return Layers(
        headline=words(
            "annex_3.headline",
            total=number_label(len(levels), lang=words.lang),
            incomplete=number_label(len(levels) - len(assessed), lang=words.lang),
            **{level: number_label(int(counts.get(level, 0)), lang=words.lang) for level in LEVELS},
        ),
        area_layers=(AreaLayer(3, areas, {key: symbols[key] for key in (*LEVELS, *STATES)}, moves, "level"),),
        legends=(
            with_people(_legend(states, symbols, words, config.risk_index.limits), states, population, words),
            _move_legend(signs, moves, release, words),
            with_people(_state_legend(states, symbols, risk_index, release, words), states, population, words),
        ),
        sources=population_sources(population, words),
        tables=(_table(risk_index, release, words),),
        items=level_moves(risk_index, release, words),
        items_title=words("annex_3.moves"),
        records=_records(risk_index),
        record_columns=(words("annex_3.score"),) if "score" in risk_index else (),
        record_fields=("score",) if "score" in risk_index else (),
        focus=tuple((*at[pcode], 1.0) for pcode in assessed),
        empty="" if levels else words("annex_3.empty"),
    )


def _records(risk_index: pd.DataFrame) -> tuple[Record, ...]:
    """Return the score of each commune, where the edition tells it; its level stands on the map."""
    if "score" not in risk_index:
        return ()
    scored = risk_index[(risk_index["commune_pcode"] != "") & risk_index["score"].notna()]
    lines = zip(scored["commune_pcode"], scored["level"], scored["score"], strict=True)
    return tuple(Record(pcode, level, 1, (f"{score:g}",)) for pcode, level, score in lines)


@made_once
def _signs(risk_index: pd.DataFrame, release: ReleasedMonth) -> dict[str, str]:
    return {pcode: "up" if steps > 0 else "down" for pcode, steps in level_steps(risk_index, release).items() if steps}


def _move_legend(signs: Mapping[str, str], moves: Mapping[str, Symbol], release: ReleasedMonth, words: Words) -> Legend:
    title = words("annex_3.signs")
    if not PRODUCT.has_month_before(release):
        return Legend(title, (), words("annex_3.no_month_before"))
    labels = {key: words(f"annex_3.sign_{key}") for key in moves}
    return Categorized(moves, labels).legend(title, _counted(signs, tuple(moves), words))


def _symbols(theme: Theme) -> dict[str, Symbol]:
    return {**{level: Symbol(fill=theme.colours.risk[level]) for level in LEVELS}, **state_symbols(theme)}


def _legend(states: Mapping[str, str], known: Mapping[str, Symbol], words: Words, limits: tuple[float, ...]) -> Legend:
    symbols = {level: known[level] for level in LEVELS}
    ends = dict(zip(LEVELS, _ends(limits, words), strict=True))
    labels = {
        level: f"{RISK_NUMBERS[level]} · {label('risk_level', level, lang=words.lang)} ({ends[level]})"
        for level in LEVELS
    }
    return Categorized(symbols, labels).legend(
        words("annex_3.legend"), _counted(states, LEVELS, words), note=words("annex_3.legend_note")
    )


def _ends(limits: tuple[float, ...], words: Words) -> tuple[str, ...]:
    """Both ends of each class, high to low; scores are whole unless the configuration's limits are not."""
    moderate, serious, critical = (f"{limit:g}" for limit in limits)
    below = [f"{limit - 1:g}" if limit == int(limit) else f"< {limit:g}" for limit in limits]
    return (
        words("annex_3.at_least", low=critical),
        words("annex_3.between", low=serious, high=below[2]),
        words("annex_3.between", low=moderate, high=below[1]),
        words("annex_3.at_most", high=below[0]),
    )


def _state_legend(
    states: Mapping[str, str],
    known: Mapping[str, Symbol],
    risk_index: pd.DataFrame,
    release: ReleasedMonth,
    words: Words,
) -> Legend:
    symbols = {state: known[state] for state in STATES}
    counts = _counted(states, STATES, words)
    missing, unmatched = len(release.without_polygon.get("risk_index", ())), _unmatched(risk_index, release)
    if missing:
        symbols["without_polygon"] = known["without_polygon"]
        counts["without_polygon"] = number_label(missing, lang=words.lang)
    if unmatched:
        symbols["unmatched"] = Symbol()
        counts["unmatched"] = number_label(unmatched, lang=words.lang)
    labels = {state: words(f"annex_3.state_{state}") for state in symbols}
    return Categorized(symbols, labels).legend(words("annex_3.states"), counts)


def _unmatched(risk_index: pd.DataFrame, release: ReleasedMonth) -> int:
    if not release.tells_rows:
        return 0
    # forms whose commune is not known, but for those whose commune is known and has no polygon
    return int((risk_index["commune_pcode"] == "").sum()) - len(release.without_polygon.get("risk_index", ()))


def _counted(states: Mapping[str, str], keys: tuple[str, ...], words: Words) -> dict[str, str]:
    counts = pd.Series(states, dtype=object).value_counts()
    return {key: number_label(int(counts.get(key, 0)), lang=words.lang) for key in keys}


def _table(risk_index: pd.DataFrame, release: ReleasedMonth, words: Words) -> SideTable:
    if release.unit_level == CERCLE:
        return levels_table(risk_index, release, words)
    located = risk_index[risk_index["commune_pcode"] != ""]
    counts = part_counts(located, release, by="level", classes=(*LEVELS, "incomplete"))
    names = part_names(release)
    ordered = sorted(counts.index, key=lambda pcode: names.get(pcode, "~"))
    body = [(names.get(pcode, without_part(release, words)), *_numbers(counts.loc[pcode], words)) for pcode in ordered]
    head = ("", *(RISK_NUMBERS[level] for level in LEVELS), words("annex_3.incomplete_short"), words("map.total_short"))
    total = (words("map.total"), *_numbers(counts.sum(), words))
    return SideTable(words("annex_3.table", part=by_part(release, words)), head, (*body, total), total_row=True)


def _numbers(counts: pd.Series, words: Words) -> tuple[str, ...]:
    return tuple(number_label(int(count), lang=words.lang) for count in (*counts, counts.sum()))


PRODUCT = Product(
    public=True,
    annex="3",
    title=in_every_language("annex_3.title"),
    layers=risk_layers,
    table="risk_index",
    reading_note=in_every_language("annex_3.reading"),
    variants=(CHANGE_PAGE,),
)
