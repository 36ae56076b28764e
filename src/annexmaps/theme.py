"""Paper, colours, sizes and symbols of every annex: plain values, the same in each map and each month."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

A4_LANDSCAPE = (297.0, 210.0)  # mm
DOTS_PER_INCH = 300


@dataclass(frozen=True)
class Symbol:
    """How one class looks."""

    shape: str = "area"
    fill: str = ""  # #rrggbb; empty: nothing
    edge: str = ""  # #rrggbb; empty: none
    edge_width: float = 0.3  # pt
    hatch: str = ""  # "", diagonal, cross, dots, lines
    hatch_colour: str = ""  # #rrggbb
    size: float = 0.0  # mm, across; of marks only


@dataclass(frozen=True)
class Paper:
    """Colours of the ground under the data."""

    page: str = "#ffffff"
    land: str = "#faf7f0"
    neighbour: str = "#e6e6e4"
    neighbour_border: str = "#bdbdba"
    water: str = "#d5e6ee"
    water_line: str = "#86b4cd"
    country_halo: str = "#ffffff"
    border_country: str = "#3c3c3c"
    border_region: str = "#5f5f5f"
    border_cercle: str = "#8f8f8f"
    border_commune: str = "#c4c1b8"
    frame: str = "#4a4a4a"
    text: str = "#1f1f1f"
    text_soft: str = "#5c5c5c"
    text_water: str = "#3a7397"
    text_neighbour: str = "#8b8b88"
    rule: str = "#b9b9b9"
    rule_soft: str = "#e2e2e0"


@dataclass(frozen=True)
class LineWidths:
    """Widths of the borders on the main frame, pt."""

    country: float = 1.1
    region: float = 0.8
    cercle: float = 0.4
    commune: float = 0.15
    neighbour: float = 0.4
    river: float = 0.7
    frame: float = 0.6


@dataclass(frozen=True)
class TextSizes:
    """The three sizes of the margin and the title's, pt; names on the map use them too."""

    title: float = 15.0
    large: float = 9.0  # subtitle, names of countries
    body: float = 7.5  # legends, tables, names of régions and towns
    small: float = 6.2  # the foot, notes, names of cercles


PAPER = Paper()
LINE_WIDTHS = LineWidths()
TEXT_SIZES = TextSizes()
ACCENT_COLOUR = "#8c1c2e"
RIBBON_COLOUR = "#c8102e"  # the band of a sample month

# after Okabe and Ito (2008), shifted until every pair stays 20 CIELAB units apart for protanopes and deuteranopes too
CATEGORY_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "A": "#0072b2",  # blue: forced movement
        "B": "#1b1b3a",  # near black: right to life
        "C": "#d55e00",  # vermilion: physical and psychological integrity
        "D": "#d98fbb",  # pink: liberty and security
        "E": "#e8b114",  # amber: property
        "F": "#117a65",  # green: access to services
    }
)

# lightness falls steadily (L* 92, 80, 58, 30): the order survives greyscale and colour blindness
RISK_COLOURS: Mapping[str, str] = MappingProxyType(
    {"critique": "#8f0d24", "serieuse": "#e8622a", "moderee": "#f9bb55", "stable": "#fae9a6"}
)
# the cluster's habit, kept on request: stable is as dark as critique in greyscale
RISK_COLOURS_TRAFFIC_LIGHT: Mapping[str, str] = MappingProxyType(
    {"critique": "#d7191c", "serieuse": "#f98e3c", "moderee": "#ffe566", "stable": "#3f9b4f"}
)
RISK_NUMBERS: Mapping[str, str] = MappingProxyType({"critique": "4", "serieuse": "3", "moderee": "2", "stable": "1"})

COUNT_RAMP: tuple[str, ...] = ("#f3e6e8", "#deb5bb", "#c17a86", "#a03a4e", "#6b0f22")  # low to high, of counts by area
# low to high, of circles: the lowest must still stand out from land and shade
CIRCLE_RAMP: tuple[str, ...] = ("#e0a3ad", "#cc7584", "#b04a5e", "#87233a", "#55081b")
# levels climbed since the month before: two arms that differ in hue for every eye, and grow darker outwards
CHANGE_COLOURS: Mapping[str, str] = MappingProxyType(
    {"up_more": "#9c1127", "up": "#ef8a62", "same": "#eae3cf", "down": "#8fc1de", "down_more": "#1f5c99"}
)
# levels that moved, beside the level's number: told apart by direction and by full and hollow
MOVE_SIGNS: Mapping[str, Symbol] = MappingProxyType(
    {
        "up": Symbol("triangle", "#1f1f1f", "#ffffff", 0.5, size=1.9),
        "down": Symbol("triangle_down", "#ffffff", "#1f1f1f", 0.6, size=1.7),
    }
)

