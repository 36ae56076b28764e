"""Tests of what a batch makes once: tables, released months and pages, each as long as what it was made from is the same."""

import shutil
from dataclasses import replace

import pytest

from annexmaps import read_month
from annexmaps.config import Config, RiskIndexConfig
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.months import parse_month
from annexmaps.production.composing import Composer
from annexmaps.production.decisions import keep_questions
from annexmaps.products import find_product
from annexmaps.sources.decisions import decisions_text, read_decisions
from annexmaps.theme import Theme


@pytest.fixture
def folder(sample_folder, tmp_path):
    for month in ("2021-10", "2021-11"):
        shutil.copytree(sample_folder / month, tmp_path / month)
    return tmp_path


def read(folder, month="2021-11", config=None):
    return read_month(folder / month, boundaries="schematic", config=config)


def test_a_month_read_again_is_the_same_tables(folder):
    assert read(folder).tables["incidents"] is read(folder).tables["incidents"]


def test_a_month_read_as_an_earlier_one_is_the_same_table(folder):
    earlier = read(folder).earlier[parse_month("2021-10")]
    assert earlier.tables["incidents"] is read(folder, "2021-10").tables["incidents"]


def test_a_changed_file_is_read_anew(folder):
    before = len(read(folder).tables["incidents"].table)
    file = folder / "2021-11" / "incidents.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    assert len(read(folder).tables["incidents"].table) == before - 1


def test_a_table_under_another_name_says_that_name(folder):
    read(folder)
    (folder / "2021-11" / "incidents.csv").rename(folder / "2021-11" / "incidents 2021-11.csv")
    assert read(folder).tables["incidents"].source.file == "incidents 2021-11.csv"


def test_other_limits_of_the_risk_index_make_other_levels(folder):
    plain = read(folder).tables["risk_index"].table["level"]
    strict = read(folder, config=Config(risk_index=RiskIndexConfig(limits=(1, 2, 3)))).tables["risk_index"].table
    assert (strict["level"] == "critique").sum() > (plain == "critique").sum()


def test_a_decision_places_a_spelling_that_was_read_before(write_month):
    month = write_month(incidents="date,région,cercle,commune,catégorie\n2021-11-03,Mopti,Mopti,Zzyzx,A\n")
    before = read(month.parent).tables["incidents"].table["commune_pcode"].tolist()
    keep_questions(read(month.parent), month)
    (line,) = read_decisions(month.parent / "decisions.csv")
    decided = decisions_text((replace(line, decision="ML050604"),))
    (month.parent / "decisions.csv").write_text(decided, encoding="utf-8")
    assert (before, read(month.parent).tables["incidents"].table["commune_pcode"].tolist()) == ([""], ["ML050604"])


def test_a_month_is_released_once_for_an_edition(folder):
    rules = edition_rules("partners")
    assert release(read(folder), rules) is release(read(folder), rules)


def test_each_edition_is_released_by_itself(folder):
    month = read(folder)
    editions = [release(month, edition_rules(edition)).rules.edition for edition in ("partners", "internal", "public")]
    assert editions == ["partners", "internal", "public"]


def test_rules_that_an_office_changes_are_released_anew(folder):
    month = read(folder)
    smallest = [
        release(month, edition_rules("partners", {"sensitive": {"smallest_cell": size}})).rules.smallest_sensitive_cell
        for size in (5, 9)
    ]
    assert smallest == [5, 9]


def page_of(month, *, lang="fr", config=None, theme=None):
    composer = Composer(release(month, edition_rules("partners")), config or Config(), lang, theme=theme)
    return composer.compose(find_product("2"))


def test_a_page_is_composed_once(folder):
    month = read(folder)
    assert page_of(month) is page_of(month)


def test_a_page_in_another_language_or_theme_is_another(folder):
    month = read(folder)
    other = page_of(month, theme=Theme(name="autre"))
    assert (page_of(month).lang, page_of(month, lang="en").lang, other.theme.name) == ("fr", "en", "autre")


def test_a_page_tells_the_production_date_of_its_own_build(folder, monkeypatch):
    month = read(folder)
    told = []
    for epoch in ("1638316800", "1640995200"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        told.append(page_of(month).page.dates)
    assert ("décembre 2021" in told[0], "janvier 2022" in told[1]) == (True, True)
