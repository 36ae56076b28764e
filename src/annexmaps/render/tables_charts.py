"""Charts that Excel draws from the cells of a table's sheet; what is not one run of rows or columns is left to the picture."""

from collections.abc import Sequence
from typing import Any

from annexmaps.figures import Chart, ReportTable
from annexmaps.render.workbook import HEADER_ROW

_SIZE = {"width": 820, "height": 380}  # dots
_PANEL = {"width": 300, "height": 190}
_ACROSS = 3  # panels
_PANEL_ROWS, _PANEL_COLUMNS = 10, 4  # cells that a panel covers
_FONT = {"name": "Calibri", "size": 9}
_KINDS = {"columns": ("column", "stacked"), "bars": ("bar", "stacked"), "panels": ("column", None)}


def add_charts(workbook: Any, sheet: Any, table: ReportTable, *, below: int) -> None:
    """Add to `sheet` the charts of `table` under its rows, from the line `below`; none where its cells are no single range."""
    chart = table.chart
    if chart is None or not _is_run(chart.axis):
        return
    if chart.kind == "panels":
        for number, one in enumerate(chart.series):
            made = _chart(workbook, table, chart, [one])
            made.set_title({"name": str(table.rows[one[0]][chart.names]), "name_font": {**_FONT, "bold": True}})
            made.set_size(_PANEL)
            down, across = divmod(number, _ACROSS)
            sheet.insert_chart(below + down * _PANEL_ROWS, across * _PANEL_COLUMNS, made)
        return
    made = _chart(workbook, table, chart, chart.series)
    made.set_title({"name": chart.title, "name_font": {**_FONT, "size": 12, "bold": True}})
    made.set_size(_SIZE)
    sheet.insert_chart(below, 0, made)


def _chart(workbook: Any, table: ReportTable, chart: Chart, series: Sequence[tuple[int, str]]) -> Any:
    kind, stacked = _KINDS[chart.kind]
    several = len(series) > 1
    made = workbook.add_chart({"type": kind, **({"subtype": stacked} if stacked and several else {})})
    # numbers of the axes within the chart; the writer's own have eight digits, as telephone numbers have
    made.axis_ids = ["10", "20"]
    for index, colour in series:
        made.add_series(
            {
                "name": _cell(table, chart, index),
                "categories": _names(table, chart),
                "values": _values(table, chart, index),
                "fill": {"color": colour},
                "gap": 45,
                **_points(chart),
                **({} if several else {"data_labels": {"value": True, "position": "outside_end", "font": _FONT}}),
            }
        )
    plain = {"num_font": _FONT, "line": {"none": True}}
    numbers = {**plain, "visible": several, "major_gridlines": {"visible": several, "line": {"color": "#e2e2e0"}}}
    if chart.kind == "bars":
        # of lying bars the names stand on the writer's y axis; the first row stands on top, as in the table
        made.set_y_axis({**plain, "reverse": True, "label_position": "low", "major_gridlines": {"visible": False}})
        made.set_x_axis(numbers)
    else:
        made.set_x_axis(plain)
        made.set_y_axis(numbers)
    made.set_legend({"position": "bottom", "font": _FONT} if several else {"none": True})
    return made


def _points(chart: Chart) -> dict[str, Any]:
    # in the order of the rows, not of the picture
    colours = dict(zip(chart.axis, chart.colours, strict=False))
    return {"points": [{"fill": {"color": colours[row]}} for row in sorted(colours)]} if colours else {}


def _cell(table: ReportTable, chart: Chart, index: int) -> list[Any]:
    return [table.sheet, HEADER_ROW + 1 + index, chart.names] if chart.by_row else [table.sheet, HEADER_ROW, index]


def _names(table: ReportTable, chart: Chart) -> list[Any]:
    first, last = min(chart.axis), max(chart.axis)
    if chart.by_row:
        return [table.sheet, HEADER_ROW, first, HEADER_ROW, last]
    return [table.sheet, HEADER_ROW + 1 + first, chart.names, HEADER_ROW + 1 + last, chart.names]


def _values(table: ReportTable, chart: Chart, index: int) -> list[Any]:
    first, last = min(chart.axis), max(chart.axis)
    if chart.by_row:
        return [table.sheet, HEADER_ROW + 1 + index, first, HEADER_ROW + 1 + index, last]
    return [table.sheet, HEADER_ROW + 1 + first, index, HEADER_ROW + 1 + last, index]


def _is_run(axis: Sequence[int]) -> bool:
    return bool(axis) and sorted(axis) == list(range(min(axis), max(axis) + 1))
