"""The data dictionary of Annex 4: of each column its meaning, unit, source and the editions that hold it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from annexmaps.config import Config
from annexmaps.disclosure.rules import EDITIONS, EditionRules, edition_rules
from annexmaps.words import Words

TABLE = "incidents"
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "date": "day", "month": "month", "women": "persons", "men": "persons", "girls": "persons", "boys": "persons",
        "longitude": "degrees", "latitude": "degrees", "class": "violations",
    }
)  # fmt: skip
_MADE = (
    "list_number",
    "region",
    "cercle",
    "commune",
    "pcode",
    "month",
    "class",
)  # ours, not a column of the table received
_OF_ROWS = ("list_number",)  # where the edition lists rows
_EVERYWHERE = ("region", "cercle", "commune", "pcode")


def list_dictionary(names: Sequence[str], words: Words, config: Config) -> tuple[tuple[str, ...], ...]:
    """Return a line for each column of `names`: header, meaning, unit, source, editions that hold it under `config`."""
    rules = [edition_rules(edition, config.disclosure) for edition in EDITIONS]
    return tuple(
        (
            words(f"annex_4.column.{name}"),
            words(f"annex_4.meaning.{name}"),
            words(f"annex_4.unit.{UNITS[name]}") if name in UNITS else words("annex_4.unit.none"),
            _source(name, words),
            ", ".join(words(f"term.edition.{one.edition}") for one in rules if _is_held(name, one)),
        )
        for name in names
    )


def _source(name: str, words: Words) -> str:
    if name in _MADE:
        return words(f"annex_4.source.{name if name in ('list_number', 'class', 'month') else 'place'}")
    header = words(f"header.{TABLE}.{name}")
    return words("annex_4.source.table", table=words(f"table.{TABLE}"), column=header)


def _is_held(name: str, rules: EditionRules) -> bool:
    if name in _EVERYWHERE:
        return True
    if name == "class":
        return not rules.rows
    if name in ("date", "month"):
        return rules.rows and rules.date == {"date": "day", "month": "month"}[name]
    return rules.rows if name in _OF_ROWS else name in rules.columns[TABLE]
