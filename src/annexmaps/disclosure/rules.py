"""The rules of the three editions: the defaults of `rules.toml`, with what an office changes in its configuration."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from annexmaps.config import CONFIG_NAME
from annexmaps.disclosure.overrides import apply_overrides, loosened
from annexmaps.vocabulary import codes, named_perpetrators, sensitive_types

EDITIONS = ("internal", "partners", "public")
LIKE_ANY_OTHER = 3  # the lowest level of a type that is not sensitive


@dataclass(frozen=True)
class EditionRules:
    """Who may see what in one edition."""

    edition: str
    form: str  # points, counts, classes
    date: str  # day or month
    coordinate_decimals: int  # of degrees
    lowest_level: Mapping[str, int]  # by table: admin level below which no place is told
    smallest_monitor_cell: int  # fewest monitors of a région that may be printed
    smallest_sensitive_cell: int  # fewest violations of a sensitive type in a unit that may be told
    sensitive: Mapping[str, int]  # lowest admin level at which a sensitive type may be told outside the office
    named: frozenset[str]  # perpetrators that name one organisation: their rows have no point
    columns: Mapping[str, tuple[str, ...]]  # allow-list by table
    smallest_cell: Mapping[str, int] = field(default_factory=dict)  # by level: fewest rows told other than as a class

    @property
    def is_internal(self) -> bool:
        """Whether the edition stays in the office."""
        return self.edition == "internal"

    @property
    def rows(self) -> bool:
        """Whether violations may be listed one by one."""
        return self.form != "classes"

    @property
    def partner_names(self) -> bool:
        """Whether partners may be named."""
        return "partner" in self.columns["coverage"]


def edition_rules(edition: str, overrides: Mapping[str, Any] | None = None, *, file: str = CONFIG_NAME) -> EditionRules:
    """Return the rules of `edition`: internal, partners or public, with the `overrides` of a configuration's [disclosure].

    KeyError for another name; ConfigError, naming `file`, for an override that is unknown, of the wrong kind or refused.
    """
    sections = apply_overrides(default_rules(), overrides or {}, file=file)
    section, sensitive = dict(sections[edition]), sections["sensitive"]
    dated = {"day": ("date",), "month": ()}[section["date"]]
    columns = {
        table: (*(dated if table in section["lowest_level"] and section["form"] != "classes" else ()), *names)
        for table, names in section.pop("columns").items()
    }
    return EditionRules(
        edition=edition,
        columns=columns,
        smallest_sensitive_cell=sensitive["smallest_cell"],
        sensitive=_sensitive_levels(sensitive),
        named=named_perpetrators(),
        **section,
    )


def loosened_rules(overrides: Mapping[str, Any], *, file: str = CONFIG_NAME) -> tuple[str, ...]:
    """Return the settings of a configuration's [disclosure] that tell more than the defaults; ConfigError as for `edition_rules`."""
    return loosened(default_rules(), apply_overrides(default_rules(), overrides, file=file))


@cache
def default_rules() -> Mapping[str, Any]:
    """Return the sections of `rules.toml`."""
    return tomllib.loads((files("annexmaps") / "disclosure" / "rules.toml").read_text(encoding="utf-8"))


def _sensitive_levels(section: Mapping[str, Any]) -> dict[str, int]:
    levels = {code: section["lowest_level"] for code in codes("type") if code in sensitive_types()}
    return {code: level for code, level in {**levels, **section["types"]}.items() if level != LIKE_ANY_OTHER}