STATE_SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    {
        "incomplete": Symbol(fill="#e9e3f1", hatch="dots", hatch_colour="#6a5690"),
        "no_report": Symbol(
            fill="#e6e9ee", hatch="lines", hatch_colour="#a7b0bb"
        ),  # covered, without a report this month
        "not_covered": Symbol(fill="#f4f4f2", hatch="diagonal", hatch_colour="#c3c3bf"),
        "suspended": Symbol(fill="#d9e7e4", hatch="cross", hatch_colour="#5e8f86"),
        "without_polygon": Symbol(shape="square", fill="#7d7d7d", edge="#ffffff", size=2.2),  # named in the margin
    }
)

# a level that came or went between two months
LEVEL_SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    {
        "new": Symbol(fill="#cdb9dc", hatch="dots", hatch_colour="#4d3a66"),
        "lost": Symbol(fill="#dfe3e8", hatch="lines", hatch_colour="#4a5563"),
        "uncovered": Symbol(fill="#dfe3e8", hatch="cross", hatch_colour="#4a5563"),
        "without": STATE_SYMBOLS["not_covered"],
    }
)
# outlines of communes whose coverage changed, over the fills
COVERAGE_CHANGES: Mapping[str, Symbol] = MappingProxyType(
    {"gained": Symbol(edge="#08306b", edge_width=1.7), "lost": Symbol(edge="#a50f15", edge_width=1.7)}
)
COVERAGE_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "couvert": "#5aa897",
        "suspendu": STATE_SYMBOLS["suspended"].fill,
        "non_couvert": STATE_SYMBOLS["not_covered"].fill,
    }
)
PARTNER_COLOURS: tuple[str, ...] = (
    "#5aa897", "#8fa6d4", "#e5b26a", "#c48bb0", "#9fbf6b", "#d98872", "#7fb9d6", "#b4a28c", "#a08fd0", "#d0c25a",
)  # fmt: skip

# shape and colour both differ, so that a kind is told in greyscale by its shape
ALERT_SYMBOLS: Mapping[str, Symbol] = MappingProxyType(
    {
        "attaque_village": Symbol("triangle", "#9b0f26", "#ffffff", 0.5, size=3.8),
        "mouvement_population": Symbol("circle", "#0072b2", "#ffffff", 0.5, size=3.6),
        "assassinat": Symbol("diamond", "#1b1b3a", "#ffffff", 0.5, size=3.8),
        "enlevement": Symbol("square", "#b5548a", "#ffffff", 0.5, size=3.2),
        "engin_explosif": Symbol("star", "#d55e00", "#ffffff", 0.5, size=4.6),
        "attaque_axe": Symbol("triangle_down", "#7a4a12", "#ffffff", 0.5, size=3.8),
        "attaque_service": Symbol("pentagon", "#00745a", "#ffffff", 0.5, size=3.8),
        "autre": Symbol("hexagon", "#6e6e6e", "#ffffff", 0.5, size=3.6),
    }
)
INCIDENT_POINT = Symbol("circle", ACCENT_COLOUR, "#ffffff", 0.3, size=1.4)
CIRCLE_EDGE = Symbol("circle", "", "#ffffff", 0.5)
# violations known to the commune only, under the points
CIRCLE_WITHOUT_POINT = Symbol("circle", "#b9bcc2", "#ffffff", 0.5)

CIRCLE_MAXIMUM = 17.0  # mm, across, of CIRCLE_REFERENCE violations; the same every month
CIRCLE_REFERENCE = 100.0  # violations
CIRCLE_CAP = 200.0  # violations from which a circle grows no more: 24 mm
CIRCLE_MINIMUM = 1.5  # mm: a single violation can still be seen

# one shape a category, for points: told apart without colour
CATEGORY_SHAPES: Mapping[str, str] = MappingProxyType(
    {"A": "diamond", "B": "star", "C": "triangle", "D": "square", "E": "circle", "F": "hexagon"}
)
MONITORED = Symbol(fill="#efe6d2")  # communes covered by the monitoring, under the circles
