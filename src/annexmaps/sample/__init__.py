"""Sample months: fiction on real totals, whose rows count up exactly to the published tables."""

from annexmaps.months import Month
from annexmaps.sample.published import Published, published, sample_months
from annexmaps.sample.writing import EXAMPLE_FILE, write_sample

__all__ = ["EXAMPLE_FILE", "Published", "default_months", "published", "sample_months", "write_sample"]


def default_months() -> tuple[Month, ...]:
    """Return the months of the two reports and the month before each."""
    return (Month(2020, 8), Month(2020, 9), Month(2021, 10), Month(2021, 11))
