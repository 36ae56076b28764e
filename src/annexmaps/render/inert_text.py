"""Texts of a table that a spreadsheet would take for a formula when it opens a text file."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def runs(text: str) -> bool:
    """Tell whether a spreadsheet would run `text`."""
    return text.startswith(FORMULA_STARTS)
