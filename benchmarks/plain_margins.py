"""The margins of the plain script: head, foot, legends, tables, list, scale bar and north arrow, in millimetres on one axes."""

import textwrap
from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Rectangle

from annexmaps.spec import Legend, LegendLine, MapSpec, Page, SideTable, Symbol
from annexmaps.theme import Theme

PAPER = Theme().paper
ACCENT_COLOUR = Theme().colours.accent
RIBBON_COLOUR = Theme().colours.ribbon

PAGE = (297.0, 210.0)  # mm
INCH = 25.4  # mm
LEFT, RIGHT, TOP = 212.0, 290.0, 187.0  # mm, of the column
ROW = 3.6  # mm
COLUMN_LETTERS = 62  # of a line in the column
FOOT_LETTERS = 90  # of a line of the foot


def draw_head(page: Axes, words: Page) -> None:
    """Draw ribbon, title, rule, sharing level and subtitle."""
    if words.ribbon:
        page.add_patch(Rectangle((0, 204.4), PAGE[0], 5.6, facecolor=RIBBON_COLOUR))
        page.text(PAGE[0] / 2, 206, words.ribbon, size=10, weight="bold", color="white", ha="center")
    page.text(7, 196, words.title, size=15, weight="bold")
    page.text(290, 197, words.sharing, size=9, weight="bold", color=ACCENT_COLOUR, ha="right")
    page.plot([7, 290], [193.6, 193.6], color=PAPER.text, linewidth=0.8)
    page.text(7, 189.4, words.subtitle, size=9, color=PAPER.text_soft)


