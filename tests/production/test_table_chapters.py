"""The chapters of the tables in the annex document."""

import pytest
from tests.conftest import SQUARES, make_boundaries
from tests.disclosure.outputs import tables_of
from tests.disclosure.random_months import place_of, small_month

from annexmaps.document import Chapter, Heading, Paragraph, Picture, Table
from annexmaps.months import Month
from annexmaps.production.table_chapters import table_chapters


@pytest.fixture(scope="module")
def chapters() -> tuple[Chapter, ...]:
    """Those of a small month, for partners."""
    rows = [place_of(SQUARES[0])] * 3 + [{**place_of(SQUARES[5]), "category": "B", "type": "assassinat_meurtre"}]
    return table_chapters(tables_of(small_month(Month(2021, 11), make_boundaries(), rows), "partners"))


def test_a_template_asks_for_each_part_by_a_name_in_either_language(chapters: tuple[Chapter, ...]) -> None:
    assert [(chapter.name, chapter.also) for chapter in chapters] == [
        ("tableaux_incidents", ("tables_incidents",)), ("tableaux_regions", ("tables_regions",)),
        ("tableaux_auteurs", ("tables_perpetrators",)), ("tableaux_couverture", ("tables_coverage",)),
    ]  # fmt: skip


def test_the_block_of_each_region_stands_in_the_part_of_the_regions(chapters: tuple[Chapter, ...]) -> None:
    headings = [(block.text, block.level) for block in chapters[1].blocks if isinstance(block, Heading)]
    assert headings == [("III – Tendances par région", 1), ("Région de Nord", 2), ("Région d’Aval", 2)]
    leads = [block.text for block in chapters[1].blocks if isinstance(block, Paragraph) and block.style == "lead"]
    assert leads[0].replace("\xa0", " ") == "Novembre 2021 : 3 violations documentées, soit 75,0 % du total du pays."


def test_tables_ii_and_iii_are_printed_as_the_reports_print_them(chapters: tuple[Chapter, ...]) -> None:
    (table,) = (block for block in chapters[1].blocks if isinstance(block, Table))
    assert table.columns[-3:] == ("nov.", "Année", "Part de l'année")
    assert [tuple(cell.replace("\xa0", " ") for cell in map(str, (row[0], *row[-3:]))) for row in table.rows] == [
        ("Aval", "1", "1", "25,0 %"), ("Nord", "3", "3", "75,0 %"), ("Total", "4", "4", "100,0 %"),
    ]  # fmt: skip
    assert (table.right[0], set(table.right[1:]), table.total_row) == (False, {True}, True)


def test_each_chart_says_its_numbers_for_who_cannot_see_it(chapters: tuple[Chapter, ...]) -> None:
    alts = [block.alt for block in chapters[0].blocks if isinstance(block, Picture)]
    assert (
        alts[1].replace("\xa0", " ")
        == "Types de violations, novembre 2021. Ce mois : Vol, extorsion, pillage 3, Assassinat, meurtre 1"
    )


def test_what_partners_do_not_get_is_said_where_it_would_stand(chapters: tuple[Chapter, ...]) -> None:
    part = chapters[2]
    assert [block.text[:36] for block in part.blocks if isinstance(block, Paragraph)] == [
        "Auteurs présumés, victimes, lieux et"
    ]
