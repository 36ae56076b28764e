"""The sharing level of received tables: a table leaves only in editions at least as closed as the level it came under."""

from collections.abc import Mapping
from dataclasses import replace

from annexmaps.config import Config
from annexmaps.disclosure.rules import EDITIONS
from annexmaps.places.located import LocatedMonth


def within_level(located: LocatedMonth, edition: str, config: Config) -> LocatedMonth:
    """Return `located`, and the months before it, without the tables whose level is more closed than `edition`.

    So a map made of several tables is never wider shared than the strictest of them; the values of the tables that are
    left out stay restricted for the release gate, which compares with the whole month.
    """
    closed = closed_tables(edition, config)
    if not closed:
        return located
    kept = {name: table for name, table in located.tables.items() if name not in closed}
    earlier = {month: within_level(before, edition, config) for month, before in located.earlier.items()}
    return replace(located, tables=kept, earlier=earlier)


def closed_tables(edition: str, config: Config) -> Mapping[str, str]:
    """Return the tables that `edition` may not use, each with the level it was received under."""
    levels = config.sharing.__dict__
    return {table: level for table, level in levels.items() if EDITIONS.index(level) < EDITIONS.index(edition)}
