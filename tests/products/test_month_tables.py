"""The chapters of the report's tables: arrows, coverage, sentences in the singular and plural, and what the rows bear out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SQUARES, make_boundaries
from tests.disclosure.outputs import tables_of
from tests.disclosure.random_months import place_of, random_month, small_month, with_month_before

from annexmaps.config import Config, TrendsConfig, read_config
from annexmaps.errors import ConfigError
from annexmaps.figures import Chapter, ReportTable, TablesSpec
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth
from annexmaps.products.monthly.numbers import plural, trend
from annexmaps.spec import Cell
from annexmaps.words import Words

OCTOBER, NOVEMBER = Month(2021, 10), Month(2021, 11)
ALBA, PONT, MENARA, SUD = (place_of(SQUARES[number]) for number in (0, 1, 2, 5))


def two_months(seed: int) -> LocatedMonth:
    boundaries = make_boundaries()
    return with_month_before(random_month(NOVEMBER, seed, boundaries), random_month(OCTOBER, seed + 100, boundaries))


def table_of(spec: TablesSpec, key: str) -> ReportTable:
    return next(table for table in spec.tables if table.key == key)


def chapter_of(spec: TablesSpec, key: str) -> Chapter:
    return next(chapter for chapter in spec.chapters if chapter.key == key)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def said_in(chapter: Chapter) -> list[str]:
    return [plain(sentence.text) for sentence in chapter.sentences]


def number(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell


@pytest.fixture(scope="module")
def internal(november: LocatedMonth) -> TablesSpec:
    """The office's own tables of November."""
    return tables_of(november, "internal")


@pytest.mark.parametrize(
    ("now", "before", "tolerance", "arrow"),
    [
        (105, 100, 0.05, "="), (106, 100, 0.05, "↗"), (95, 100, 0.05, "="), (94, 100, 0.05, "↘"), (8, 10, 0.05, "↘"),
        (1, 0, 0.05, "↗"), (0, 0, 0.05, "="), (5, 0, 1.0, "↗"), (101, 100, 0.0, "↗"), (3, None, 0.05, "–"),
    ],
)  # fmt: skip
def test_an_arrow_is_the_change_beyond_the_tolerance(
    now: int, before: int | None, tolerance: float, arrow: str
) -> None:
    assert trend(now, before, tolerance=tolerance) == arrow


@given(st.integers(0, 500), st.integers(0, 500), st.floats(0, 1))
def test_an_arrow_turned_round_points_the_other_way_or_is_no_longer_one(
    now: int, before: int, tolerance: float
) -> None:
    turned = {"↗": "↘", "↘": "↗", "=": "="}
    there, back = (trend(*pair, tolerance=tolerance) for pair in ((now, before), (before, now)))
    assert back in (turned[there], "=") or there == "="


@pytest.mark.parametrize(("written", "read"), [("0", 0.0), ("0.1", 0.1), ("1", 1.0)])
def test_the_tolerance_is_a_share(tmp_path, written: str, read: float) -> None:
    path = tmp_path / "annexmaps.toml"
    path.write_text(f"[trends]\ntolerance = {written}\n", encoding="utf-8")
    assert read_config(path).trends.tolerance == read


