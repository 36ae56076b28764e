"""The tables of a month, read and checked: the entry to this stage."""

from dataclasses import replace
from pathlib import Path

from annexmaps.contract import CheckedTable
from annexmaps.contract.check import check_table
from annexmaps.months import Month
from annexmaps.sources.choices import join_choices
from annexmaps.sources.columns_found import find_columns
from annexmaps.sources.month_folder import FoundTables, find_tables
from annexmaps.sources.read import read_raw


def read_tables(folder: Path) -> dict[str, CheckedTable]:
    """Return the checked tables that the month's `folder` holds, by name; a missing table is not there.

    InputError if the folder or a file cannot be read or a table lacks a required column.
    """
    found = find_tables(folder)
    return {name: read_table(name, found, month=found.month) for name in found.tables}


def read_table(name: str, found: FoundTables, *, month: Month) -> CheckedTable:
    """Return the checked table `name` of `found`; rows dated outside `month` are refused.

    The rows read are those of the table and the refused, each once. KeyError if the month has no such table;
    InputError as for `read_tables`.
    """
    raw = join_choices(read_raw(found.tables[name]))
    positions, notes = find_columns(raw)
    checked = check_table(replace(raw, problems=(*raw.problems, *notes)), positions, month=month)
    return replace(checked, raw=raw)
