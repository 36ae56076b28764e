"""What is asked of a batch: which months, editions and languages, and an order for each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annexmaps.disclosure.rules import EDITIONS
from annexmaps.errors import InputError, UsageError, reason_of
from annexmaps.months import Month, parse_month
from annexmaps.production.choices import check_choices
from annexmaps.production.order import Order, points_of

ALL = "all"


@dataclass(frozen=True)
class Asked:
    """What is asked of a batch."""

    data_folder: Path
    months: tuple[Month, ...]
    editions: tuple[str, ...]
    langs: tuple[str, ...]  # the first one is that of the pre-flights
    order: Order  # the rest, the same for every folder
    force: bool = False

    def orders(self, edition: str) -> tuple[Order, ...]:
        """Return the order of each language in `edition`."""
        points = points_of(edition, self.order.points) if len(self.editions) > 1 else self.order.points
        secret = self.order.secret if points == self.order.points else None
        return tuple(
            replace(self.order, edition=edition, lang=lang, points=points, secret=secret) for lang in self.langs
        )

    def month_folder(self, month: Month) -> Path:
        """Return the folder of the tables of `month`."""
        return self.data_folder / str(month)


def ask(
    data_folder: Path,
    order: Order,
    *,
    months: str = "",
    editions: Sequence[str],
    langs: Sequence[str],
    force: bool = False,
) -> Asked:
    """Return what is asked, checked: the folders of `data_folder` that `months` names, as in 2021-01:2021-11 or 2021-01,2021-03.

    UsageError for a word that does not exist, InputError if there is no folder of any such month.
    """
    every = EDITIONS if tuple(editions) == (ALL,) else tuple(dict.fromkeys(editions))
    for edition in every:
        for lang in langs:
            check_choices(
                only=order.only, formats=order.formats, edition=edition, lang=lang, page=order.page, atlas=order.atlas
            )
    there = months_in(data_folder)
    chosen = tuple(month for month in there if _wanted(month, months))
    if not chosen:
        raise _nothing_chosen(data_folder, there, months)
    return Asked(data_folder, chosen, every, tuple(dict.fromkeys(langs)), order, force)


def _nothing_chosen(data_folder: Path, there: Sequence[Month], months: str) -> InputError:
    if there:
        return InputError("batch.no_month", folder=data_folder, months=months, known=f"{there[0]} – {there[-1]}")
    if parse_month(data_folder.resolve().name):
        return InputError("batch.is_month", folder=data_folder, beside=data_folder.parent)
    return InputError("batch.no_month_at_all", folder=data_folder)


def months_in(data_folder: Path) -> tuple[Month, ...]:
    """Return the months that have a folder in `data_folder`, in order; InputError if it cannot be opened."""
    try:
        found = (parse_month(path.name) for path in data_folder.iterdir() if path.is_dir())
        return tuple(sorted(month for month in found if month))
    except OSError as error:
        raise InputError("batch.no_folder", folder=data_folder, why=reason_of(error)) from error


def _wanted(month: Month, months: str) -> bool:
    spans = [part.strip() for part in months.split(",") if part.strip()]
    return not spans or any(_in_span(month, span) for span in spans)


def _in_span(month: Month, span: str) -> bool:
    first, colon, last = (part.strip() for part in span.partition(":"))
    ends = [parse_month(end) for end in (first, last if colon else first)]
    if any(end is None and text for end, text in zip(ends, (first, last), strict=True)) or not (first or last):
        raise UsageError("batch.months", value=span)
    low, high = ends
    return (low is None or low <= month) and (high is None or month <= high)
