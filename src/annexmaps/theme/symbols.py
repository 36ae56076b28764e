"""The symbols of classes: shapes and hatches are the same in every theme, colours are the theme's."""

from collections.abc import Mapping
from types import MappingProxyType

from annexmaps.theme.symbol import Symbol
from annexmaps.theme.theme import Theme

RISK_NUMBERS: Mapping[str, str] = MappingProxyType({"critique": "4", "serieuse": "3", "moderee": "2", "stable": "1"})
# one shape a category, for points: told apart without colour
CATEGORY_SHAPES: Mapping[str, str] = MappingProxyType(
    {"A": "diamond", "B": "star", "C": "triangle", "D": "square", "E": "circle", "F": "hexagon"}
)
# shape and mm across: with the colour, a kind is told in greyscale by its shape
_ALERT_SHAPES: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "attaque_village": ("triangle", 3.8),
        "mouvement_population": ("circle", 3.6),
        "assassinat": ("diamond", 3.8),
        "enlevement": ("square", 3.2),
        "engin_explosif": ("star", 4.6),
        "attaque_axe": ("triangle_down", 3.8),
        "attaque_service": ("pentagon", 3.8),
        "autre": ("hexagon", 3.6),
    }
)
_STATE_HATCHES: Mapping[str, str] = MappingProxyType(
    {"incomplete": "dots", "no_report": "lines", "not_covered": "diagonal", "suspended": "cross"}
)
_LEVEL_HATCHES: Mapping[str, str] = MappingProxyType({"new": "dots", "lost": "lines", "uncovered": "cross"})
_MARK_EDGE = 0.5  # pt
_POINT_EDGE, _POINT_SIZE = 0.3, 1.4  # pt, mm
_CATEGORY_SIZE = 3.2  # mm, in the legend of circles
_HOLLOW_EDGE = 1.1  # pt
_OUTLINE = 1.7  # pt, of areas over their fill
_VERIFICATION_SIZE = 3.2  # mm


def alert_symbols(theme: Theme) -> dict[str, Symbol]:
    """Return the symbol of each kind of flash alert, verified."""
    edge, fills = theme.paper.page, theme.colours.alerts
    return {k: Symbol(shape, fills[k], edge, _MARK_EDGE, size=size) for k, (shape, size) in _ALERT_SHAPES.items()}


def hollow(symbol: Symbol, theme: Theme) -> Symbol:
    """Return `symbol` as an unverified alert has it: its outline in the fill's colour on paper."""
    return Symbol(symbol.shape, theme.paper.page, symbol.fill, _HOLLOW_EDGE, size=symbol.size)


def verified_symbol(theme: Theme) -> Symbol:
    """Return the symbol that says, in a legend, that an alert is verified, whatever its kind."""
    return Symbol("circle", theme.paper.text_soft, theme.paper.page, _MARK_EDGE, size=_VERIFICATION_SIZE)


def state_symbols(theme: Theme) -> dict[str, Symbol]:
    """Return the symbol of each state of a commune without a level; those without a polygon are named in the margin."""
    areas = {state: _hatched(state, hatch, theme) for state, hatch in _STATE_HATCHES.items()}
    without = Symbol("square", theme.colours.states["without_polygon"], theme.paper.page, size=2.2)
    return {**areas, "without_polygon": without}


def level_symbols(theme: Theme) -> dict[str, Symbol]:
    """Return the symbol of levels that came or went between two months, and of communes without any."""
    came = {key: _hatched(key, hatch, theme) for key, hatch in _LEVEL_HATCHES.items()}
    return {**came, "without": _hatched("not_covered", _STATE_HATCHES["not_covered"], theme)}


def change_symbols(theme: Theme) -> dict[str, Symbol]:
    """Return the symbol of each change of level; falls are hatched, so that greyscale tells them from rises."""
    fills, lines = theme.colours.change, theme.colours.hatches
    return {
        move: Symbol(fill=fill, hatch="diagonal" if move in lines else "", hatch_colour=lines.get(move, ""))
        for move, fill in fills.items()
    }


def move_signs(theme: Theme) -> dict[str, Symbol]:
    """Return the signs of levels that moved, beside the level's number: told apart by direction and by full and hollow."""
    ink, paper = theme.paper.text, theme.paper.page
    return {
        "up": Symbol("triangle", ink, paper, 0.5, size=1.9),
        "down": Symbol("triangle_down", paper, ink, 0.6, size=1.7),
    }


def coverage_symbols(theme: Theme) -> dict[str, Symbol]:
    """Return the symbol of each status of coverage."""
    states = state_symbols(theme)
    covered = Symbol(fill=theme.colours.coverage["covered"])
    return {"couvert": covered, "suspendu": states["suspended"], "non_couvert": states["not_covered"]}


def coverage_changes(theme: Theme) -> dict[str, Symbol]:
    """Return the outlines of communes whose coverage changed, over the fills."""
    return {key: Symbol(edge=theme.colours.coverage[key], edge_width=_OUTLINE) for key in ("gained", "lost")}


def monitored_symbol(theme: Theme) -> Symbol:
    """Return the shade of communes that the monitoring covers, under the circles."""
    return Symbol(fill=theme.colours.monitored)


def category_points(theme: Theme) -> dict[str, Symbol]:
    """Return the mark of one violation of each category."""
    fills, edge = theme.colours.categories, theme.paper.page
    shapes = CATEGORY_SHAPES.items()
    return {code: Symbol(shape, fills[code], edge, _POINT_EDGE, size=_POINT_SIZE) for code, shape in shapes}


def category_sectors(theme: Theme) -> dict[str, Symbol]:
    """Return the symbol of each category in the legend of circles with sectors."""
    fills, edge = theme.colours.categories, theme.paper.page
    return {code: Symbol("circle", fill, edge, _MARK_EDGE, size=_CATEGORY_SIZE) for code, fill in fills.items()}


def circle_edge(theme: Theme) -> Symbol:
    """Return the light edge of a circle whose fill its class decides."""
    return Symbol("circle", "", theme.paper.page, _MARK_EDGE)


def circle_outline(theme: Theme) -> Symbol:
    """Return the empty circle of a legend of sizes."""
    return Symbol("circle", "", theme.paper.text_soft, _MARK_EDGE)


def circle_without_point(theme: Theme) -> Symbol:
    """Return the circle of violations known to the commune only, under the points."""
    return Symbol("circle", theme.colours.without_point, theme.paper.page, _MARK_EDGE)


def _hatched(state: str, hatch: str, theme: Theme) -> Symbol:
    return Symbol(fill=theme.colours.states[state], hatch=hatch, hatch_colour=theme.colours.hatches[state])
