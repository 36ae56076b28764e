"""A page with circles, marks, counts, numbers and an inset, whose marks can be moved a little."""

from typing import Any

from square_country import square_page, square_spec

from annexmaps.spec import Circle, ListItem, MapSpec, Mark, Symbol

BLUE, RED = "#0072b2", "#d7191c"
COUNT, NUMBER = "777", "888"  # said nowhere else on the page
FORMULA = "<script>alert(1)</script> $x_2$ & \x07 \"'"


def marked_spec(*, moved: float = 0.0, **changes: Any) -> MapSpec:
    """Return a page with a circle, a stack of three marks and an inset; the marks are `moved` degrees to the north-east."""
    parts = ((BLUE, 0.5), (RED, 0.5))
    circles = (Circle("C11", -0.6 + moved, 14.4 + moved, 14.0, parts, COUNT),)
    marks = tuple(Mark(1.4 + moved, 15.4 + moved, "a", NUMBER) for _ in range(3))
    fields = {
        "area_layers": (),
        "circles": circles,
        "marks": marks,
        "mark_symbols": {"a": Symbol("triangle", RED, "#ffffff", 0.5, size=4.0)},
        "items": (ListItem("1", "Alerte : é à ç œ", "a"),),
        "inset": (1.0, 15.0, 2.0, 16.0),
        "page": square_page(ribbon="DONNÉES FICTIVES"),
    }
    return square_spec(**{**fields, **changes})
