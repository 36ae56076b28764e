"""Change that respects coverage: what a région's change is made of, by what the monitoring covered in the two months."""

from collections import Counter
from collections.abc import Collection

import pandas as pd

from annexmaps.figures import Chart, Column, ReportTable, Selection, Sentence
from annexmaps.months import signed_number
from annexmaps.products.monitored import coverage_by_commune
from annexmaps.products.monthly.distribution import chart_title, month_heads, titled_table, when_words
from annexmaps.products.monthly.regions import largest_first
from annexmaps.products.monthly.selection import Line, count, month_before, region_lines, release_of
from annexmaps.products.product import Ingredients
from annexmaps.spec import Cell
from annexmaps.theme import Theme

# of a commune: covered in both months, in this one only, in the one before only, in neither; last, rows without a commune
PARTS = ("both", "gained", "lost", "neither", "no_commune")


def coverage_change(ingredients: Ingredients) -> ReportTable:
    """Return each région's change since the month before, split into PARTS; the parts add up to it exactly.

    Both months hold incidents and coverage. A commune is covered where its status says so; one suspended is not.
    """
    release, words, before = ingredients.release, ingredients.words, month_before(ingredients.release)
    months = [str(release.month), before]
    regions = (*region_lines(release, words, months=months), Line(words("map.total"), ()))
    now, then = month_heads(ingredients)
    states = states_of_communes(ingredients)
    parents = release.boundaries.communes.set_index("pcode")["region_pcode"]
    rows = [_row(line, states, parents, before, ingredients) for line in regions]
    heads = [Column(words("tables.head.regions"), "text"), then, now, Column(words("map.change"), "change")]
    heads += [Column(words(f"tables.part.{part}"), "change") for part in PARTS]
    heads += [Column(words(f"tables.communes.{part}")) for part in PARTS[:3]]
    axis = largest_first([row[:4] for row in rows[:-1]])
    series = tuple(enumerate(_palette(ingredients.theme), start=4))
    chart = Chart("bars", chart_title("coverage", ingredients), words("tables.unit.change"), series, axis)
    return titled_table("coverage", heads, rows, ingredients, rule="coverage", chart=chart)


def _palette(theme: Theme) -> tuple[str, ...]:
    """Return the colour of each of PARTS."""
    covered = theme.colours.coverage
    return covered["covered"], covered["gained"], covered["lost"], theme.colours.without_point, theme.paper.text_soft


def coverage_sentences(ingredients: Ingredients) -> tuple[Sentence, ...]:
    """Return the country's change and its parts in one sentence."""
    release, words, before = ingredients.release, ingredients.words, month_before(ingredients.release)
    row = coverage_change(ingredients).rows[-1]
    said = [signed_number(int(str(cell)), lang=words.lang) for cell in row[3:9]]
    parts = dict(zip(PARTS, said[1:], strict=True))
    figures = tuple((str(count(release, Selection(month))), Selection(month)) for month in (before, str(release.month)))
    return (Sentence(words("tables.said.coverage", change=said[0], **parts, **when_words(ingredients)), figures),)


def can_compare_coverage(ingredients: Ingredients) -> bool:
    """Tell whether this month and the one before hold incidents row by row, and coverage."""
    release = ingredients.release
    return bool(release.rules.rows and month_before(release) and month_before(release, "coverage")) and all(
        name in release.tables for name in ("incidents", "coverage")
    )


def states_of_communes(ingredients: Ingredients) -> dict[str, str]:
    """Return which of PARTS each commune's P-code is in."""
    release = ingredients.release
    now, then = (
        _covered(release_of(release, month).tables["coverage"]) for month in (str(release.month), month_before(release))
    )
    return {pcode: _state(pcode in now, pcode in then) for pcode in release.boundaries.communes["pcode"]}


def _state(now: bool, then: bool) -> str:
    if now and then:
        return "both"
    return "gained" if now else "lost" if then else "neither"


def _covered(coverage: pd.DataFrame) -> Collection[str]:
    return {pcode for pcode, status in coverage_by_commune(coverage).items() if status == "couvert"}


def _row(
    line: Line, states: dict[str, str], parents: pd.Series, before: str, ingredients: Ingredients
) -> tuple[Cell, ...]:
    release = ingredients.release
    counted = []
    for month in (before, str(release.month)):
        held = release_of(release, month).tables["incidents"]
        rows = held if not line.where else held[held["region_pcode"].isin(line.where[0][1])]
        counted.append(Counter(states.get(pcode, "no_commune") for pcode in rows["commune_pcode"]))
    then, now = (sum(one.values()) for one in counted)
    parts = [counted[1][part] - counted[0][part] for part in PARTS]
    inside = parents if not line.where else parents[parents.isin(line.where[0][1])]
    communes = Counter(states[pcode] for pcode in inside.index)
    return (line.name, then, now, now - then, *parts, *(communes[part] for part in PARTS[:3]))