def draw_foot(page: Axes, words: Page) -> None:
    """Draw the foot in three columns."""
    producer = " · ".join(text for text in (words.producer, words.version) if text)
    paragraphs = [words.sources, words.dates, words.projection, *words.notes, words.disclaimer, producer]
    wrapped = [textwrap.wrap(text, FOOT_LETTERS) for text in paragraphs if text]
    tallest = -(-sum(map(len, wrapped)) // 3)
    columns: list[list[str]] = [[]]
    for lines in wrapped:
        if columns[-1] and len(columns[-1]) + len(lines) > tallest + 1 and len(columns) < 3:
            columns.append([])
        columns[-1] += lines
    page.plot([7, 290], [24.4, 24.4], color=PAPER.rule, linewidth=0.4)
    for number, lines in enumerate(columns):
        x = 7 + number * 96
        page.text(x, 22.8, "\n".join(lines), size=6.2, color=PAPER.text_soft, va="top", linespacing=0.9)


def draw_north(page: Axes, x: float, y: float, letter: str) -> None:
    """Draw the north arrow about (`x`, `y`) mm."""
    for side, fill in ((-1, PAPER.text), (1, PAPER.page)):
        half = [(x, y + 3.5), (x + side * 1.7, y - 3.5), (x, y - 2)]
        page.add_patch(Polygon(half, facecolor=fill, edgecolor=PAPER.text, linewidth=0.5))
    page.text(x, y + 4.5, letter, size=7.5, weight="bold", ha="center")


def draw_scale_bar(page: Axes, x: float, y: float, metres: float, kilometres: int) -> None:
    """Draw a bar of `kilometres` where a millimetre is `metres` on the ground."""
    width = kilometres * 1000 / metres
    for quarter in range(4):
        fill = PAPER.page if quarter % 2 else PAPER.text
        page.add_patch(Rectangle((x + quarter * width / 4, y), width / 4, 1.1, facecolor=fill, edgecolor=PAPER.text,
                                 linewidth=0.4))  # fmt: skip
    for share, text in ((0, "0"), (0.5, f"{kilometres / 2:g}"), (1, f"{kilometres} km")):
        page.text(x + share * width, y + 2, text, size=6.2, ha="center")


def draw_column(page: Axes, spec: MapSpec, hatches: Mapping[str, str], markers: Mapping[str, str]) -> None:
    """Draw legends, tables and list, one under another."""
    top = TOP
    for legend in spec.legends:
        top = _draw_legend(page, legend, top, hatches, markers)
    for table in spec.tables:
        top = _draw_table(page, table, top)
    if not spec.items:
        return
    page.text(LEFT, top - 2, spec.page.words.get("list", ""), size=7.5, weight="bold")
    room = max(0, int((top - 64) // ROW))
    for number, item in enumerate(spec.items[:room]):
        y = top - 2 - (number + 1) * ROW
        page.text(LEFT + 3.4, y, item.number, size=7.5, weight="bold", ha="right")
        if item.key:
            symbol = spec.mark_symbols[item.key]
            page.scatter([LEFT + 6], [y + 0.9], **sign(symbol, markers, min(symbol.size, 3)))
        page.text(LEFT + 9, y, item.text, size=7.5)
    if len(spec.items) > room:
        others = spec.page.words.get("others", "+ {count}").replace("{count}", str(len(spec.items) - room))
        page.text(LEFT, top - 2 - (room + 1) * ROW, others, size=6.5, color=PAPER.text_soft)


def sign(symbol: Symbol, markers: Mapping[str, str], size: float) -> dict[str, Any]:
    """Return how `scatter` draws `symbol`, `size` mm across."""
    return {
        "s": (size * 72 / INCH) ** 2,
        "marker": markers.get(symbol.shape, "o"),
        "facecolors": symbol.fill or "none",
        "edgecolors": symbol.edge or "none",
        "linewidths": symbol.edge_width,
    }


def _draw_legend(
    page: Axes, legend: Legend, top: float, hatches: Mapping[str, str], markers: Mapping[str, str]
) -> float:
    if legend.title:
        page.text(LEFT, top - 2, legend.title, size=7.5, weight="bold")
        top -= ROW + 0.6
    if sum(line.symbol.shape == "circle" and not line.symbol.fill for line in legend.lines) > 1:
        top = _draw_nested(page, legend, top)
    else:
        for line in legend.lines:
            _draw_line(page, line, top, hatches, markers)
            top -= max(ROW, line.symbol.size + 0.5)
    for text in textwrap.wrap(legend.note, COLUMN_LETTERS + 8):
        page.text(LEFT, top - 1.6, text, size=6.5, color=PAPER.text_soft)
        top -= 2.9
    return _rule(page, top)


def _draw_line(
    page: Axes, line: LegendLine, top: float, hatches: Mapping[str, str], markers: Mapping[str, str]
) -> None:
    symbol, middle = line.symbol, top - 1.2
    if symbol.shape == "area":
        look = {"facecolor": symbol.fill or "none", "linewidth": symbol.edge_width}
        page.add_patch(Rectangle((LEFT, middle - 1.2), 6, 2.4, edgecolor=symbol.edge or PAPER.rule, **look))
        if symbol.hatch:
            page.add_patch(Rectangle((LEFT, middle - 1.2), 6, 2.4, facecolor="none", edgecolor=symbol.hatch_colour,
                                     linewidth=0, hatch=hatches[symbol.hatch]))  # fmt: skip
    else:
        page.scatter([LEFT + 2], [middle], **sign(symbol, markers, symbol.size))
    page.text(LEFT + 8, middle - 0.9, line.label, size=7.5)
    page.text(RIGHT, middle - 0.9, line.count, size=7.5, weight="bold", ha="right")


def _draw_nested(page: Axes, legend: Legend, top: float) -> float:
    widest = max(line.symbol.size for line in legend.lines)
    level = float("inf")
    for line in sorted(legend.lines, key=lambda line: -line.symbol.size):
        size, bottom = line.symbol.size, top - widest
        page.add_patch(Circle((LEFT + widest / 2, bottom + size / 2), size / 2, fill=False, linewidth=0.5))
        level = min(bottom + size, level - 3.2)
        page.plot([LEFT + widest / 2, LEFT + widest + 5], [bottom + size, level], color=PAPER.text_soft, linewidth=0.35)
        page.text(LEFT + widest + 6, level - 0.9, line.label, size=7.5)
    return top - widest - 1


def _draw_table(page: Axes, table: SideTable, top: float) -> float:
    page.text(LEFT, top - 2, table.title, size=7.5, weight="bold")
    top -= ROW
    step = (RIGHT - LEFT - 18) / max(1, len(table.columns) - 1)
    rights = [RIGHT - step * (len(table.columns) - 1 - n) for n in range(len(table.columns))]
    for column, header in enumerate(table.columns):
        text = "\n".join(textwrap.wrap(header, 8))
        page.text(LEFT if column == 0 else rights[column], top - 2.4, text, size=7.5, color=PAPER.text_soft,
                  ha="left" if column == 0 else "right", va="baseline")  # fmt: skip
    top -= ROW
    page.plot([LEFT, RIGHT], [top, top], color=PAPER.text_soft, linewidth=0.5)
    for number, row in enumerate(table.rows):
        total = table.total_row and number == len(table.rows) - 1
        if total:
            page.plot([LEFT, RIGHT], [top - 0.4, top - 0.4], color=PAPER.text_soft, linewidth=0.3)
        for column, cell in enumerate(row):
            page.text(LEFT if column == 0 else rights[column], top - 3, cell, size=7.5,
                      weight="bold" if total else "normal", ha="left" if column == 0 else "right")  # fmt: skip
        top -= ROW
    if table.note:
        page.text(LEFT, top - 2.4, table.note, size=6.5, color=PAPER.text_soft)
        top -= 3
    return _rule(page, top)


def _rule(page: Axes, top: float) -> float:
    page.plot([LEFT, RIGHT], [top - 2, top - 2], color=PAPER.rule, linewidth=0.4)
    return top - 4
