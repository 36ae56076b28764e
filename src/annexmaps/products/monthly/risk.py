"""Part IV of the report: the level of each commune this month and last, its distance to the limits, and the levels that moved."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from annexmaps.figures import Chart, Column, ReportTable, Selection, Sentence
from annexmaps.months import number_label
from annexmaps.products.counts import GAP
from annexmaps.products.monthly.distribution import chart_title, month_heads, place_names, titled_table, when_words
from annexmaps.products.monthly.numbers import DOWN, SAME, UP, plural
from annexmaps.products.monthly.selection import Line, count, month_before, narrowed
from annexmaps.products.product import Ingredients
from annexmaps.products.risk_moves import LEVELS, forms_by_commune, level_steps, levels_before
from annexmaps.spec import Cell
from annexmaps.vocabulary import label
from annexmaps.words import Words

_PLACES = ("region_pcode", "cercle_pcode", "commune_pcode")


def levels_of_communes(ingredients: Ingredients) -> ReportTable:
    """Return a line for each commune with a form this month or last: levels, arrow, and what the edition holds of the form."""
    return _table("levels", _communes(ingredients), ingredients)


def moved_levels(ingredients: Ingredients) -> ReportTable:
    """Return the lines of the communes whose level moved since the month before, the largest rises first."""
    steps = level_steps(ingredients.release.tables["risk_index"], ingredients.release)
    moved = sorted((pcode for pcode, step in steps.items() if step), key=lambda pcode: (-steps[pcode], pcode))
    return _table("moves", moved, ingredients)


def levels_by_number(ingredients: Ingredients) -> ReportTable:
    """Return how many communes have each level, this month and last."""
    release, words, before = ingredients.release, ingredients.words, month_before(ingredients.release, "risk_index")
    months = [Selection(month, table="risk_index") for month in (str(release.month), before) if month]
    rows: list[tuple[Cell, ...]] = []
    for level in (*LEVELS, "incomplete"):
        counts = [count(release, narrowed(one, Line("", (("level", (level,)),)))) for one in months]
        rows.append((_level(level, words), *counts, *([] if before else [GAP])))
    totals = [count(release, one) for one in months]
    colours = ingredients.theme.colours
    return titled_table(
        "level_numbers",
        (Column(words("annex_3.column_level"), "text"), *month_heads(ingredients)),
        (*rows, (words("map.total"), *totals, *([] if before else [GAP]))),
        ingredients,
        rule="levels",
        chart=Chart(
            "bars", chart_title("level_numbers", ingredients), words("tables.unit.communes"),
            series=((1, colours.risk["critique"]),),
            colours=(*(colours.risk[level] for level in LEVELS), colours.without_point), axis=tuple(range(len(rows))),
            before=2 if before else None,
        ),
    )  # fmt: skip


def move_sentences(ingredients: Ingredients) -> tuple[Sentence, ...]:
    """Return a sentence for each pair of levels: which communes, cercle by cercle, passed from one to the other; largest rises first."""
    release, words = ingredients.release, ingredients.words
    if not month_before(release, "risk_index"):
        return (Sentence(words("annex_3.no_month_before")),)
    table = release.tables["risk_index"]
    steps, now, before = level_steps(table, release), forms_by_commune(table), levels_before(release)
    groups: dict[tuple[int, int, str, str], list[str]] = {}
    for pcode in sorted(code for code, step in steps.items() if step):
        level = str(now[pcode]["level"])
        groups.setdefault((-steps[pcode], LEVELS.index(level), before[pcode], level), []).append(pcode)
    said = [_moved(then, level, groups[key], ingredients) for key in sorted(groups) for *_, then, level in [key]]
    return tuple(said) or (Sentence(words("tables.said.no_move", **when_words(ingredients))),)


def _moved(before: str, now: str, pcodes: list[str], ingredients: Ingredients) -> Sentence:
    words, names, month = ingredients.words, place_names(ingredients), str(ingredients.release.month)
    parents = ingredients.release.boundaries.communes.set_index("pcode")["cercle_pcode"]
    cercles: dict[str, list[str]] = {}
    for pcode in pcodes:
        cercles.setdefault(names[parents[pcode]], []).append(names[pcode])
    listed = [
        words("tables.communes_of", communes=", ".join(inside), cercle=cercle) for cercle, inside in cercles.items()
    ]
    levels = {"before": _level(before, words).lower(), "now": _level(now, words).lower()}
    figures = tuple((names[pcode], Selection(month, (("commune_pcode", (pcode,)),), "risk_index")) for pcode in pcodes)
    return Sentence(plural("tables.said.moved", len(pcodes), words, communes=" ; ".join(listed), **levels), figures)


def _table(key: str, pcodes: list[str], ingredients: Ingredients) -> ReportTable:
    release, words, names = ingredients.release, ingredients.words, place_names(ingredients)
    now, before = forms_by_commune(release.tables["risk_index"]), levels_before(release)
    steps = level_steps(release.tables["risk_index"], release)
    parents = release.boundaries.communes.set_index("pcode")
    told = [name for name in ("score", "informants", "answered") if name in release.tables["risk_index"]]
    rows = []
    for pcode in pcodes:
        form, commune = now.get(pcode, {}), parents.loc[pcode]
        places = (names[commune["region_pcode"]], names[commune["cercle_pcode"]], names[pcode], pcode)
        arrow = GAP if pcode not in steps else UP if steps[pcode] > 0 else DOWN if steps[pcode] else SAME
        levels = (_level(before.get(pcode, ""), words), _level(form.get("level", ""), words), arrow)
        rows.append((*places, *levels, *_form_cells(form, told, ingredients)))
    heads = [Column(words(f"annex_4.column.{name}"), "text") for name in ("region", "cercle", "commune", "pcode")]
    heads += [Column(words(f"tables.head.{name}"), "text") for name in ("level_before", "level_now")]
    heads += [Column(words("tables.head.trend"), "sign")]
    heads += [Column(words(f"tables.head.{name}"), kind) for name, kind in _form_heads(told)]
    notes = (words("tables.limits", **_limits(ingredients)),) if "score" in told else ()
    return titled_table(
        key,
        tuple(heads),
        tuple(rows),
        ingredients,
        rule="levels",
        total_row=False,
        notes=notes,
    )


def _form_heads(told: list[str]) -> list[tuple[str, str]]:
    heads = [("score", "score"), ("above_limit", "score"), ("to_next", "score")] if "score" in told else []
    heads += [("informants", "count")] if "informants" in told else []
    return [*heads, *([("answered", "count")] if "answered" in told else [])]


def _form_cells(form: Mapping[str, Any], told: list[str], ingredients: Ingredients) -> tuple[Cell, ...]:
    """Return score, points above its level's limit, points to the next, informants and missing answers, as far as they are told."""
    rules, score = ingredients.config.risk_index, form.get("score")
    cells: list[Cell] = []
    if "score" in told:
        known = isinstance(score, float) and not pd.isna(score)
        cells += _distances(float(score), rules.limits) if known and score is not None else [None, None, None]
    if "informants" in told:
        informants = form.get("informants")
        cells.append(None if informants is None or pd.isna(informants) else int(informants))
    if "answered" in told:
        answered = int(form.get("answered", 0))
        # a form that gives its total only has no answers to miss
        cells.append(rules.questions - answered if answered else None)
    return tuple(cells)


