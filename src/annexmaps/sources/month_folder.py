"""Which of a month's four tables is in which file or sheet of its folder."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annexmaps.contract import Problem, Severity
from annexmaps.errors import InputError, reason_of
from annexmaps.months import Month, parse_month
from annexmaps.sources.cell_text import clean
from annexmaps.sources.file_type import type_of_file
from annexmaps.sources.workbook_process import list_sheets
from annexmaps.vocabulary.columns import table_like, table_of_name, tables

EXAMPLE_FILE = "exemple.toml"  # marks a month of fiction
_OURS = {EXAMPLE_FILE, "annexmaps.toml", "controle", "decisions.csv", "thumbs.db", "desktop.ini"}
_FILE_NAMES = ("incidents", "alertes_flash", "indice_risque", "couverture")  # in the order of the tables
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_ENDINGS = _WORKBOOKS | {
    ".csv",
    ".tsv",
    ".txt",
    ".parquet",
    ".geoparquet",
    ".geojson",
    ".json",
    ".gpkg",
    ".kml",
    ".zip",
    ".shp",
}


@dataclass(frozen=True)
class FoundTable:
    """Where one table is."""

    name: str  # incidents, flash_alerts, risk_index, coverage
    path: Path
    sheet: str = ""  # of a workbook; empty: still to be chosen, or no workbook

    @property
    def shown(self) -> str:
        """The file, and the sheet if there is one, as a reader sees them."""
        return f"{self.path.name} › {self.sheet}" if self.sheet else self.path.name


@dataclass(frozen=True)
class FoundTables:
    """What the folder of one month holds."""

    folder: Path
    month: Month
    example: bool  # the month is fiction
    tables: Mapping[str, FoundTable]  # by table name; a table that is missing is not there
    problems: tuple[Problem, ...] = ()  # files and sheets that were left out


def find_tables(folder: Path) -> FoundTables:
    """Return which table is where in `folder`, whose name says the month.

    InputError if the folder is missing, misnamed or without any table, or if one table is in two places.
    """
    month = month_of(folder)
    found: dict[str, FoundTable] = {}
    problems: list[Problem] = []
    for path in _files(folder):
        here, left_out = _tables_in(path)
        problems += left_out
        for table in here:
            _refuse_second(found.get(table.name), table)
            found[table.name] = table
    if not found:
        raise InputError("sources.no_table", folder=folder.resolve().name, names=_file_names())
    in_order = {name: found[name] for name in tables() if name in found}
    told = tuple(_likely(problem, in_order) for problem in problems)
    return FoundTables(folder, month, (folder / EXAMPLE_FILE).is_file(), in_order, told)


def month_of(folder: Path) -> Month:
    """Return the month that the name of `folder` says; InputError if it is missing, no folder, or misnamed."""
    if not _holds(folder.exists):
        raise _missing(folder)
    if not folder.is_dir():
        raise InputError("sources.not_a_folder", folder=folder)
    month = parse_month(folder.resolve().name)
    if month is not None:
        return month
    inside = _months_in(folder)
    if inside:
        raise InputError("sources.folder_of_months", folder=folder, month=folder / inside[-1])
    raise InputError("sources.folder_name", folder=folder.resolve().name)


def _missing(folder: Path) -> InputError:
    """Return what to say of a month's `folder` that is not there: the months beside it, if it could be one of them."""
    beside, month = folder.parent, parse_month(folder.name)
    there = _months_in(beside) if month else []
    if not there:
        return InputError("sources.no_folder", folder=folder)
    return InputError("sources.no_month_there", folder=folder, known=", ".join(there), beside=beside, month=month)


def _months_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if parse_month(path.name) and path.is_dir())
    except (OSError, ValueError):
        return []


def _holds(question: Callable[[], bool]) -> bool:
    """Return the answer of the file system; a name it refuses, or that is out of reach, is not there."""
    try:
        return question()
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> Iterator[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise InputError("sources.cannot_open", file=folder.name, reason=reason_of(error)) from error
    for path in paths:
        if not path.name.startswith((".", "~$")) and path.name.casefold() not in _OURS:
            yield path


def _tables_in(path: Path) -> tuple[list[FoundTable], list[Problem]]:
    if not _holds(path.is_file) or path.suffix.casefold() not in _ENDINGS:
        return [], [_note("unknown_file", path)]
    name = table_of_name(path.stem)
    if path.is_symlink():
        # what it leads to is not in the folder that the officer has looked through
        raise InputError("sources.link", file=path.name)
    if type_of_file(path) in {"xlsx", "ods"}:
        return _tables_in_workbook(path, name)
    if name is None:
        return [], [_note("unknown_file", path)]
    return [FoundTable(name, path)], []


def _tables_in_workbook(path: Path, name: str | None) -> tuple[list[FoundTable], list[Problem]]:
    """Return the tables that sheets are named after; a workbook named after a table holds at least that one."""
    sheets = list_sheets(path)
    found: dict[str, FoundTable] = {}
    for sheet in sheets:
        table = table_of_name(sheet.name)
        if table and sheet.shown:
            here = FoundTable(table, path, sheet.name)
            _refuse_second(found.get(table), here)
            found[table] = here
    if name and name not in found:
        found[name] = FoundTable(name, path)
    hidden = [_note("hidden_sheet", path, sheet=sheet.name) for sheet in sheets if not sheet.shown]
    if not found:
        return [], [_note("unknown_file", path), *hidden]
    return list(found.values()), hidden


def _refuse_second(first: FoundTable | None, second: FoundTable) -> None:
    if first is not None:
        raise InputError("sources.two_files", first=first.shown, second=second.shown)


def _note(key: str, path: Path, *, sheet: str = "") -> Problem:
    # the name of a file may hold anything but a slash
    file = clean(path.name)
    values = {"file": file, "sheet": sheet, "names": _file_names()}
    return Problem(f"sources.{key}", Severity.NOTE, "", file, sheet, values=values)


def _likely(problem: Problem, found: Mapping[str, FoundTable]) -> Problem:
    """Return `problem`, as one to look at if its file is most likely a table that is not among those `found`."""
    path = Path(problem.file)
    like = table_like(path.stem) if path.suffix.casefold() in _ENDINGS else None
    if problem.key != "sources.unknown_file" or like is None or like in found:
        return problem
    name = _FILE_NAMES[tables().index(like)]
    values = {"file": problem.file, "table": f"{name}{path.suffix.casefold()}"}
    return replace(problem, key="sources.unknown_file_like", severity=Severity.WARNING, values=values)


def _file_names() -> str:
    """Return the French names of the four files."""
    return ", ".join(_FILE_NAMES)
