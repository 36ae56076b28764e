"""What the kinds of charts share: the numbers to draw, the legend, and ink that can be read on a fill."""

from dataclasses import dataclass

from annexmaps.contrast import contrast
from annexmaps.figures import Chart, ReportTable, TablesSpec, chart_series
from annexmaps.months import number_label, share_label, signed_number
from annexmaps.render.lettering import CAP_HEIGHT, POINT, Ink, text_width
from annexmaps.render.sheet import Box, Sheet
from annexmaps.spec import Cell
from annexmaps.words import Words

BODY = 7.5  # pt
_CHIP = 2.6  # mm, side of a swatch
_AFTER_CHIP = 1.2  # mm
_BETWEEN = 5.0  # mm between two entries
_ROW = 4.2  # mm from one line of the legend to the next
_UNDER = 2.5  # mm below the legend
_WHITE, _BLACK = "#ffffff", "#1a1a1a"
_MARK = "mark"  # in the place of a colour: the mark of the month before


@dataclass(frozen=True)
class Drawn:
    """A chart's numbers, as its table has them; a number that is not told is none."""

    chart: Chart
    lang: str
    along: tuple[str, ...]  # names along the axis
    series: tuple[tuple[str, str, tuple[float, ...]], ...]  # name, #rrggbb, values
    shares: tuple[float | None, ...]  # beside the bars
    before: tuple[float | None, ...]  # the month before

    def colour(self, at: int, of_series: str) -> str:
        """Return the colour at the place `at` of the axis."""
        return self.chart.colours[at] if self.chart.colours else of_series

    @classmethod
    def of(cls, spec: TablesSpec, table: ReportTable, chart: Chart) -> "Drawn":
        """Return what `chart` draws of `table`."""
        along, series = chart_series(table, chart)
        return cls(
            chart,
            spec.lang,
            along,
            tuple((name, colour, tuple(_number(cell) or 0.0 for cell in values)) for name, colour, values in series),
            _cells(table, chart, chart.share),
            _cells(table, chart, chart.before),
        )

    @property
    def is_signed(self) -> bool:
        """Whether a value lies below nothing."""
        return any(value < 0 for _, _, values in self.series for value in values)

    def total(self, at: int) -> float:
        """Return what the series add up to at the place `at` of the axis."""
        return sum(values[at] for _, _, values in self.series)

    def number(self, value: float) -> str:
        """Return `value` as the language writes it, with its sign where the chart has signs."""
        return signed_number(value, lang=self.lang) if self.is_signed else number_label(value, lang=self.lang)

    def share(self, at: int) -> str:
        """Return the share at the place `at`, empty where there is none."""
        told = self.shares[at] if self.shares else None
        return "" if told is None else share_label(told, lang=self.lang)


def _cells(table: ReportTable, chart: Chart, column: int | None) -> tuple[float | None, ...]:
    return () if column is None else tuple(_number(table.rows[row][column]) for row in chart.axis)


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def ink_on(fill: str) -> str:
    """Return the ink, black or white, that reads better on `fill`."""
    return max((_WHITE, _BLACK), key=lambda ink: contrast(fill, ink))


def base_line(middle: float, size: float = BODY) -> float:
    """Return the base line of a text of `size` pt whose capitals stand around `middle`, mm."""
    return middle - CAP_HEIGHT * size * POINT / 2


def legend_height(drawn: Drawn, width: float) -> float:
    """Return the height in mm of the legend: none for one series without a mark."""
    lines = _lines(drawn, width)
    return _ROW * len(lines) + _UNDER if lines else 0.0


def draw_legend(sheet: Sheet, drawn: Drawn, box: Box) -> None:
    """Draw the series' names with their colours, and the mark of the month before."""
    sheet = sheet.of("legend")
    for number, line in enumerate(_lines(drawn, box.width)):
        x, middle = box.left, box.top - _ROW * (number + 0.5)
        for name, colour in line:
            chip = Box(x, middle - _CHIP / 2, _CHIP, _CHIP)
            if colour == _MARK:
                sheet.rule(
                    [[(x + _CHIP / 2, chip.bottom), (x + _CHIP / 2, chip.top)]], width=1.6, colour=sheet.paper.text
                )
            else:
                sheet.fill([chip.corners], colour, above=5, edgecolors=sheet.paper.text_soft, linewidths=0.3)
            sheet.write(name, chip.right + _AFTER_CHIP, base_line(middle), Ink(BODY))
            x += _entry_width(name)


def _entries(drawn: Drawn) -> list[tuple[str, str]]:
    several = len(drawn.series) > 1 and drawn.chart.kind != "panels"
    names = [(name, colour) for name, colour, _ in drawn.series] if several else []
    return [*names, *([(Words(drawn.lang)("tables.chart.month_before"), _MARK)] if drawn.before else [])]


def _lines(drawn: Drawn, width: float) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = []
    room = 0.0
    for entry in _entries(drawn):
        needed = _entry_width(entry[0])
        if not lines or needed - _BETWEEN > room:
            lines.append([])
            room = width
        lines[-1].append(entry)
        room -= needed
    return lines


def _entry_width(name: str) -> float:
    return _CHIP + _AFTER_CHIP + text_width(name, BODY) + _BETWEEN
