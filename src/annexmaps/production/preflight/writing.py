"""The pre-flight as files in the month's folder, `controle/controle.html` and `controle.xlsx`, and as JSON for scripts."""

import json
from pathlib import Path

from annexmaps.contract import Problem
from annexmaps.errors import OutputError
from annexmaps.production.files import publish
from annexmaps.production.preflight.findings import Preflight
from annexmaps.production.preflight.groups import Group
from annexmaps.production.preflight.resolving import WORKBOOK_NAME, resolve_preflight
from annexmaps.render.controle_page import control_page
from annexmaps.render.controle_workbook import control_workbook

PREFLIGHT_FOLDER = "controle"
PAGE_NAME = "controle.html"


def write_preflight(preflight: Preflight, month_folder: Path, *, lang: str) -> Path | None:
    """Write `controle/controle.html` and `controle/controle.xlsx` into `month_folder`, both or neither.

    Return the path of the page; None if the folder cannot be written to.
    """
    folder = month_folder / PREFLIGHT_FOLDER
    try:
        publish({folder / name: content for name, content in preflight_files(preflight, lang=lang).items()})
    except OutputError:
        return None
    return folder / PAGE_NAME


def preflight_files(preflight: Preflight, *, lang: str) -> dict[str, bytes]:
    """Return the files of the folder `controle` by name: the page and the workbook."""
    spec = resolve_preflight(preflight, lang=lang)
    return {PAGE_NAME: control_page(spec), WORKBOOK_NAME: control_workbook(spec)}


def preflight_json(preflight: Preflight, *, lang: str) -> str:
    """Return the pre-flight for scripts; the keys stay from version to version."""
    return json.dumps(
        {
            "month": str(preflight.month),
            "rows": {name: account.__dict__ for name, account in preflight.accounts.items()},
            "listed": {
                name: {"unplaced": one.unplaced, "set_aside": one.set_aside} for name, one in preflight.listed.items()
            },
            "decisions_waiting": preflight.waiting,
            "rules_loosened": list(preflight.loosened),
            "missing_tables": list(preflight.missing),
            "months_before": [str(month) for month in preflight.earlier],
            "months_missing": [str(month) for month in preflight.gaps],
            "groups": [_group_record(group, lang) for group in preflight.groups],
            "problems": [_record(problem, preflight, lang) for problem in preflight.problems],
        },
        ensure_ascii=False,
        indent=2,
    )


def _group_record(group: Group, lang: str) -> dict[str, object]:
    return {
        "key": group.key,
        "severity": group.severity,
        "title": group.title(lang),
        "count": len(group.problems),
        "done": group.done(lang),
        "to_do": group.todo(lang),
    }


def _record(problem: Problem, preflight: Preflight, lang: str) -> dict[str, object]:
    place = preflight.places.get((problem.table, problem.row or 0))
    return {
        "severity": problem.severity,
        "key": problem.key,
        "table": problem.table,
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "counted_at": place.sentence(lang) if place else "",
        "message": problem.sentence(lang),
    }
