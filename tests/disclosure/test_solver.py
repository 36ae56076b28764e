"""Nobody who holds all finished annexes of two months can work a small number out of them."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import SQUARES, make_boundaries
from tests.disclosure.outputs import report_of, tables_of
from tests.disclosure.random_months import place_of, random_month, small_month, with_month_before
from tests.disclosure.readers import (
    as_year_report,
    read_partners,
    read_public,
    read_report,
    region_of_communes,
    rows_of_country,
    rows_of_region,
)
from tests.disclosure.solver import Knowledge

from annexmaps import read_month, specify
from annexmaps.disclosure.covered import covered_communes
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth
from annexmaps.production.manifest import make_manifest
from annexmaps.spec import ListSpec, MapSpec, YearReport
from annexmaps.vocabulary import sensitive_types

OCTOBER, NOVEMBER = Month(2021, 10), Month(2021, 11)
SMALL = range(1, 5)
Pages = dict[str, MapSpec | ListSpec]
ALBA, PONT, MENARA, SUD = (place_of(SQUARES[number]) for number in (0, 1, 2, 5))


def public_pages(month: LocatedMonth) -> Pages:
    return {
        annex: specify(month, annex=annex, edition="public", lang="fr")
        for annex in ("1", "2", "4")
        if annex != "2" or "flash_alerts" in month.tables
    }


def manifest_of(month: LocatedMonth, edition: str) -> dict[str, Any]:
    released = release(month, edition_rules(edition))
    made: dict[str, Any] = json.loads(make_manifest(released, {}, folder=Path("none"), made_on="", settings={}))
    return made


def before_of(month: LocatedMonth) -> LocatedMonth:
    """The month before as it was built then."""
    earlier = dict(month.earlier)
    before = earlier.pop(month.month.previous)
    return replace(before, earlier=earlier)


def hidden(incidents: pd.DataFrame) -> pd.Series:
    return incidents["type"].isin(list(sensitive_types())) | (
        (incidents["type"] == "") & incidents["category"].isin(["C", "D"])
    )


def public_report(month: LocatedMonth) -> YearReport:
    return report_of(month, "public")


def public_tables_report(month: LocatedMonth) -> YearReport:
    """Table III as the workbook of the report's tables has it."""
    (table,) = (table for table in tables_of(month, "public").tables if table.key == "regions")
    return as_year_report(table)


def told_too_much(
    month: LocatedMonth,
    pages: Callable[[LocatedMonth], Pages] = public_pages,
    report: Callable[[LocatedMonth], YearReport] | None = public_report,
) -> dict[object, object]:
    """The small numbers of `month` and the month before that their public pages give away, with what is left of each."""
    knowledge, months = Knowledge(), [before_of(month), month]
    for one in months:
        read_public(knowledge, pages(one), manifest_of(one, "public"))
    base = specify(month, annex="1", edition="public").base
    for one in months if report else ():
        read_report(knowledge, report(one), base, str(one.month))
    found: dict[object, object] = {}
    for one in months:
        for names, count, whole in _public_cells(one, base):
            least, most = knowledge.range_of(names)
            if least == most or (whole and (least > 1 or most < SMALL[-1])):
                found[names[0] if len(names) == 1 else (str(one.month), names[-1], count)] = (least, most)
    return found


def _public_cells(month: LocatedMonth, base: Any) -> list[tuple[list[Any], int, bool]]:
    """The names, count and whether the whole of 1 to 4 must be left, of each small number of the month's true rows."""
    incidents, at = month.tables["incidents"].table, str(month.month)
    told = Counter(incidents.loc[~hidden(incidents) & (incidents["commune_pcode"] != ""), "commune_pcode"])
    rest = Counter(incidents.loc[hidden(incidents) | (incidents["commune_pcode"] == ""), "region_pcode"])
    cells: list[tuple[list[Any], int, bool]] = [([("told", at, pcode)], count, True) for pcode, count in told.items()]
    cells += [([("rest", at, pcode)], count, False) for pcode, count in rest.items()]
    for unit in base.cercles:
        inside = [one.pcode for one in base.communes if one.parent == unit.pcode]
        cells.append(([("told", at, pcode) for pcode in inside], sum(told[pcode] for pcode in inside), False))
    regions = region_of_communes(base)
    for region in {*regions.values(), ""}:
        total = sum(count for pcode, count in told.items() if regions[pcode] == region) + rest[region]
        cells.append((rows_of_region(base, at, region), total, False))
    cells.append((rows_of_country(base, at), len(incidents), False))
    if "flash_alerts" in month.tables:
        alerts = Counter(month.tables["flash_alerts"].table["cercle_pcode"])
        cells += [([("alerts", at, pcode)], count, bool(pcode)) for pcode, count in alerts.items()]
    return [cell for cell in cells if cell[1] in SMALL]