def _distances(score: float, limits: tuple[float, ...]) -> list[Cell]:
    low = max((limit for limit in limits if limit <= score), default=0)
    above = [limit for limit in limits if limit > score]
    return [_plain(score), _plain(score - low), _plain(min(above) - score) if above else None]


def _plain(points: float) -> Cell:
    # 19, not 19.0; halves stay
    return int(points) if points == int(points) else round(points, 6)


def _limits(ingredients: Ingredients) -> dict[str, str]:
    names = ("moderee", "serieuse", "critique")
    limits = ingredients.config.risk_index.limits
    return {name: number_label(limit, lang=ingredients.words.lang) for name, limit in zip(names, limits, strict=True)}


def _communes(ingredients: Ingredients) -> list[str]:
    release = ingredients.release
    held = {*forms_by_commune(release.tables["risk_index"]), *levels_before(release)}
    communes = release.boundaries.communes
    communes = communes[communes["pcode"].isin(held)]
    names = place_names(ingredients)
    order = sorted(
        communes[["region_pcode", "cercle_pcode", "pcode"]].itertuples(index=False),
        key=lambda row: [names[p] for p in row],
    )
    return [row[-1] for row in order]


def _level(level: str, words: Words) -> str:
    if not level:
        return GAP
    return words("tables.incomplete") if level == "incomplete" else label("risk_level", level, lang=words.lang)
