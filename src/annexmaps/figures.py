"""The figures of a monthly report as plain values: tables of numbers, charts, sentences, and the rows that each counts."""

from dataclasses import dataclass, field

from annexmaps.spec import Cell, Page
from annexmaps.theme import Theme

Where = tuple[tuple[str, tuple[str, ...]], ...]  # column of a released table: the values that a row may have there


@dataclass(frozen=True)
class Selection:
    """The rows that a figure counts: those of one table and month that match every condition."""

    month: str  # 2021-11
    where: Where = ()
    table: str = "incidents"
    total: str = ""  # column that is added up over the rows; empty: the rows themselves are counted


@dataclass(frozen=True)
class Sentence:
    """A sentence of a template, and what each of its figures counts."""

    text: str
    figures: tuple[tuple[str, Selection], ...] = ()  # the figure as printed, its rows


@dataclass(frozen=True)
class Column:
    """One column of a table: its head, and what its numbers are."""

    head: str
    kind: str = "count"  # text, sign (an arrow), count, share (of one), change (signed), score


@dataclass(frozen=True)
class Chart:
    """How a table is drawn; its numbers are those of the table."""

    kind: str  # columns: upright and stacked; bars: lying and stacked; panels: one small chart a series
    title: str
    note: str  # what is counted
    series: tuple[tuple[int, str], ...]  # row or column of the table, #rrggbb
    axis: tuple[int, ...]  # the columns or rows that the series run over
    by_row: bool = False  # the series are rows of the table
    names: int = 0  # column that names the rows
    share: int | None = None  # column of shares, written beside the bars
    before: int | None = None  # column of the month before, drawn as a mark
    colours: tuple[str, ...] = ()  # of the bars one by one, #rrggbb; empty: each series has its own


@dataclass(frozen=True)
class ReportTable:
    """One table of the report: a sheet of the workbook."""

    key: str  # in file names: categories
    sheet: str  # name of its sheet
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_row: bool = False  # the last row is a total
    rule: str = ""  # which rows a cell counts, in words
    notes: tuple[str, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class Chapter:
    """One part of the report: a heading, sentences, tables."""

    key: str
    heading: str
    level: int = 1  # 1 a part, 2 within it
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[ReportTable, ...] = ()


@dataclass(frozen=True)
class TablesSpec:
    """The tables, charts and sentences of one month, edition and language."""

    month: str
    edition: str
    lang: str
    page: Page
    chapters: tuple[Chapter, ...]
    theme: Theme = field(default_factory=Theme)

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """Every table, in order."""
        return tuple(table for chapter in self.chapters for table in chapter.tables)


def chart_series(
    table: ReportTable, chart: Chart
) -> tuple[tuple[str, ...], tuple[tuple[str, str, tuple[Cell, ...]], ...]]:
    """Return the names along the axis of `chart`, and the name, colour and values of each series, from the cells of `table`."""
    if chart.by_row:
        along = tuple(table.columns[column].head for column in chart.axis)
        lines = (
            (str(table.rows[row][chart.names]), colour, tuple(table.rows[row][column] for column in chart.axis))
            for row, colour in chart.series
        )
        return along, tuple(lines)
    along = tuple(str(table.rows[row][chart.names]) for row in chart.axis)
    columns = (
        (table.columns[column].head, colour, tuple(table.rows[row][column] for row in chart.axis))
        for column, colour in chart.series
    )
    return along, tuple(columns)
