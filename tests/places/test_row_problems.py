import pytest
from tests.conftest import incidents_of

from annexmaps.contract import Problem, Severity
from annexmaps.places.located import locate_table
from annexmaps.sources.boundaries import Boundaries

ALBA = {"region": "Nord", "cercle": "Haut", "commune": "Alba"}


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str]]:
    return [(problem.key, problem.row, problem.wrong("en")) for problem in problems]


def test_one_point_in_rows_of_two_communes_is_noted_once(squares: Boundaries) -> None:
    point = {"latitude": 1.3, "longitude": 0.4}
    pont = {"region": "Nord", "cercle": "Haut", "commune": "Pont"}
    located = locate_table(incidents_of({**ALBA, **point}, {**pont, **point}, {**ALBA, **point}), squares)
    noted = [problem for problem in located.problems if problem.severity is Severity.NOTE]
    assert told(tuple(noted)) == [
        (
            "places.point_repeated",
            None,
            "The coordinates (1.3, 0.4) are those of rows of 2 different communes: rows 2, 3, 4.",
        )
    ]


def test_one_point_in_rows_of_one_commune_is_not_noted(squares: Boundaries) -> None:
    point = {"latitude": 1.3, "longitude": 0.4}
    located = locate_table(incidents_of({**ALBA, **point}, {**ALBA, **point}), squares)
    assert [problem for problem in located.problems if problem.key == "places.point_repeated"] == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            {"region": "Nord", "cercle": "Haut", "commune": "Albo"},
            "“Albo” is not a known commune in: cercle Haut (XX0101, région Nord). "
            "Nearest names: commune Alba (XX010101, cercle Haut, région Nord).",
        ),
        (
            {"region": "Nord", "cercle": "Haut", "commune": "Xylophone"},
            "“Xylophone” is not a known commune in: cercle Haut (XX0101, région Nord). No name near it is known there.",
        ),
        ({"region": "Perdue"}, "“Perdue” is not a known région. No name near it is known there."),
        (
            {"region": "Nord", "cercle": "Haut"},
            "The commune is not given; the row only says: cercle Haut (XX0101, région Nord).",
        ),
        (
            {**ALBA, "pcode": "XX999999"},
            "The P-code XX999999 does not exist; the names of the row lead to: "
            "commune Alba (XX010101, cercle Haut, région Nord).",
        ),
        (
            {"pcode": "XX0101"},
            "The P-code XX0101 is not that of a commune but of: cercle Haut (XX0101, région Nord).",
        ),
        (
            {**ALBA, "pcode": "XX010102"},
            "The P-code says: commune Pont (XX010102, cercle Haut, région Nord); "
            "the names say: commune Alba (XX010101, cercle Haut, région Nord).",
        ),
    ],
)
def test_a_place_that_is_not_sure_is_told_with_the_places_it_could_be(
    squares: Boundaries, row: dict[str, object], sentence: str
) -> None:
    assert [problem.wrong("en") for problem in locate_table(incidents_of(row), squares).problems] == [sentence]


def test_a_commune_without_polygon_is_only_noted(squares: Boundaries) -> None:
    located = locate_table(incidents_of({"region": "Nord", "cercle": "Haut", "commune": "Flottante"}), squares)
    assert [(problem.key, problem.severity) for problem in located.problems] == [
        ("places.commune_without_polygon", Severity.NOTE)
    ]


def test_a_very_long_name_is_cut_in_the_sentence(squares: Boundaries) -> None:
    (problem,) = locate_table(
        incidents_of({"region": "Nord", "cercle": "Haut", "commune": "x" * 9999}), squares
    ).problems
    assert len(problem.wrong("fr")) < 300
