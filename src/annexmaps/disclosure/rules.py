"""The rules of the three editions, read from `rules.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EDITIONS = ("internal", "partners", "public")


@dataclass(frozen=True)
class EditionRules:
    """Who may see what in one edition."""

    edition: str
    form: str  # points, counts, classes
    lowest_level: int  # admin level below which no place is told
    rows: bool  # violations may be listed one by one
    day: bool  # dates to the day; otherwise the month
    partner_names: bool
    smallest_monitor_cell: int  # fewest monitors of a région that may be printed
    smallest_sensitive_cell: int  # fewest violations of a sensitive type in a unit that may be told
    columns: Mapping[str, tuple[str, ...]]  # allow-list by table

    @property
    def is_internal(self) -> bool:
        """Whether the edition stays in the office."""
        return self.edition == "internal"


@cache
def edition_rules(edition: str) -> EditionRules:
    """Return the rules of `edition`: internal, partners or public. KeyError for another name."""
    sections = tomllib.loads((files("annexmaps") / "disclosure" / "rules.toml").read_text(encoding="utf-8"))
    section = sections[edition]
    columns = {table: tuple(names) for table, names in section.pop("columns").items()}
    return EditionRules(
        edition=edition, columns=columns, smallest_sensitive_cell=sections["sensitive"]["smallest_cell"], **section
    )