@pytest.mark.parametrize("written", ["5", "-0.1", "true", '"5 %"'])
def test_a_tolerance_that_is_no_share_is_refused_with_what_to_do(tmp_path, written: str) -> None:
    path = tmp_path / "annexmaps.toml"
    path.write_text(f"[trends]\ntolerance = {written}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"0\.05"):
        read_config(path)


def test_the_rule_of_the_arrows_is_the_office_s_and_is_printed(november: LocatedMonth) -> None:
    config = Config(trends=TrendsConfig(tolerance=0.25))
    spec = tables_of(november, "partners", config)
    assert "25 % du mois précédent" in said_in(chapter_of(spec, "iii"))[0]
    mopti = {row[1]: row[5] for row in table_of(spec, "trends").rows if row[0] == "Mopti"}
    assert [arrow for name, arrow in mopti.items() if str(name)[0] in "BEF"] == ["=", "=", "="]


@pytest.mark.parametrize("edition", ["internal", "partners"])
@pytest.mark.parametrize("seed", range(4))
def test_the_parts_by_coverage_add_up_to_each_change_exactly(seed: int, edition: str) -> None:
    rows = table_of(tables_of(two_months(seed), edition), "coverage").rows
    assert [number(row[3]) for row in rows] == [number(row[2]) - number(row[1]) for row in rows]
    assert [sum(map(number, row[4:9])) for row in rows] == [row[3] for row in rows]
    assert [sum(number(row[at]) for row in rows[:-1]) for at in range(1, 9)] == list(rows[-1][1:9])


def test_a_change_is_told_by_what_was_monitored() -> None:
    boundaries, a, b, c = make_boundaries(), SQUARES[0], SQUARES[1], SQUARES[2]
    region = {"region": "Nord"}
    before = small_month(OCTOBER, boundaries, [place_of(a)] * 3 + [place_of(b)] * 2 + [region], covered=[a, b])
    now = small_month(NOVEMBER, boundaries, [place_of(a)] * 5 + [place_of(c)] * 4 + [place_of(b)] * 1, covered=[a, c])
    (nord, _) = table_of(tables_of(with_month_before(now, before), "internal"), "coverage").rows
    # Alba in both months +2, Ménara newly +4, Pont no longer −1, a row without commune less
    assert nord == ("Nord", 6, 10, 4, 2, 4, -1, 0, -1, 1, 1, 1)


def test_without_the_month_before_nothing_is_compared_and_that_is_said() -> None:
    spec = tables_of(small_month(NOVEMBER, make_boundaries(), [ALBA] * 3), "internal")
    assert said_in(chapter_of(spec, "coverage")) == [
        "Comparaison non faite : il faut les incidents et la couverture de ce mois et du mois précédent."
    ]
    assert {row[2:6:3] for row in table_of(spec, "trends").rows} == {("–", "–")}
    assert (
        said_in(chapter_of(spec, "region_XX01"))[0]
        == "Novembre 2021 : 3 violations documentées, soit 100,0 % du total du pays."
    )


@pytest.mark.parametrize(
    ("count", "fr", "en"),
    [
        (0, "Novembre 2021 : aucune violation documentée", "November 2021: no violation documented"),
        (1, "Novembre 2021 : 1 violation documentée", "November 2021: 1 violation documented"),
        (1234, "Novembre 2021 : 1 234 violations documentées", "November 2021: 1,234 violations documented"),
    ],
)
def test_a_sentence_agrees_with_its_number(count: int, fr: str, en: str) -> None:
    made = [
        plain(plural("tables.said.month", count, Words(lang), month_first=f"{name} 2021"))
        for lang, name in (("fr", "Novembre"), ("en", "November"))
    ]
    assert made == [fr, en]


def test_every_sentence_with_a_number_has_its_three_forms_in_each_language() -> None:
    for lang in ("fr", "en"):
        said = Words(lang).section("tables.said")
        heads = {key.rsplit("_", 1)[0] for key in said if key.endswith(("_none", "_one", "_many"))} - {
            "no_cercle_one",
            "one",
        }
        assert [head for head in heads if not {f"{head}_none", f"{head}_one", f"{head}_many"} <= set(said)] == []


def test_the_block_of_mopti_is_the_report_s(internal: TablesSpec) -> None:
    block = chapter_of(internal, "region_ML05")
    assert block.heading == "Région de Mopti"
    said = said_in(block)
    assert (
        said[0]
        == "↗ Novembre 2021 : 280 violations documentées, contre 115 en octobre 2021, soit 52,7 % du total du pays."
    )
    assert said[1].startswith("Cercles, du plus touché au moins touché : Douentza 120, ")
    assert "↘ Atteintes au droit à la vie : 8 (10 le mois précédent)" in said
    assert "= Atteintes à l'accès aux services de base : 1 (1 le mois précédent)" in said


def test_the_levels_that_moved_are_told_as_the_report_tells_them(internal: TablesSpec) -> None:
    (first, *_) = said_in(chapter_of(internal, "iv"))
    assert first.startswith(
        "La situation de protection est passée de modérée à critique dans 11 communes : Kala Siguida, Sirifila Boundy (cercle Niono)"
    )
    table = table_of(internal, "moves")
    kala = dict(
        zip(
            [column.head for column in table.columns],
            next(row for row in table.rows if row[2] == "Kala Siguida"),
            strict=True,
        )
    )
    assert (kala["Niveau précédent"], kala["Niveau ce mois"], kala["Tendance"]) == ("Modérée", "Critique", "↗")
    assert number(kala["Points"]) - number(kala["Au-dessus de sa limite"]) == 20
    assert kala["Jusqu'à la suivante"] is None
    assert (kala["Réponses manquantes"], number(kala["Informateurs"]) > 0) == (0, True)


def test_points_and_distances_are_told_to_partners_and_levels_only_to_the_public(november: LocatedMonth) -> None:
    heads = {
        edition: [column.head for column in table_of(tables_of(november, edition), "levels").columns[7:]]
        for edition in ("partners", "public")
    }
    assert heads == {"partners": ["Points", "Au-dessus de sa limite", "Jusqu'à la suivante"], "public": []}


def test_each_figure_of_a_block_is_counted_from_the_rows_that_it_names(
    internal: TablesSpec, november: LocatedMonth
) -> None:
    incidents = november.tables["incidents"].table
    cercle = chapter_of(internal, "region_ML05").sentences[1]
    (figure, selection) = cercle.figures[0]
    where = dict(selection.where)
    rows = incidents[
        incidents["cercle_pcode"].isin(where["cercle_pcode"]) & incidents["region_pcode"].isin(where["region_pcode"])
    ]
    assert (figure, len(rows), selection.month) == ("Douentza 120", 120, "2021-11")


def test_an_empty_month_has_its_tables_and_no_block() -> None:
    spec = tables_of(small_month(NOVEMBER, make_boundaries(), []), "internal")
    assert number(table_of(spec, "categories").rows[-1][11]) == 0
    assert [chapter.key for chapter in spec.chapters if chapter.level == 2] == []
    assert "Auteur présumé : non renseigné ce mois." in said_in(chapter_of(spec, "v"))


def test_a_column_without_any_value_is_said_and_has_no_table() -> None:
    month = small_month(NOVEMBER, make_boundaries(), [ALBA, SUD])
    incidents = month.tables["incidents"]
    filled = replace(incidents, table=incidents.table.assign(place="champ"))
    spec = tables_of(replace(month, tables={**month.tables, "incidents": filled}), "internal")
    assert {table.key for table in chapter_of(spec, "v").tables} == {"place", "place_region", "victims"}
    assert said_in(chapter_of(spec, "v"))[1] == "Lieux : Champ 2 (100,0 %)."
