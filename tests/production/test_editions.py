from types import SimpleNamespace

import pytest

from annexmaps.config import Config
from annexmaps.errors import InputError, OutputError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.editions import build_editions, points_of
from annexmaps.production.editions_diff import compare_editions
from annexmaps.words import Words


def made(edition):
    return SimpleNamespace(folder=SimpleNamespace(name=edition))


def test_all_editions_are_made_in_order():
    assert [report.folder.name for report in build_editions(made).built] == ["internal", "partners", "public"]


def test_an_edition_that_fails_is_named_and_the_others_are_made():
    def fail_for_partners(edition):
        if edition == "partners":
            raise InputError("build.nothing", month="2021-11", annexes="4")
        return made(edition)

    report = build_editions(fail_for_partners)
    assert [built.folder.name for built in report.built] == ["internal", "public"]
    with pytest.raises(OutputError, match=r"interne, public[\s\S]*édition partenaires\s: .*2021-11"):
        report.refuse_failures()


def test_displaced_points_are_the_partners_only_in_a_run_of_all():
    assert [points_of(edition, "masked") for edition in ("internal", "partners", "public")] == [
        "none",
        "masked",
        "none",
    ]


@pytest.fixture(scope="module")
def lines(november: LocatedMonth):
    found = compare_editions(november, Config(), Words("fr"))
    return {(line.table, line.about): line.cells for line in found}


def test_rows_of_each_edition_are_counted(lines):
    internal, partners, public = lines["incidents", "rows"]
    assert (internal, partners) == ("531, une à une", "531, une à une")
    assert public.startswith("aucune")


def test_exact_points_are_counted_in_the_office_only(lines):
    assert lines["incidents", "points"] == ("345", "aucun", "aucun")


def test_dates_are_told_to_the_day_in_the_office_only(lines):
    assert lines["incidents", "date"] == ("au jour", "au mois", "au mois")


def test_columns_that_an_edition_leaves_out_are_named(lines):
    internal, partners, public = lines["incidents", "columns"]
    assert internal == "texte"
    assert "auteur présumé" in partners
    assert "type" not in partners.split(", ")
    assert "type" in public.split(", ")


def test_partners_names_are_left_out_outside_the_office(lines):
    assert lines["coverage", "columns"] == (
        "rien",
        "organisation, moniteurs, depuis",
        "organisation, moniteurs, depuis",
    )