def month_of(
    *counts: tuple[dict[str, object], int], before: tuple[tuple[dict[str, object], int], ...] = ()
) -> LocatedMonth:
    boundaries = make_boundaries()
    months = [
        small_month(month, boundaries, [place for place, count in rows for _ in range(count)])
        for month, rows in ((OCTOBER, before or counts), (NOVEMBER, counts))
    ]
    return with_month_before(months[1], months[0])


@pytest.fixture(scope="module")
def september(sample_folder: Path) -> LocatedMonth:
    """The sample month of September 2020 with the months before it."""
    return read_month(sample_folder / "2020-09", boundaries="schematic")


def test_public_pages_of_november_of_the_sample_give_no_small_number_away(november: LocatedMonth) -> None:
    assert told_too_much(november, report=None) == {}


def test_public_pages_of_september_of_the_sample_give_no_small_number_away(september: LocatedMonth) -> None:
    assert told_too_much(september, report=None) == {}


@pytest.mark.parametrize("seed", range(25))
def test_public_pages_of_hard_months_give_no_small_number_away(seed: int) -> None:
    boundaries = make_boundaries()
    month = with_month_before(random_month(NOVEMBER, seed, boundaries), random_month(OCTOBER, seed, boundaries))
    assert told_too_much(month) == {}


@pytest.mark.parametrize(
    "counts",
    [
        ((ALBA, 1),),
        ((ALBA, 4), (SUD, 1)),
        ((ALBA, 1), (PONT, 1), (MENARA, 1)),
        ((ALBA, 4), (PONT, 4), (MENARA, 4)),
        ((ALBA, 5), (PONT, 1)),
        ((ALBA, 3), ({"region": "Nord"}, 2), (SUD, 60)),
        ((ALBA, 9), (PONT, 4), ({}, 2)),
    ],
)
def test_public_pages_of_the_nastiest_months_give_no_small_number_away(counts: tuple[Any, ...]) -> None:
    assert told_too_much(month_of(*counts)) == {}


def _with_cell(pages: Pages, *, row: str, column: int, text: str) -> Pages:
    made = pages["1"]
    assert isinstance(made, MapSpec)
    table = made.tables[0]
    rows = tuple((*line[:column], text, *line[column + 1 :]) if line[0] == row else line for line in table.rows)
    return {**pages, "1": replace(made, tables=(replace(table, rows=rows),))}


def _with_subtitle(pages: Pages, text: str) -> Pages:
    return {**pages, "1": replace(pages["1"], page=replace(pages["1"].page, subtitle=text))}


LEAKS: dict[str, Callable[[LocatedMonth, Pages], Pages]] = {
    "a région's total": lambda _, pages: _with_cell(pages, row="Nord", column=1, text="3"),
    "the country's total": lambda _, pages: _with_cell(pages, row="Total", column=1, text="23"),
    "the month before": lambda m, pages: _with_cell(pages, row="Nord", column=2, text="3") if m.earlier else pages,
    "the headline": lambda _, pages: _with_subtitle(pages, "Carrésie · 23 violations documentées"),
    "the account": lambda _, pages: _with_subtitle(
        pages, "Carrésie · 23 lignes lues = 23 à la commune + 0 au cercle ou à la région"
    ),
}


