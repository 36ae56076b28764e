"""Charts of the report as PNG: bars, stacked columns and small panels, each number written beside its mark."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from annexmaps.figures import Chart, ReportTable, TablesSpec, chart_series
from annexmaps.render.chart_bars import bars_height, draw_bars
from annexmaps.render.chart_columns import columns_height, draw_columns, draw_panels, panels_height
from annexmaps.render.chart_parts import Drawn, draw_legend, legend_height
from annexmaps.render.lettering import CAP_HEIGHT, LINE_SPACING, POINT, Ink, line_height, wrap_text
from annexmaps.render.marginalia import draw_ribbon
from annexmaps.render.png import encode_figure
from annexmaps.render.settings import plain_settings
from annexmaps.render.sheet import Box, Sheet, new_sheet
from annexmaps.render.typefaces import set_in
from annexmaps.theme import PageSize

WIDTH = 170.0  # mm: between the margins of an upright A4 page
MARGIN = 5.0  # mm
_TITLE, _NOTE, _FOOT = 11.0, 7.5, 6.2  # pt
_GAP = 2.0  # mm between two parts
RIBBON = 5.1  # mm that the band of a sample month adds


@dataclass(frozen=True)
class _Kind:
    """How one kind of chart is drawn, and how tall it is."""

    height: Callable[[Drawn], float]
    draw: Callable[[Sheet, Drawn, Box], None]


_KINDS: Mapping[str, _Kind] = MappingProxyType(
    {
        "bars": _Kind(bars_height, draw_bars),
        "columns": _Kind(columns_height, draw_columns),
        "panels": _Kind(panels_height, draw_panels),
    }
)


def draw_chart(spec: TablesSpec, table: ReportTable) -> bytes:
    """Return the chart of `table` as PNG: 300 dpi, as wide as a page's text, the same bytes for the same spec.

    Its title, note, sharing level and source stand on it, so that it may be pasted alone. ValueError for a table without a chart.
    """
    if table.chart is None:
        raise ValueError(table.key)
    with plain_settings(), set_in(spec.theme.font):
        sheet, drawn = _draw(spec, table, table.chart)
        theme = spec.theme
        colours = (
            {colour for _, colour, _ in drawn.series}
            | set(table.chart.colours)
            | {theme.paper.page, theme.paper.text, theme.colours.accent}
        )
        texts = {"Title": table.chart.title, "Description": alt_text(table), "Comment": spec.page.marking}
        return encode_figure(sheet.figure, exact=colours, texts=texts)


def alt_text(table: ReportTable) -> str:
    """Return what the chart of `table` says, in numbers, for who cannot see it."""
    if table.chart is None:
        return table.title
    along, series = chart_series(table, table.chart)
    lines = (
        f"{name}: " + ", ".join(f"{at} {value}" for at, value in zip(along, values, strict=True))
        for name, _, values in series
    )
    return f"{table.chart.title}. " + "; ".join(lines)


def _draw(spec: TablesSpec, table: ReportTable, chart: Chart) -> tuple[Sheet, Drawn]:
    drawn = Drawn.of(spec, table, chart)
    inner, kind = WIDTH - 2 * MARGIN, _KINDS[chart.kind]
    title, note, foot = _texts(spec, chart, inner)
    head = line_height(_TITLE) * len(title) + line_height(_NOTE) * len(note) + _GAP
    below = line_height(_FOOT) * len(foot) + _GAP
    legend = legend_height(drawn, inner)
    height = 2 * MARGIN + head + legend + kind.height(drawn) + below
    page = PageSize("chart", "", WIDTH, round(height + (RIBBON if spec.page.ribbon else 0.0), 1))
    sheet = new_sheet(replace(spec.theme, page=page))
    top = _write_head(
        sheet, title, note, draw_ribbon(sheet, spec.page.ribbon) if spec.page.ribbon else page.height - MARGIN
    )
    draw_legend(sheet, drawn, Box(MARGIN, top - legend, inner, legend))
    bottom = MARGIN + below
    kind.draw(sheet, drawn, Box(MARGIN, bottom, inner, top - legend - bottom))
    soft = Ink(_FOOT, colour=spec.theme.paper.text_soft)
    sheet.of("foot").write_lines(
        foot, MARGIN, MARGIN + line_height(_FOOT) * (len(foot) - 1) + CAP_HEIGHT * _FOOT * POINT, soft
    )
    return sheet, drawn


def _texts(spec: TablesSpec, chart: Chart, inner: float) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    page = spec.page
    foot = " · ".join(part for part in (page.sharing, page.producer, page.version) if part)
    title = wrap_text(chart.title, inner, _TITLE, bold=True)
    return title, wrap_text(chart.note, inner, _NOTE), wrap_text(foot, inner, _FOOT)


def _write_head(sheet: Sheet, title: tuple[str, ...], note: tuple[str, ...], top: float) -> float:
    below = sheet.of("title").write_lines(title, MARGIN, top, Ink(_TITLE, bold=True))
    lead = (LINE_SPACING - 1) * _NOTE * POINT
    return (
        sheet.of("note").write_lines(note, MARGIN, below - lead, Ink(_NOTE, colour=sheet.paper.text_soft)) - _GAP + lead
    )
