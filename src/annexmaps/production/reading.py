"""From a month's folder to a located month, with the months before it that stand beside it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from annexmaps.config import Config, find_config, read_config
from annexmaps.config_lines import with_line
from annexmaps.contract import CheckedTable, Problem, Severity
from annexmaps.disclosure.rules import loosened_rules
from annexmaps.errors import AnnexmapsError, ConfigError
from annexmaps.kept import Kept
from annexmaps.months import Month, parse_month
from annexmaps.places.decided import Judged, judge_decisions
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.located import LocatedMonth, LocatedTable, locate_table, replace_rows
from annexmaps.production.decisions import decisions_file
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.decisions import read_decisions
from annexmaps.sources.month_folder import FoundTable, FoundTables, find_tables, month_of
from annexmaps.sources.risk_answers import read_answers
from annexmaps.sources.risk_scores import RiskRules, combine_forms, compare_totals, score_forms
from annexmaps.sources.tables import read_table

# what the months before are needed for: violations for the year to date, the others for the change since last month
TABLES_OF_YEAR = ("incidents",)
_LARGEST_KEPT = 2_000_000  # bytes: of larger files the tables are read again, so that memory stays flat
_TABLES: Kept[LocatedTable] = Kept(48)  # those of a year


@dataclass(frozen=True)
class Ground:
    """What every table of a month, and of the months before it, is placed on."""

    boundaries: Boundaries
    gazetteer: Gazetteer
    judged: Judged  # what persons decided for spellings
    config: Config

    @property
    def key(self) -> tuple[object, ...]:
        """All that the place of a row depends on."""
        return self.boundaries, frozenset(self.judged.decided.items()), repr(self.config.risk_index)


@dataclass(frozen=True)
class FolderRead:
    """What the folder of one month holds, placed on the ground of the month that needs it."""

    month: Month
    tables: Mapping[str, LocatedTable | AnnexmapsError]  # by name, in order; or why one cannot be used
    problems: tuple[Problem, ...]  # of the folder as a whole
    example: bool  # the folder is marked as fiction

    def chosen(self, only: tuple[str, ...] = ()) -> dict[str, LocatedTable]:
        """Return the tables named in `only`, all of them if it is empty; raises what the first unusable one of them raised."""
        tables = {}
        for name, table in self.tables.items():
            if only and name not in only:
                continue
            if isinstance(table, AnnexmapsError):
                raise table
            tables[name] = table
        return tables


def read_month(
    month_folder: str | Path, *, boundaries: str | Path | None = None, config: str | Path | Config | None = None
) -> LocatedMonth:
    """Read, check and place the tables of `month_folder`, and of the months before it that stand beside it.

    `boundaries` is the name of an installed set, "schematic" or a path; without it the configuration's, else the installed set, else
    the schematic one. `config` is a path or a Config; without it the `annexmaps.toml` beside the month folders, if there is one.
    What persons decided in the `decisions.csv` beside the month folders is followed.

    Raises InputError for a folder or file that cannot be used, BoundariesError, ConfigError.
    """
    folder = Path(month_folder)
    settings = settings_of(folder, config)
    month = month_of(folder)
    ground = ground_of(folder, month, boundaries=boundaries, config=settings)
    earlier = {
        before: read_folder(path, ground, only=tables_before(before, month))
        for before, path in folders_before(folder, month).items()
    }
    return assemble_month(read_folder(folder, ground), earlier, ground)


def settings_of(month_folder: Path, config: str | Path | Config | None) -> Config:
    """Return the configuration in force for `month_folder`."""
    if isinstance(config, Config):
        return config
    path = Path(config) if config else find_config(month_folder)
    settings = read_config(path)
    # rules that cannot hold are said before anything is read
    try:
        loosened_rules(settings.disclosure, file=path.name if path else "")
    except ConfigError as error:
        raise with_line(error, path) if path else error from None
    return settings


def ground_of(month_folder: Path, month: Month, *, boundaries: str | Path | None, config: Config) -> Ground:
    """Return what the tables of `month_folder`, and those of the months before `month`, are placed on."""
    chosen = load_boundaries(boundaries or config.boundaries.name or None, month=month)
    gazetteer = make_gazetteer(chosen)
    judged = judge_decisions(read_decisions(decisions_file(month_folder)), gazetteer)
    return Ground(chosen, gazetteer, judged, config)


def read_folder(folder: Path, ground: Ground, *, only: tuple[str, ...] = ()) -> FolderRead | AnnexmapsError:
    """Return the tables of `folder`, those named in `only` if any are, or why the folder cannot be used."""
    try:
        found = find_tables(folder)
    except AnnexmapsError as error:
        return error
    tables = {name: _table_or_error(name, found, ground) for name in found.tables if not only or name in only}
    return FolderRead(found.month, tables, found.problems, found.example)


def assemble_month(
    own: FolderRead | AnnexmapsError, before: Mapping[Month, FolderRead | AnnexmapsError], ground: Ground
) -> LocatedMonth:
    """Return the month of `own` with those of `before` that it needs; one that cannot be read is left out and said.

    Raises what made `own`, or a table of it, unusable.
    """
    if isinstance(own, AnnexmapsError):
        raise own
    earlier, problems = {}, []
    for month, folder in before.items():
        try:
            earlier[month] = _month_before(folder, ground, only=tables_before(month, own.month))
        except AnnexmapsError as error:
            values = {"month": str(month), "why": error}
            problems.append(Problem("build.month_before_unreadable", Severity.WARNING, "", str(month), values=values))
    tables, everything = own.chosen(), (*own.problems, *problems, *ground.judged.problems)
    return LocatedMonth(own.month, ground.boundaries, tables, everything, _is_example(own, tables), earlier)


def tables_before(before: Month, month: Month) -> tuple[str, ...]:
    """Return which tables of the month `before` the annexes of `month` use; empty: all of them."""
    return () if before == month.previous else TABLES_OF_YEAR


def folders_before(month_folder: Path, month: Month) -> dict[Month, Path]:
    """Return the folders beside `month_folder` of the months of the same year before `month`, and of the month before it."""
    beside = {parse_month(path.name): path for path in sorted(month_folder.resolve().parent.iterdir()) if path.is_dir()}
    wanted = {Month(month.year, number) for number in range(1, month.number)} | {month.previous}
    return {before: beside[before] for before in sorted(wanted) if before in beside}


def _month_before(folder: FolderRead | AnnexmapsError, ground: Ground, *, only: tuple[str, ...]) -> LocatedMonth:
    if isinstance(folder, AnnexmapsError):
        raise folder
    tables = folder.chosen(only)
    return LocatedMonth(folder.month, ground.boundaries, tables, folder.problems, _is_example(folder, tables))


def _table_or_error(name: str, found: FoundTables, ground: Ground) -> LocatedTable | AnnexmapsError:
    try:
        return _read_table(found.tables[name], found, ground)
    except AnnexmapsError as error:
        return error


def _read_table(table: FoundTable, found: FoundTables, ground: Ground) -> LocatedTable:
    """Read and place one table; the same bytes on the same ground are read once, whatever month they are read for."""
    content = _content_of(table.path)

    def read() -> LocatedTable:
        return _locate(read_table(table.name, found, month=found.month), ground)

    key = (table.name, table.path.name, table.sheet, content, found.month, ground.key)
    return _TABLES.get(key, read) if content else read()


def _content_of(path: Path) -> str:
    """Return the SHA-256 of the file at `path`; empty where it is large, or cannot be read, which the reader tells."""
    try:
        return "" if path.stat().st_size > _LARGEST_KEPT else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _locate(checked: CheckedTable, ground: Ground) -> LocatedTable:
    located = locate_table(checked, ground.boundaries, gazetteer=ground.gazetteer, decided=ground.judged.decided)
    if checked.name != "risk_index":
        return located
    rules = RiskRules(**ground.config.risk_index.__dict__)
    file, sheet = checked.source.file, checked.source.sheet
    forms, misread = read_answers(located.table, rules=rules, file=file, sheet=sheet)
    totals = compare_totals(forms, rules=rules, file=file, sheet=sheet)
    scored = score_forms(forms, rules=rules)
    combined, problems = combine_forms(scored.assign(place_pcode=scored["commune_pcode"]), rules=rules)
    return replace_rows(
        located, combined, (*misread, *totals, *(replace(problem, file=file, sheet=sheet) for problem in problems))
    )


def _is_example(folder: FolderRead, tables: dict[str, LocatedTable]) -> bool:
    marked = any((table.table["example"] != "").any() for table in tables.values() if len(table.table))
    return folder.example or marked
