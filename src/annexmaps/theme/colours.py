"""The colours of classes, the same in each map and each month; #rrggbb."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# lightness falls steadily (L* 92, 80, 58, 30): the order survives greyscale and colour blindness
_ORDERED = {"critique": "#8f0d24", "serieuse": "#e8622a", "moderee": "#f9bb55", "stable": "#fae9a6"}
# the cluster's habit, kept on request: stable is as dark as critique in greyscale
_TRAFFIC_LIGHT = {"critique": "#d7191c", "serieuse": "#f98e3c", "moderee": "#ffe566", "stable": "#3f9b4f"}
RISK_PALETTES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"ordre": MappingProxyType(_ORDERED), "feux": MappingProxyType(_TRAFFIC_LIGHT)}
)


def _categories() -> Mapping[str, str]:
    # after Okabe and Ito (2008), shifted until every pair stays 25 CIELAB units apart for protanopes and deuteranopes too,
    # and 10 units of lightness in greyscale (L* 46, 8, 56, 73, 83, 31)
    return {
        "A": "#0072b2",  # blue: forced movement
        "B": "#15152e",  # near black: right to life
        "C": "#d9641a",  # vermilion: physical and psychological integrity
        "D": "#dfa0c6",  # pink: liberty and security
        "E": "#f2cb3d",  # amber: property
        "F": "#0b5345",  # green: access to services
    }


def _alerts() -> Mapping[str, str]:
    return {
        "attaque_village": "#9b0f26",
        "mouvement_population": "#0072b2",
        "assassinat": "#1b1b3a",
        "enlevement": "#b5548a",
        "engin_explosif": "#d55e00",
        "attaque_axe": "#7a4a12",
        "attaque_service": "#00745a",
        "autre": "#6e6e6e",
    }


def _change() -> Mapping[str, str]:
    # levels climbed since the month before: two arms that differ in hue for every eye, and grow darker outwards
    return {"up_more": "#9c1127", "up": "#ef8a62", "same": "#eae3cf", "down": "#8fc1de", "down_more": "#1f5c99"}


def _states() -> Mapping[str, str]:
    return {
        "incomplete": "#e9e3f1",
        "no_report": "#e6e9ee",  # covered, without a report this month
        "suspended": "#d9e7e4",
        "not_covered": "#f4f4f2",
        "without_polygon": "#7d7d7d",
        "new": "#cdb9dc",  # a level that came between two months
        "lost": "#dfe3e8",  # a level that went
        "uncovered": "#dfe3e8",  # a level that went with the coverage
    }


def _hatches() -> Mapping[str, str]:
    return {
        "incomplete": "#6a5690",
        "no_report": "#a7b0bb",
        "suspended": "#5e8f86",
        "not_covered": "#c3c3bf",
        "down": "#5b9cc6",  # falls of the level
        "down_more": "#6fa3d6",
        "new": "#4d3a66",
        "lost": "#4a5563",
        "uncovered": "#4a5563",
    }


def _coverage() -> Mapping[str, str]:
    # the fill of covered communes; outlines of those whose coverage changed
    return {"covered": "#5aa897", "gained": "#08306b", "lost": "#a50f15"}


def _victims() -> Mapping[str, str]:
    # one hue a sex, children lighter: lightness alone tells the four apart
    return {"women": "#6a3d7c", "men": "#1f6f8b", "girls": "#c8a5d8", "boys": "#9fd0df"}


@dataclass(frozen=True)
class Colours:
    """The colours of classes."""

    accent: str = "#8c1c2e"
    ribbon: str = "#c8102e"  # the band of a sample month
    monitored: str = "#ece2ca"  # communes covered by the monitoring, under the circles
    without_point: str = "#b9bcc2"  # circles of violations known to the commune only, under the points
    outside: str = "#c9c9c6"  # circles and marks outside the unit of an atlas page
    outside_area: str = "#efefed"  # areas there, in the legend
    # low to high, of circles: the lowest must still stand out from land and shade
    circles: tuple[str, ...] = ("#e0a3ad", "#cc7584", "#b04a5e", "#87233a", "#55081b")
    categories: Mapping[str, str] = field(default_factory=_categories)
    risk: Mapping[str, str] = field(default_factory=lambda: dict(RISK_PALETTES["ordre"]))
    change: Mapping[str, str] = field(default_factory=_change)
    states: Mapping[str, str] = field(default_factory=_states)
    hatches: Mapping[str, str] = field(default_factory=_hatches)
    coverage: Mapping[str, str] = field(default_factory=_coverage)
    alerts: Mapping[str, str] = field(default_factory=_alerts)
    victims: Mapping[str, str] = field(default_factory=_victims)
