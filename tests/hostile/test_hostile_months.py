"""Hostile and broken files of a month, each given to the real command: a plain message or a pre-flight, and nothing else."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from harness import HEADER, ROW, SECRET, Builder, Ended, Traps, check_month, check_plain, listing, run_here
from jsons import GEOJSON
from layers import GPKG, PARQUET, SHAPEFILES
from texts import CSV, pointing_elsewhere
from workbooks import XLSX, workbook

READ, REFUSED = 0, 1


def _check(month: Path, capfd: pytest.CaptureFixture[str]) -> Ended:
    before = listing(month.parent)
    ended = run_here(["check", str(month), "--boundaries", "schematic"], capfd)
    check_plain(ended)
    check_month(month, ended, before)
    return ended


def _write(path: Path, content: str | bytes) -> None:
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)


@pytest.mark.parametrize("name", CSV)
def test_text_files(name: str, month: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]) -> None:
    content, status = CSV[name]
    _write(month / "incidents.csv", content)
    assert _check(month, capfd).status == status


@pytest.mark.parametrize("name", GEOJSON)
def test_geojson(name: str, month: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]) -> None:
    content, status = GEOJSON[name]
    _write(month / "incidents.geojson", content)
    assert _check(month, capfd).status == status


@pytest.mark.parametrize("name", pointing_elsewhere(Traps(Path("x"), "x", 0)))
def test_files_that_point_elsewhere(
    name: str, month: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]
) -> None:
    content, ending = pointing_elsewhere(set_traps)[name]
    _write(month / f"incidents.{ending}", content)
    assert _check(month, capfd).status == REFUSED


_MADE = [
    *((name, XLSX, "xlsx") for name in XLSX),
    *((name, GPKG, "gpkg") for name in GPKG),
    *((name, PARQUET, "parquet") for name in PARQUET),
    *((name, SHAPEFILES, "zip") for name in SHAPEFILES),
]


@pytest.mark.parametrize(("name", "makers", "ending"), _MADE, ids=[f"{ending}: {name}" for name, _, ending in _MADE])
def test_binary_files(
    name: str,
    makers: dict[str, tuple[Callable[[Traps], bytes], int]],
    ending: str,
    month: Path,
    set_traps: Traps,
    capfd: pytest.CaptureFixture[str],
) -> None:
    make, status = makers[name]
    _write(month / f"incidents.{ending}", make(set_traps))
    assert _check(month, capfd).status == status


def _folder(month: Path, _: Traps) -> None:
    (month / "incidents.csv").mkdir()


def _link(month: Path, traps: Traps) -> None:
    (month / "incidents.csv").symlink_to(traps.canary)


def _link_of_workbook(month: Path, traps: Traps) -> None:
    (traps.canary.parent / "x.xlsx").write_bytes(workbook())
    (month / "incidents.xlsx").symlink_to(traps.canary.parent / "x.xlsx")


def _link_to_nowhere(month: Path, _: Traps) -> None:
    (month / "incidents.csv").symlink_to(month / "nowhere")


def _link_to_itself(month: Path, _: Traps) -> None:
    (month / "incidents.csv").symlink_to(month / "incidents.csv")


def _link_to_endless_zeros(month: Path, _: Traps) -> None:
    (month / "incidents.csv").symlink_to("/dev/zero")


def _pipe(month: Path, _: Traps) -> None:
    os.mkfifo(month / "incidents.csv")


def _socket(month: Path, _: Traps) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(month)
        made.bind("incidents.csv")
        os.chdir(here)


def _nothing(_: Path, __: Traps) -> None:
    return


def _two_files(month: Path, _: Traps) -> None:
    (month / "incidents.csv").write_text(HEADER + ROW, encoding="utf-8")
    (month / "incidents.geojson").write_text("{}", encoding="utf-8")


def _foreign_name(month: Path, _: Traps) -> None:
    (month / "\x1b[31mincidents\x07\n.csv").write_text(HEADER + ROW, encoding="utf-8")


_PLACES: list[Builder] = [
    _folder, _link, _link_of_workbook, _link_to_nowhere, _link_to_itself, _link_to_endless_zeros, _pipe, _socket, _nothing, _two_files,
    _foreign_name,
]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes and no links without rights")
@pytest.mark.parametrize("build", _PLACES, ids=[build.__name__.strip("_").replace("_", " ") for build in _PLACES])
def test_folders_that_hold_no_plain_file(
    build: Builder, month: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]
) -> None:
    build(month, set_traps)
    assert _check(month, capfd).status == REFUSED


def test_script_of_a_cell_is_text_in_the_page(month: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]) -> None:
    _write(month / "incidents.csv", CSV["script in cells"][0])
    _check(month, capfd)
    page = (month / "controle" / "controle.html").read_text(encoding="utf-8")
    assert ("<script>alert" in page, "<img src=x" in page) == (False, False)


def test_formula_of_a_cell_is_text_in_the_workbook(
    month: Path, set_traps: Traps, capfd: pytest.CaptureFixture[str]
) -> None:
    import openpyxl

    _write(month / "incidents.csv", CSV["formula that starts a program"][0])
    _check(month, capfd)
    sheets = openpyxl.load_workbook(month / "controle" / "controle.xlsx").worksheets
    kinds = {cell.data_type for sheet in sheets for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


def test_canary_can_be_read_when_it_is_the_table(month: Path, set_traps: Traps) -> None:
    # the test of the tests: the trap has something to tell
    assert SECRET in set_traps.canary.read_text(encoding="utf-8")
    os.utime(set_traps.canary, (1, 1))
