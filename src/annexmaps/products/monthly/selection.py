"""Selections: which released rows a figure counts, and how that is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.figures import Selection, Where
from annexmaps.join import names_by_pcode
from annexmaps.months import month_in_text, parse_month
from annexmaps.vocabulary import codes, label
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words

_KINDS = {
    "kind": "alert_kind",
    "level": "risk_level",
    "status": "coverage_status",
}  # columns whose terms have another name
_CODED = ("type", "perpetrator", "place", "time_slot", "victim_status", "livelihood", *_KINDS)
_PLACES = ("region_pcode", "cercle_pcode", "commune_pcode")


@dataclass(frozen=True)
class Line:
    """One row or column of a table that is counted: its name, and the values that the rows it counts have."""

    name: str
    where: Where


def selected_rows(release: ReleasedMonth, selection: Selection) -> pd.DataFrame:
    """Return the rows that `selection` counts, of `release` or of the month before it that it names; KeyError for another month."""
    held = release_of(release, selection.month)
    table = held.tables[selection.table]
    return matching_rows(table, selection.where)


def matching_rows(table: pd.DataFrame, where: Where) -> pd.DataFrame:
    """Return the rows of `table` that match every condition of `where`."""
    return table[_matching(table, where)]


def count(release: ReleasedMonth, selection: Selection) -> int:
    """Return the figure of `selection`: how many rows it has, or what its column adds up to over them."""
    rows = selected_rows(release, selection)
    return int(rows[selection.total].sum()) if selection.total else len(rows)


def release_of(release: ReleasedMonth, month: str) -> ReleasedMonth:
    """Return `release`, or that of the `month` before it; KeyError if it is not held."""
    if month == str(release.month):
        return release
    return next(earlier for at, earlier in release.earlier.items() if str(at) == month)


def month_before(release: ReleasedMonth, table: str = "incidents") -> str:
    """Return the month before that of `release` where it holds `table`, else ""."""
    earlier = release.earlier.get(release.month.previous)
    return str(release.month.previous) if earlier is not None and table in earlier.tables else ""


def narrowed(selection: Selection, *lines: Line) -> Selection:
    """Return the rows of `selection` that are those of each of `lines` too."""
    return replace(selection, where=(*selection.where, *(pair for line in lines for pair in line.where)))


def cross(
    release: ReleasedMonth, base: Selection, rows: Sequence[Line], columns: Sequence[Line]
) -> list[tuple[int, ...]]:
    """Return how many rows of `base` are those of each of `rows` and each of `columns`."""
    chosen = selected_rows(release, base)
    down, across = (np.array([_matching(chosen, line.where) for line in lines], dtype=int) for lines in (rows, columns))
    return [tuple(int(number) for number in numbers) for numbers in down @ across.T]


def region_lines(release: ReleasedMonth, words: Words, *, months: Iterable[str]) -> tuple[Line, ...]:
    """Return a line for each région with incidents in one of `months`, by name, and last one for the rows without région."""
    names: dict[str, str] = {**names_by_pcode(release.boundaries.regions), "": words("map.no_region")}
    seen = {str(pcode) for month in months for pcode in release_of(release, month).tables["incidents"]["region_pcode"]}
    order = sorted(seen, key=lambda pcode: (pcode == "", fold(names.get(pcode, ""))))
    return tuple(Line(names.get(pcode, pcode), (("region_pcode", (pcode,)),)) for pcode in order)


def term_lines(column: str, tables: Iterable[pd.DataFrame], words: Words) -> tuple[Line, ...]:
    """Return a line for each term of `column` that occurs in `tables`, in the vocabulary's order, and last one for empty cells."""
    seen = {value for table in tables for value in table[column].unique()}
    known = codes(_KINDS.get(column, column))
    order = [*(code for code in known if code in seen), *([""] if "" in seen else [])]
    return tuple(Line(value_words(column, code, words), ((column, (code,)),)) for code in order)


def value_words(column: str, value: str, words: Words) -> str:
    """Return a value of `column` as a reader sees it."""
    if not value:
        return words("annex_4.type_not_told" if column == "type" else "tables.not_given")
    return label(_KINDS.get(column, column), value, lang=words.lang)


def in_words(selection: Selection, release: ReleasedMonth, words: Words) -> str:
    """Return which rows `selection` counts: Incidents, novembre 2021 · Région : Mopti · Catégorie : A, B."""
    month = parse_month(selection.month)
    when = month_in_text(month, lang=words.lang) if month else selection.month
    parts = [f"{words(f'table_title.{selection.table}')}, {when}"]
    boundaries = release.boundaries
    names = names_by_pcode(boundaries.regions, boundaries.cercles, boundaries.communes)
    for column, values in selection.where:
        said = ", ".join(_said(column, value, names, words) for value in values)
        parts.append(words("tables.condition", column=column_words(column, words), values=said))
    if selection.total:
        parts.append(words("tables.added_up", column=column_words(selection.total, words)))
    return " · ".join(parts)


def column_words(column: str, words: Words) -> str:
    """Return the name of a released column as a reader sees it."""
    plain = column.removesuffix("_pcode")
    known = (f"annex_4.column.{plain}", f"header.flash_alerts.{plain}", f"header.risk_index.{plain}")
    return next((words(key) for key in known if words.has(key)), plain)


def _matching(table: pd.DataFrame, where: Where) -> np.ndarray:
    matching = np.ones(len(table), dtype=bool)
    for column, values in where:
        matching &= table[column].isin(values).to_numpy()
    return matching


def _said(column: str, value: str, names: dict[str, str], words: Words) -> str:
    if column in _PLACES:
        return names.get(value, value) or words("tables.not_given")
    return value if column not in _CODED else value_words(column, value, words)
