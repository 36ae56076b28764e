"""Whole numbers inside fixed totals: shares of a total, and tables whose rows and columns add up exactly."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar, cast

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)

_SCALINGS = 60  # rounds of proportional fitting; the tables here settle in fewer
_TINY = 1e-9


def share_out(total: int, weights: Mapping[Key, float]) -> dict[Key, int]:
    """Return `total` shared out in whole numbers by `weights`, largest remainders first."""
    whole = sum(weights.values()) or 1.0
    exact = {key: total * weight / whole for key, weight in weights.items()}
    counts = {key: int(value + _TINY) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: counts[key] - exact[key])
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return counts


def fill_table(
    rows: Mapping[Row, int],
    columns: Mapping[Column, int],
    *,
    weights: Mapping[tuple[Row, Column], float],
    fixed: Mapping[tuple[Row, Column], int],
) -> dict[tuple[Row, Column], int]:
    """Return whole numbers whose `rows` and `columns` add up exactly, near `weights`, with the cells `fixed` as given.

    A cell not in `weights` has weight 1; a weight of 0 is avoided if the totals allow. Raises ValueError if no table
    fits.
    """
    row_left = {row: total - sum(n for (r, _), n in fixed.items() if r == row) for row, total in rows.items()}
    column_left = {
        column: total - sum(n for (_, c), n in fixed.items() if c == column) for column, total in columns.items()
    }
    if min(*row_left.values(), *column_left.values(), 0) < 0 or sum(row_left.values()) != sum(column_left.values()):
        raise ValueError(f"no table fits: left in rows {row_left}, in columns {column_left}")
    free = [(row, column) for row in rows for column in columns if (row, column) not in fixed]
    exact = _fit(free, row_left, column_left, weights)
    table = _round(exact, row_left, column_left)
    return {**fixed, **table}


def _fit(
    free: Sequence[tuple[Row, Column]],
    rows: Mapping[Row, int],
    columns: Mapping[Column, int],
    weights: Mapping[tuple[Row, Column], float],
) -> dict[tuple[Row, Column], float]:
    cells = {cell: max(weights.get(cell, 1.0), _TINY) for cell in free}
    for _ in range(_SCALINGS):
        cells = _scaled(cells, columns, position=1)
        cells = _scaled(cells, rows, position=0)
    return cells


def _scaled(
    cells: Mapping[tuple[Row, Column], float], totals: Mapping[Key, int], *, position: int
) -> dict[tuple[Row, Column], float]:
    sums: dict[Hashable, float] = {}
    for cell, value in cells.items():
        sums[cell[position]] = sums.get(cell[position], 0.0) + value
    goals = cast("Mapping[Hashable, int]", totals)
    return {cell: value * goals[cell[position]] / (sums[cell[position]] or 1.0) for cell, value in cells.items()}


def _round(
    exact: Mapping[tuple[Row, Column], float], rows: Mapping[Row, int], columns: Mapping[Column, int]
) -> dict[tuple[Row, Column], int]:
    row_left, column_left = dict(rows), dict(columns)
    table = dict.fromkeys(exact, 0)
    for cell, value in exact.items():
        _take(table, cell, min(int(value + _TINY), row_left[cell[0]], column_left[cell[1]]), row_left, column_left)
    for cell in sorted(exact, key=lambda cell: table[cell] - exact[cell]):
        _take(table, cell, min(1, row_left[cell[0]], column_left[cell[1]]), row_left, column_left)
    for row in rows:
        while row_left[row] > 0:
            _augment(table, row, row_left, column_left)
    return table


def _take(
    table: dict[tuple[Row, Column], int],
    cell: tuple[Row, Column],
    number: int,
    row_left: dict[Row, int],
    column_left: dict[Column, int],
) -> None:
    table[cell] += number
    row_left[cell[0]] -= number
    column_left[cell[1]] -= number


def _augment(
    table: dict[tuple[Row, Column], int], start: Row, row_left: dict[Row, int], column_left: dict[Column, int]
) -> None:
    # the shortest chain of "one more here, one less there" from a row in need to a column in need
    paths: list[tuple[Row, tuple[tuple[Row, Column], ...]]] = [(start, ())]
    seen = {start}
    for row, path in paths:
        for cell in [cell for cell in table if cell[0] == row]:
            if column_left[cell[1]] > 0:
                _shift(table, (*path, cell), row_left, column_left)
                return
            for other in [
                other for other, number in table.items() if other[1] == cell[1] and number > 0 and other[0] not in seen
            ]:
                seen.add(other[0])
                paths.append((other[0], (*path, cell, other)))
    raise ValueError(f"no table fits: nothing left for {start}")


def _shift(
    table: dict[tuple[Row, Column], int],
    path: Sequence[tuple[Row, Column]],
    row_left: dict[Row, int],
    column_left: dict[Column, int],
) -> None:
    for step, cell in enumerate(path):
        table[cell] += 1 if step % 2 == 0 else -1
    row_left[path[0][0]] -= 1
    column_left[path[-1][1]] -= 1
