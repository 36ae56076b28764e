"""From a month's folder to a located month, with the months before it that stand beside it."""

from dataclasses import dataclass, replace
from pathlib import Path

from annexmaps.config import Config, find_config, read_config
from annexmaps.contract import CheckedTable, Problem, Severity
from annexmaps.disclosure.rules import loosened_rules
from annexmaps.errors import AnnexmapsError
from annexmaps.months import Month, parse_month
from annexmaps.places.decided import Judged, judge_decisions
from annexmaps.places.gazetteer import Gazetteer, make_gazetteer
from annexmaps.places.located import LocatedMonth, LocatedTable, locate_table, replace_rows
from annexmaps.production.decisions import decisions_file
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.decisions import read_decisions
from annexmaps.sources.month_folder import FoundTables, find_tables
from annexmaps.sources.risk_answers import read_answers
from annexmaps.sources.risk_scores import RiskRules, combine_forms, compare_totals, score_forms
from annexmaps.sources.tables import read_table

# what the months before are needed for: violations for the year to date, the others for the change since last month
TABLES_OF_YEAR = ("incidents",)


@dataclass(frozen=True)
class _Ground:
    """What every table of a month, and of the months before it, is placed on."""

    boundaries: Boundaries
    gazetteer: Gazetteer
    judged: Judged  # what persons decided for spellings
    config: Config


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
    found = find_tables(folder)
    chosen = load_boundaries(boundaries or settings.boundaries.name or None, month=found.month)
    gazetteer = make_gazetteer(chosen)
    judged = judge_decisions(read_decisions(decisions_file(folder)), gazetteer)
    ground = _Ground(chosen, gazetteer, judged, settings)
    earlier, problems = _read_earlier(folder, found.month, ground)
    tables = _read_tables(found, found.month, ground)
    everything = (*found.problems, *problems, *judged.problems)
    return LocatedMonth(found.month, chosen, tables, everything, _is_example(found, tables), earlier)


def settings_of(month_folder: Path, config: str | Path | Config | None) -> Config:
    """Return the configuration in force for `month_folder`."""
    if isinstance(config, Config):
        return config
    path = Path(config) if config else find_config(month_folder)
    settings = read_config(path)
    # rules that cannot hold are said before anything is read
    loosened_rules(settings.disclosure, file=path.name if path else "")
    return settings


def _read_tables(
    found: FoundTables, month: Month, ground: _Ground, *, only: tuple[str, ...] = ()
) -> dict[str, LocatedTable]:
    names = [name for name in found.tables if not only or name in only]
    return {name: _locate(read_table(name, found, month=month), ground) for name in names}


def _locate(checked: CheckedTable, ground: _Ground) -> LocatedTable:
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


def _read_earlier(folder: Path, month: Month, ground: _Ground) -> tuple[dict[Month, LocatedMonth], list[Problem]]:
    """Read the months of the same year before `month`, and the month before; one that cannot be read is left out and said."""
    earlier, problems = {}, []
    for before, path in _folders_before(folder, month):
        try:
            found = find_tables(path)
            only = () if before == month.previous else TABLES_OF_YEAR
            tables = _read_tables(found, before, ground, only=only)
            earlier[before] = LocatedMonth(
                before, ground.boundaries, tables, found.problems, _is_example(found, tables)
            )
        except AnnexmapsError as error:
            values = {"month": str(before), "why": error}
            problems.append(Problem("build.month_before_unreadable", Severity.WARNING, "", str(before), values=values))
    return earlier, problems


def _folders_before(folder: Path, month: Month) -> list[tuple[Month, Path]]:
    beside = {parse_month(path.name): path for path in sorted(folder.resolve().parent.iterdir()) if path.is_dir()}
    wanted = {Month(month.year, number) for number in range(1, month.number)} | {month.previous}
    return [(before, beside[before]) for before in sorted(wanted) if before in beside]


def _is_example(found: FoundTables, tables: dict[str, LocatedTable]) -> bool:
    marked = any((table.table["example"] != "").any() for table in tables.values() if len(table.table))
    return found.example or marked
