"""Every figure of the two published reports, and what `annexmaps tables` writes of it from the sample months."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.production.agreement import (
    MONTHS,
    Line,
    contradiction_lines,
    november_lines,
    risk_lines,
    said_of_risk,
    september_lines,
    year_lines,
)
from tests.production.workbook_read_back import ReadBack, read_back

from annexmaps.cli import main
from annexmaps.sample import published

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "published_figures.toml"


@pytest.fixture(scope="module")
def books(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadBack]:
    """The workbooks that the command writes of the two months, read back, by year."""
    out = tmp_path_factory.mktemp("tables")
    made = {}
    for month in ("2020-09", "2021-11"):
        with pytest.raises(SystemExit) as ended:
            main(
                [
                    "tables",
                    str(sample_folder / month),
                    "--edition",
                    "internal",
                    "--out",
                    str(out),
                    "--boundaries",
                    "schematic",
                    "--lang",
                    "fr",
                ]
            )
        assert ended.value.code == 0
        made[month[:4]] = read_back(next((out / month).rglob("*_tableaux_*.xlsx")))
    return made


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    """The printed figures, as they were retyped from the reports."""
    if not REFERENCE.exists():
        pytest.skip("the reference is not beside this checkout")
    return tomllib.loads(REFERENCE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def agreement(reference: dict[str, Any], books: dict[str, ReadBack]) -> list[Line]:
    """The table of agreement."""
    return [
        *year_lines(reference, books),
        *september_lines(reference, books["2020"]),
        *november_lines(reference, books["2021"]),
        *contradiction_lines(reference, books),
        *risk_lines(reference, books),
        *said_of_risk(books),
    ]


@pytest.mark.parametrize(("year", "month"), [("2020", "2020-09"), ("2021", "2021-11")])
def test_tables_ii_and_iii_are_the_published_ones_cell_for_cell(
    books: dict[str, ReadBack], year: str, month: str
) -> None:
    months = [(at, table) for at, table in published().tables.items() if str(at)[:4] == year and str(at) <= month]
    for at, table in months:
        column = MONTHS[at.number - 1]
        made = {row["Catégorie"][0]: row[column] for row in books[year].rows["II Catégories"][:-1]}
        assert made == table.categories
        assert {row["Région"]: row[column] for row in books[year].rows["III Régions"][:-1]} == table.regions
        totals = {books[year].number(sheet, column, name="Total") for sheet in ("II Catégories", "III Régions")}
        assert totals == {table.total}


def test_every_published_figure_is_the_command_s_or_the_report_contradicts_itself(agreement: list[Line]) -> None:
    print(printed(agreement))  # noqa: T201 the table of agreement: pytest -s shows it
    wrong = [line for line in agreement if not line.agrees and not line.contradiction]
    assert wrong == []


def test_where_the_report_contradicts_itself_the_command_has_the_figure_that_its_tables_bear_out(
    agreement: list[Line],
) -> None:
    told = [line for line in agreement if line.contradiction]
    used = published().contradictions
    numbers = {line.figure: line.ours for line in told if line.contradiction != "kidalet"}
    assert numbers == {line.figure: used[line.contradiction].used for line in told if line.contradiction != "kidalet"}
    assert [line.figure for line in told if line.agrees] == []


def test_no_contradiction_and_no_figure_of_the_reference_is_left_out(
    agreement: list[Line], reference: dict[str, Any]
) -> None:
    named = {line.figure for line in agreement}
    left_out = [
        leaf for leaf in _leaves(reference) if not any(leaf == name or leaf.startswith(f"{name}.") for name in named)
    ]
    assert left_out == []
    # the two of Ségou and of category B are contradictions that the reference tells apart from its figures
    said = {line.contradiction for line in agreement} | {"share_of_life", "segou_movements_and_services"}
    assert set(published().contradictions) <= said


def printed(agreement: list[Line]) -> str:
    """The table of agreement as text."""
    lines = [("figure", "publié", "nous", "accord", "note"), *(_cells(line) for line in agreement)]
    agreed = sum(line.agrees for line in agreement)
    told = sum(bool(line.contradiction) for line in agreement)
    foot = f"{len(agreement)} figures : {agreed} en accord, {told} où le rapport se contredit, "
    foot += f"{len(agreement) - agreed - told} en désaccord"
    return "\n".join([" | ".join(cells) for cells in lines] + [foot])


def _cells(line: Line) -> tuple[str, ...]:
    state = "oui" if line.agrees else "contradiction du rapport" if line.contradiction else "NON"
    return (line.figure, str(line.published), str(line.ours), state, line.note)


def _leaves(values: dict[str, Any], head: str = "") -> Iterator[str]:
    for key, value in values.items():
        path = f"{head}{key}"
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}.")
        elif path == "risk_index.levels":
            yield from (f"{path}.{name}" for _, name, *_ in value)
        elif isinstance(value, list) and path.startswith("risk_index.november_2021"):
            yield from (f"{path}.{name}" for name in value)
        elif not path.startswith("contradictions.") or path.endswith(".used"):
            yield path
