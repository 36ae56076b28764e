"""The registry of checks: each one small function from a page's inventory to what is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annexmaps.inventory import Inventory
from annexmaps.lint import classes, legend, must_haves, page_room, readable, scale
from annexmaps.lint.finding import Finding


@dataclass(frozen=True)
class Check:
    """One check; its name is a key of [lint_check] in the vocabulary."""

    name: str
    find: Callable[[Inventory], Iterator[Finding]]


CHECKS: tuple[Check, ...] = (
    *(Check(name, find) for name, find in must_haves.MUST_HAVES.items()),
    Check("on_page", page_room.things_off_the_page),
    Check("in_frame", page_room.things_off_their_frame),
    Check("text_on_text", page_room.texts_on_texts),
    Check("text_on_mark", page_room.texts_on_marks),
    Check("hidden", page_room.things_under_the_inset),
    Check("small_text", readable.small_texts),
    Check("contrast", readable.faint_texts),
    Check("told_apart", classes.classes_alike),
    Check("ramp", classes.ramps_out_of_order),
    Check("one_meaning", classes.looks_with_two_meanings),
    Check("in_legend", legend.classes_without_line),
    Check("legend_colour", legend.lines_of_another_look),
    Check("legend_count", legend.counts_that_differ),
    Check("legend_order", legend.classes_out_of_order),
    Check("scale_bar", scale.bars_that_lie),
)


def lint_page(inventory: Inventory) -> tuple[Finding, ...]:
    """Return all that is wrong with the page of `inventory`."""
    return tuple(finding for check in CHECKS for finding in check.find(inventory))
