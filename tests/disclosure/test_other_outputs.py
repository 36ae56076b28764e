"""The interactive pages, the atlas and the record of the checks tell nothing that the annexes of the same edition do not."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import make_boundaries
from tests.disclosure.outputs import islands_of, specs_of_edition
from tests.disclosure.random_months import coverage_of, random_month, with_month_before

from annexmaps import specify
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth, locate_table
from annexmaps.render.static import draw_page
from annexmaps.spec import ListSpec, MapSpec

OCTOBER, NOVEMBER = Month(2021, 10), Month(2021, 11)
UNITS = ("XX01", "XX02", "XX0101", "XX0102", "XX0201", "XX0202")
SEEDS = (1, 3)


def two_months(seed: int) -> LocatedMonth:
    boundaries = make_boundaries()
    return with_month_before(random_month(NOVEMBER, seed, boundaries), random_month(OCTOBER, seed, boundaries))


def map_of(month: LocatedMonth, annex: str, *, edition: str = "public", unit: str = "") -> MapSpec:
    made = specify(month, annex=annex, edition=edition, lang="fr", unit=unit)
    assert isinstance(made, MapSpec)
    return made


def told_of_month(page: dict[str, Any]) -> dict[str, Any]:
    """What an island says of one month of one page, without the numbers of its symbols."""
    legends = [[(line["key"], line["label"], line["count"]) for line in one["lines"]] for one in page["legends"]]
    areas = [(layer["areas"], layer["texts"], layer["signs"]) for layer in page["layers"]]
    same = {name: page[name] for name in ("texts", "circles", "marks", "records", "details", "columns")}
    return {**same, "legends": legends, "areas": areas}


@pytest.mark.parametrize("edition", ["partners", "public"])
@pytest.mark.parametrize("seed", [1, 3])
def test_a_page_tells_of_the_month_before_what_was_told_then(seed: int, edition: str) -> None:
    month = two_months(seed)
    before = month.earlier[OCTOBER]
    now, then = (
        {name.split("_")[1]: made for name, made in islands_of(one, edition).items()} for one in (month, before)
    )
    assert {
        (name, page["id"]): told_of_month(page["months"]["2021-10"])
        for name, island in now.items()
        for page in island["pages"]
        if "2021-10" in page["months"]
    } == {
        (name, page["id"]): told_of_month(page["months"]["2021-10"])
        for name, island in then.items()
        for page in island["pages"]
        if name in now and any(own["id"] == page["id"] and "2021-10" in own["months"] for own in now[name]["pages"])
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_public_pages_hold_no_record_of_a_violation_or_an_alert(seed: int) -> None:
    month = two_months(seed)
    assert [map_of(month, annex).records for annex in ("1", "2")] == [(), ()]


@pytest.mark.parametrize("seed", SEEDS)
def test_partners_pages_count_per_place_and_category_what_the_list_counts(seed: int) -> None:
    month = two_months(seed)
    listing = specify(month, annex="4", edition="partners", lang="fr")
    assert isinstance(listing, ListSpec)
    pcode, category = (listing.columns.index(word) for word in ("P-code", "Catégorie"))
    listed = Counter((row[pcode], row[category]) for row in listing.rows if row[pcode])
    recorded: Counter[tuple[str, str]] = Counter()
    for record in map_of(month, "1", edition="partners").records:
        recorded[record.pcode, record.key] += record.count
    assert {place: count for place, count in recorded.items() if count > listed[place]} == {}


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_public_page_of_the_atlas_repeats_the_country_s_circles_and_adds_no_number(seed: int, unit: str) -> None:
    month = two_months(seed)
    for annex in ("1", "2"):
        country, page = map_of(month, annex), map_of(month, annex, unit=unit)
        inside = {
            circle.pcode: (circle.key, circle.text) for circle in page.circles if circle.text or circle.key != "outside"
        }
        whole = {circle.pcode: (circle.key, circle.text) for circle in country.circles}
        assert {pcode: told for pcode, told in inside.items() if whole[pcode] != told} == {}
        counts = Counter(key for pcode, (key, _) in inside.items())
        legend = {line.key: line.count for line in page.legends[0].lines}
        assert {key: int(count) for key, count in legend.items() if count and count != "0"} == counts
        assert page.tables == ()
        numbers = re.findall(r"\d+", page.page.subtitle + " ".join(page.page.notes))
        assert [number for number in numbers if int(number) != len(inside)] == []


def test_the_record_of_the_checks_tells_one_size_of_circle_a_class() -> None:
    page = map_of(two_months(3), "1")
    inventory = draw_page(page).inventory()
    sizes = {round(shape.extent[2] - shape.extent[0], 0) for shape in inventory.shapes if shape.part == "circle"}
    assert sizes <= {round(line.symbol.size, 0) for line in page.legends[0].lines}
    assert [total.total for total in inventory.totals] == [*page.tables[0].rows[-1][1:]]


def texts_in(made: object) -> Iterator[str]:
    if isinstance(made, MapSpec | ListSpec):
        yield from texts_in([made.page.subtitle, *made.page.notes])
        for table in getattr(made, "tables", ()):
            yield from texts_in([table.rows, table.note])
        for legend in getattr(made, "legends", ()):
            yield from texts_in([[line.label, line.count] for line in legend.lines])
        yield from texts_in(getattr(made, "rows", ()))
    elif isinstance(made, list | tuple):
        for one in made:
            yield from texts_in(one)
    elif isinstance(made, dict):
        yield from texts_in(list(made.values()))
    elif isinstance(made, str | int | float):
        yield re.sub(r"\s", "", str(made))


@pytest.fixture(scope="module")
def with_monitors() -> LocatedMonth:
    """Four monitors in the région Nord, 1 009 in Aval: the total gives the four away."""
    month, boundaries = two_months(1), make_boundaries()
    rows = [("XX010101", "Alba", "XX0101", "XX01", 0, 1), ("XX020202", "Sud", "XX0202", "XX02", 2, 0)]
    table = coverage_of(list(rows))
    monitors = table.table.assign(monitors=[4.0, 1009.0])
    coverage = locate_table(replace(table, table=monitors), boundaries)
    return replace(month, tables={**month.tables, "coverage": coverage}, earlier={})


@pytest.mark.parametrize("edition", ["partners", "public"])
def test_no_page_outside_the_office_tells_a_total_of_monitors_or_a_small_number_of_them(
    with_monitors: LocatedMonth, edition: str
) -> None:
    specs = [made for unit in ("", *UNITS) for made in specs_of_edition(with_monitors, edition, unit=unit)]
    told = [*texts_in(specs), *texts_in(list(islands_of(with_monitors, edition).values()))]
    assert "1009" in told
    assert [text for text in told if "1013" in text] == []
    coverage = map_of(with_monitors, "5", edition=edition)
    assert {row[0]: row[-1] for row in coverage.tables[0].rows}["Nord"] == "–"
