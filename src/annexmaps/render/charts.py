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
from annexmaps.words import Words

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


def draw_chart(spec: TablesSpec, table: ReportTable, *, alone: bool = True) -> bytes:
    """Return the chart of `table` as PNG: 300 dpi, as wide as a page's text, the same bytes for the same spec.

    Its title, sharing level and source stand on it, so that it may be pasted by itself; without `alone` its page says them.
    ValueError for a table without a chart.
    """
    if table.chart is None:
        raise ValueError(table.key)
    with plain_settings(), set_in(spec.theme.font):
        sheet, drawn = _draw(spec, table, table.chart, alone=alone)
        theme = spec.theme
        colours = (
            {colour for _, colour, _ in drawn.series}
            | set(table.chart.colours)
            | {theme.paper.page, theme.paper.text, theme.colours.accent}
        )
        texts = {"Title": table.chart.title, "Description": alt_text(table, spec.lang), "Comment": spec.page.marking}
        return encode_figure(sheet.figure, exact=colours, texts=texts)


def alt_text(table: ReportTable, lang: str) -> str:
    """Return what the chart of `table` says, in numbers, for who cannot see it."""
    if table.chart is None:
        return table.title
    along, series = chart_series(table, table.chart)
    words, together = Words(lang), Words(lang)("joining.comma")
    lines = (
        words("tables.condition", column=name, values=together.join(map("{} {}".format, along, values)))
        for name, _, values in series
    )
    return f"{table.chart.title}. {words('joining.semicolon').join(lines)}"


@dataclass(frozen=True)
class _Said:
    """The words round a chart, in lines."""

    title: tuple[str, ...]
    note: tuple[str, ...]
    foot: tuple[str, ...]
    ribbon: str  # the band of a sample month

    @property
    def above(self) -> float:
        """The height of what stands over the legend, mm."""
        band = RIBBON if self.ribbon else 0.0
        return band + line_height(_TITLE) * len(self.title) + line_height(_NOTE) * len(self.note) + _GAP

    @property
    def below(self) -> float:
        """The height of the foot, mm."""
        return line_height(_FOOT) * len(self.foot) + _GAP if self.foot else 0.0


def _draw(spec: TablesSpec, table: ReportTable, chart: Chart, *, alone: bool) -> tuple[Sheet, Drawn]:
    drawn, said = Drawn.of(spec, table, chart), _said(spec, chart, alone=alone)
    inner, kind = WIDTH - 2 * MARGIN, _KINDS[chart.kind]
    legend = legend_height(drawn, inner)
    height = 2 * MARGIN + said.above + legend + kind.height(drawn) + said.below
    sheet = new_sheet(replace(spec.theme, page=PageSize("chart", "", WIDTH, round(height, 1))))
    top = _write_head(sheet, said)
    draw_legend(sheet, drawn, Box(MARGIN, top - legend, inner, legend))
    bottom = MARGIN + said.below
    kind.draw(sheet, drawn, Box(MARGIN, bottom, inner, top - legend - bottom))
    first = MARGIN + line_height(_FOOT) * (len(said.foot) - 1) + CAP_HEIGHT * _FOOT * POINT
    sheet.of("foot").write_lines(said.foot, MARGIN, first, Ink(_FOOT, colour=sheet.paper.text_soft))
    return sheet, drawn


def _said(spec: TablesSpec, chart: Chart, *, alone: bool) -> _Said:
    page, inner = spec.page, WIDTH - 2 * MARGIN
    note = wrap_text(chart.note, inner, _NOTE)
    if not alone:
        return _Said((), note, (), "")
    foot = " · ".join(part for part in (page.sharing, page.producer, page.version) if part)
    return _Said(wrap_text(chart.title, inner, _TITLE, bold=True), note, wrap_text(foot, inner, _FOOT), page.ribbon)


def _write_head(sheet: Sheet, said: _Said) -> float:
    top = draw_ribbon(sheet, said.ribbon) if said.ribbon else sheet.page.height - MARGIN
    below = sheet.of("title").write_lines(said.title, MARGIN, top, Ink(_TITLE, bold=True))
    lead = (LINE_SPACING - 1) * _NOTE * POINT
    soft = Ink(_NOTE, colour=sheet.paper.text_soft)
    return sheet.of("note").write_lines(said.note, MARGIN, below - lead, soft) - _GAP + lead
