"""The plan: which folders of maps are as they should be, and which must be made, told without reading any table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from annexmaps.config import Config, find_config, read_config
from annexmaps.months import Month
from annexmaps.production.batch.asking import Asked, months_in
from annexmaps.production.batch.fingerprints import (
    files_fingerprint,
    fingerprint_of,
    related_fingerprint,
    software_fingerprint,
)
from annexmaps.production.batch.records import Record, read_record, record_path
from annexmaps.production.files import digest_of
from annexmaps.production.order import Order, config_file
from annexmaps.sources.boundary_home import sets_folder
from annexmaps.sources.decisions import FILE_NAME, fingerprint_of_decisions
from annexmaps.theme.reading import fingerprint, theme_in_force

PREFLIGHT = "controle"  # of a record: what is kept of a month's pre-flight
INTERNAL = "internal"


@dataclass(frozen=True)
class Folder:
    """One folder to make: a month in an edition, in every language."""

    month: Month
    edition: str
    target: Path
    inputs: str  # fingerprint of everything that it is made from
    record: Record  # of when it was last finished
    record_path: Path

    def is_finished(self) -> bool:
        """Tell whether it was made from the same, and stands as it was made."""
        return self.record.inputs == self.inputs and len(self.record.intact(self.target)) == len(self.record.outputs)


class Planner:
    """Makes the folders of what is asked; every input is hashed once."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def folders(self) -> tuple[Folder, ...]:
        """Return every folder that is asked for, month by month, the most closed edition first."""
        return tuple(self._folder(month, edition) for month in self.asked.months for edition in self.asked.editions)

    def preflights(self) -> tuple[Folder, ...]:
        """Return the folder of the pre-flight of every month."""
        return tuple(self._preflight(month) for month in self.asked.months)

    def months_before(self, month: Month) -> tuple[Month, ...]:
        """Return the months whose tables those of `month` are compared with."""
        return tuple(one for one in self._months if one < month and (one.year == month.year or one == month.previous))

    def _folder(self, month: Month, edition: str) -> Folder:
        orders = [_said(order) for order in self.asked.orders(edition)]
        path = record_path(self.asked.order.out, str(month), edition)
        target = self.asked.order.out / str(month) / edition
        return Folder(month, edition, target, self._inputs(month, orders), read_record(path), path)

    def _preflight(self, month: Month) -> Folder:
        path = record_path(self.asked.order.out, f"{month}_{PREFLIGHT}", INTERNAL)
        target = self.asked.month_folder(month) / PREFLIGHT
        inputs = self._inputs(month, [self.asked.langs[0], self.asked.order.strict])
        return Folder(month, INTERNAL, target, inputs, read_record(path), path)

    def _inputs(self, month: Month, orders: object) -> str:
        tables = {str(one): self._tables(one) for one in (*self.months_before(month), month)}
        return fingerprint_of([software_fingerprint(), orders, self._shared, tables])

    def _tables(self, month: Month) -> Mapping[str, str]:
        if month not in self._hashed:
            self._hashed[month] = files_fingerprint(self.asked.month_folder(month))
        return self._hashed[month]

    @cached_property
    def _hashed(self) -> dict[Month, Mapping[str, str]]:
        return {}

    @cached_property
    def _months(self) -> tuple[Month, ...]:
        return months_in(self.asked.data_folder)

    @cached_property
    def _shared(self) -> dict[str, object]:
        order, home = self.asked.order, self.asked.month_folder(self.asked.months[0])
        settings = order.config if isinstance(order.config, Config) else read_config(_config_path(home, order))
        beside = config_file(home, order.config)
        return {
            "configuration": digest_of(beside) or repr(settings),
            "theme": fingerprint(theme_in_force(settings, order.theme, page=order.page)),
            "boundaries": _boundaries(order, settings),
            "decisions": fingerprint_of_decisions(home.resolve().parent / FILE_NAME),
            "population": digest_of(
                Path(order.population or home.resolve().parent / (settings.population.file or "-"))
            ),
            "basemap": digest_of(Path(str(order.basemap))) if order.basemap else "",
            "secret": _stamp(Path(order.secret) if order.secret else beside.parent / (settings.points.secret or "-")),
            "localities": digest_of(beside.parent / (settings.points.localities or "-")),
            "made_on": os.environ.get("SOURCE_DATE_EPOCH", ""),
        }


def _said(order: Order) -> dict[str, str]:
    # where it is written, and what is hashed by content, is not said
    plain = replace(
        order, strict=False, out=Path(), config=None, theme=None, population=None, secret=None, boundaries=None
    )
    return {name: repr(value) for name, value in plain.__dict__.items()}


def _config_path(home: Path, order: Order) -> Path | None:
    return Path(order.config) if order.config and not isinstance(order.config, Config) else find_config(home)


def _boundaries(order: Order, settings: Config) -> object:
    name = order.boundaries or settings.boundaries.name
    given = Path(name) if name else None
    if given is not None and given.exists():
        return [str(name), related_fingerprint(given)]
    # an installed set, or the one that is taken when none is named
    return [str(name or ""), {one.name: related_fingerprint(one) for one in sorted(_installed()) if one.is_dir()}]


def _installed() -> list[Path]:
    home = sets_folder()
    return [one for one in home.iterdir() if not one.name.startswith(".")] if home.is_dir() else []


def _stamp(path: Path) -> list[int]:
    # of a secret nothing is kept, not even a hash: only that its file was written again
    if not path.is_file():
        return []
    state = path.stat()
    return [state.st_mtime_ns, state.st_size]
