"""Every map × page size × language × full, sparse, empty and extreme month passes the lint; the editions are dealt out over them."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pandas as pd
import pytest

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.inventory import Inventory
from annexmaps.lint import errors_of, lint_page
from annexmaps.places.located import Accounting, LocatedMonth, LocatedTable
from annexmaps.production.composing import Composer
from annexmaps.products import all_products
from annexmaps.render.static import draw_page
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.theme import PAGE_SIZES
from annexmaps.words import languages

PAGES = {
    f"{page.annex}{page.variant}": page for product in all_products() if product.kind == "map" for page in product.pages
}
LANGUAGES = tuple(languages())
MONTHS = ("full", "sparse", "empty", "extreme")


def holding(located: LocatedTable, rows: pd.DataFrame) -> LocatedTable:
    """Return `located` with other `rows`, all of them accounted for."""
    levels = rows["place_level"]
    account = Accounting(len(rows), int((levels == 3).sum()), int(levels.isin([1, 2]).sum()), int((levels == 0).sum()))
    return replace(located, table=rows.reset_index(drop=True), accounting=account)


def cut(month: LocatedMonth, wanted: int) -> LocatedMonth:
    """Return `month` with the first rows of each table."""
    return replace(month, tables={name: holding(one, one.table.head(wanted)) for name, one in month.tables.items()})


def crowded(month: LocatedMonth) -> LocatedMonth:
    """Return `month` with 900 violations in one commune and 4,100 more over the country, and every level critical."""
    incidents, risk = month.tables["incidents"], month.tables["risk_index"]
    placed = incidents.table[incidents.table["commune_pcode"] != ""]
    fullest = placed[placed["commune_pcode"] == placed["commune_pcode"].mode()[0]]
    rows = pd.concat([*[fullest] * 100]).head(900), pd.concat([placed] * 12).head(4100)
    many = pd.concat(rows).assign(row=range(2, 5002))
    level = risk.table.assign(level="critique", score=24.0)
    tables = {"incidents": holding(incidents, many), "risk_index": holding(risk, level)}
    return replace(month, tables={**month.tables, **tables})


MAKE: dict[str, Callable[[LocatedMonth], LocatedMonth]] = {
    "full": lambda month: month,
    "sparse": lambda month: cut(month, 3),
    "empty": lambda month: cut(month, 0),
    "extreme": crowded,
}


@pytest.fixture(scope="session")
def released(november: LocatedMonth) -> Callable[[str, str], ReleasedMonth]:
    """The month of a kind as an edition has it, released once."""

    @lru_cache
    def made(kind: str, edition: str) -> ReleasedMonth:
        return release(MAKE[kind](november), edition_rules(edition, Config().disclosure))

    return made


@pytest.fixture(scope="session")
def composed(released: Callable[[str, str], ReleasedMonth]) -> Callable[..., MapSpec | None]:
    """The specification of a page, made once for all page sizes; None where the edition may not have it."""

    @lru_cache
    def composer(kind: str, edition: str, lang: str) -> Composer:
        return Composer(released(kind, edition), Config(), lang)

    @lru_cache
    def made(kind: str, edition: str, lang: str, page: str) -> MapSpec | None:
        maker = composer(kind, edition, lang)
        spec = maker.compose(PAGES[page]) if maker.can_make(PAGES[page]) else None
        assert not isinstance(spec, ListSpec)
        return spec

    return made


def drawn(spec: MapSpec, size: str) -> Inventory:
    # nothing is rasterised: an inventory is taken of the figure
    return draw_page(replace(spec, theme=replace(spec.theme, page=PAGE_SIZES[size]))).inventory()


def sentences(page: Inventory) -> list[str]:
    return [finding.sentence("fr") for finding in errors_of(lint_page(page))]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", MONTHS)
def test_the_map_passes_on_every_page_size(
    composed: Callable[..., MapSpec | None], kind: str, lang: str, page: str
) -> None:
    # the editions are dealt out over the combinations: each has every page, size, language and kind of month somewhere
    turn = list(PAGES).index(page) + MONTHS.index(kind) + 2 * LANGUAGES.index(lang)
    found = {}
    for number, size in enumerate(PAGE_SIZES, start=turn):
        asked = (EDITIONS[(number + step) % len(EDITIONS)] for step in range(len(EDITIONS)))
        spec = next(spec for edition in asked if (spec := composed(kind, edition, lang, page)))
        found[size, spec.edition] = sentences(drawn(spec, size))
    assert {which: told for which, told in found.items() if told} == {}
    assert len(found) == len(PAGE_SIZES)


def test_every_violation_of_the_extreme_month_is_a_mark_or_in_a_circle(composed: Callable[..., MapSpec | None]) -> None:
    spec = composed("extreme", "internal", "fr", "1")
    assert spec is not None
    in_circles = sum(int(re.sub(r"\D", "", circle.text)) for circle in spec.circles)
    assert len(spec.marks) + in_circles == 5000


@pytest.mark.parametrize("size", PAGE_SIZES)
def test_every_mark_of_the_extreme_month_is_whole_in_its_frame(
    composed: Callable[..., MapSpec | None], size: str
) -> None:
    spec = composed("extreme", "internal", "fr", "1")
    assert spec is not None
    page = drawn(spec, size)
    marks = [mark for mark in page.shapes_of("mark") if mark.where == "main"]
    assert sentences(page) == []
    assert len(marks) == len(spec.marks)
    for frame in page.frames:
        left, bottom, right, top = frame.extent
        extents = [mark.extent for mark in page.shapes_of("mark") if mark.where == frame.where]
        assert [e for e in extents if not (left < e[0] and bottom < e[1] and e[2] < right and e[3] < top)] == []


def test_all_languages_are_in_the_matrix() -> None:
    assert set(LANGUAGES) == {"fr", "en"}
