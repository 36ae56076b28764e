"""The pre-flight (contrôle): what is wrong in a month's tables, what was done, what to do, and where every row went."""

from annexmaps.production.preflight.findings import Preflight, make_preflight
from annexmaps.production.preflight.groups import Group
from annexmaps.production.preflight.resolving import place_of_group, resolve_preflight
from annexmaps.production.preflight.sections import account_lines, make_verdict, missing_tables
from annexmaps.production.preflight.writing import PREFLIGHT_FOLDER, preflight_files, preflight_json, write_preflight

__all__ = [
    "PREFLIGHT_FOLDER",
    "Group",
    "Preflight",
    "account_lines",
    "make_preflight",
    "make_verdict",
    "missing_tables",
    "place_of_group",
    "preflight_files",
    "preflight_json",
    "resolve_preflight",
    "write_preflight",
]