@pytest.mark.parametrize("leak", LEAKS)
def test_the_solver_finds_a_planted_leak(leak: str) -> None:
    month = month_of((ALBA, 2), (PONT, 1), (SUD, 20))
    assert told_too_much(month) == {}
    assert told_too_much(month, lambda one: LEAKS[leak](one, public_pages(one))) != {}


REPORT_LEAKS = {"a month's total": 1, "the year's total": -3, "the share": -2}


@pytest.mark.parametrize("leak", REPORT_LEAKS)
def test_the_solver_finds_a_leak_planted_in_the_year_s_tables(leak: str) -> None:
    month = month_of((ALBA, 2), (PONT, 1), (SUD, 20))

    def leaky(one: LocatedMonth) -> YearReport:
        made, at = public_report(one), REPORT_LEAKS[leak]
        table = made.tables[0]
        true = {1: "3", -3: "6" if one.earlier else "3", -2: "13,0 %"}[at]
        rows = [list(row) for row in table.rows]
        next(row for row in rows if row[0] == "Nord")[at if at < 0 else one.month.number] = true
        return replace(made, tables=(replace(table, rows=tuple(map(tuple, rows))),))

    assert told_too_much(month, report=leaky) != {}


def partners_too_much(
    month: LocatedMonth, change: Callable[[ListSpec], ListSpec] = lambda listing: listing
) -> dict[object, object]:
    """The small cells of sensitive types, by cercle and région, that the partners' list gives away, with what is left of each."""
    listing, boundaries = specify(month, annex="4", edition="partners", lang="fr"), month.boundaries
    assert isinstance(listing, ListSpec)
    coverage = month.tables["coverage"].table if "coverage" in month.tables else None
    covered = covered_communes(coverage, boundaries)
    knowledge = Knowledge()
    read_partners(knowledge, change(listing), covered.communes, covered.regions)
    found: dict[object, object] = {}
    told = Counter((row[-1], row[4]) for row in listing.rows)
    incidents = month.tables["incidents"].table
    sensitive = incidents[incidents["type"].isin(list(sensitive_types()))]
    for level in ("cercle_pcode", "region_pcode"):
        for (category, kind, pcode), count in Counter(
            zip(sensitive["category"], sensitive["type"], sensitive[level], strict=True)
        ).items():
            names = [
                name
                for name in knowledge.numbers
                if name[0] in ("type", "at region") and name[1:3] == (category, kind) and pcode in name[3:]
            ]
            if count in SMALL and names and (left := knowledge.range_of(names))[0] == left[1]:
                found[level, kind, pcode] = left
    return found if told else {}


@pytest.mark.parametrize("seed", range(40))
def test_partners_of_hard_months_learn_no_small_number_of_a_sensitive_type(seed: int) -> None:
    boundaries = make_boundaries()
    assert partners_too_much(random_month(NOVEMBER, seed, boundaries)) == {}


def test_partners_of_november_of_the_sample_learn_no_small_number_of_a_sensitive_type(november: LocatedMonth) -> None:
    assert [partners_too_much(month) for month in (before_of(november), november)] == [{}, {}]


def test_partners_of_september_of_the_sample_learn_no_small_number_of_a_sensitive_type(september: LocatedMonth) -> None:
    assert [partners_too_much(month) for month in (before_of(september), september)] == [{}, {}]


def test_the_solver_finds_a_country_s_count_that_says_too_much() -> None:
    viol = {"category": "C", "type": "viol"}
    month = month_of(({**ALBA, **viol}, 2), ({**SUD, **viol}, 3))
    leak = "Types sensibles dits pour le pays seulement : Viol 5"
    assert partners_too_much(month) == {}
    assert partners_too_much(month, lambda one: replace(one, page=replace(one.page, notes=(leak,)))) != {}


@pytest.mark.parametrize("edition", ["partners", "public"])
def test_the_manifest_counts_no_violation_of_a_sensitive_type(november: LocatedMonth, edition: str) -> None:
    manifest = manifest_of(november, edition)
    assert "violations_made_coarser" not in manifest
    assert ("incidents" in manifest["rows"]) == (edition == "partners")
