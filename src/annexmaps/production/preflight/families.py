"""Families of problems: what a reader mends together stands together, in the same order on every page."""

_FIRST_MATCH = (
    ("sources.unknown_column", "columns"),
    ("sources.unnamed_column", "columns"),
    ("sources.", "files"),
    ("build.", "files"),
    ("contract.date", "dates"),
    ("contract.out_of_period", "dates"),
    ("contract.month_", "dates"),
    ("contract.other_month", "dates"),
    ("contract.identical_row", "repeats"),
    ("contract.similar_row", "repeats"),
    ("contract.repeated_number", "repeats"),
    ("contract.categor", "answers"),
    ("contract.no_category", "answers"),
    ("contract.kind_", "answers"),
    ("contract.status_", "answers"),
    ("contract.verified_", "answers"),
    ("contract.unknown_code", "answers"),
    ("contract.several_choices", "answers"),
    ("contract.not_a_number", "numbers"),
    ("contract.negative", "numbers"),
    ("contract.not_whole", "numbers"),
    ("contract.", "coordinates"),  # every other rule of a cell is one of coordinates
    ("places.point_", "points"),
    ("places.", "names"),
    ("risk.", "forms"),
    ("decisions.", "decisions"),
)
_ORDER = (
    "files", "columns", "dates", "repeats", "answers", "numbers", "forms", "names", "coordinates", "points", "decisions", "other",
)  # fmt: skip


def family_of(key: str) -> str:
    """Return the family of the problem `key`."""
    return next((family for start, family in _FIRST_MATCH if key.startswith(start)), "other")


def order_of_family(key: str) -> int:
    """Return where the family of the problem `key` stands among the families."""
    return _ORDER.index(family_of(key))
