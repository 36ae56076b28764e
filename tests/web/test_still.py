"""The drawing that stands in a page for readers without scripts."""

from dataclasses import replace

import shapely

from annexmaps.audit.layers import Kind, Layer
from annexmaps.audit.patterns import matches
from annexmaps.render.web.still import still_page
from annexmaps.spec import MapSpec


def test_the_lines_of_the_drawing_are_not_taken_for_telephone_numbers(november_specs: list[MapSpec]) -> None:
    spec = november_specs[0]
    base = spec.base
    # four steps of two digits, as a border of a real commune may have
    shape = shapely.Polygon([(10, 600), (35, 525), (47, 480), (90, 560)])
    country = replace(base.country, geometry=shapely.box(0, 0, 640, 640))
    commune = replace(base.communes[0], geometry=shape)
    page = still_page(replace(spec, base=replace(base, communes=(commune,), country=country)))
    assert "M10,40l25,75 12,45 43,-80z" in page
    assert list(matches(Layer("attributes", page, Kind.METADATA))) == []


def test_the_drawing_cuts_circles_and_draws_marks_in_the_colours_of_the_specification(
    november_specs: list[MapSpec],
) -> None:
    incidents, alerts = (next(one for one in november_specs if one.product == product) for product in "12")
    page = still_page(incidents)
    parts = [colour for circle in incidents.circles for colour, _ in circle.parts]
    assert {colour: page.count(f'fill="{colour}"/>') for colour in parts} == {
        colour: parts.count(colour) for colour in parts
    }
    drawing = still_page(alerts).split("</svg>")[0]
    fills = [alerts.mark_symbols[mark.key].fill or "none" for mark in alerts.marks]
    assert {fill: drawing.count(f'fill="{fill}" stroke="#') for fill in fills if fill != "none"} == {
        fill: fills.count(fill) for fill in fills if fill != "none"
    }
