"""A page with everything in it that files of data hold."""

from dataclasses import replace
from typing import Any

from marked_page import marked_spec
from square_country import square_base, square_spec

from annexmaps.spec import AreaLayer, Base, Circle, MapSpec, Mark, Record

HOSTILE = "=HYPERLINK(1) <script>alert(1)</script> ${x} ]]> & \"'"


def full_spec(**changes: Any) -> MapSpec:
    """A page of square communes with levels, a circle of two classes, a mark at a point, one at its commune, counts above."""
    parts = (("#0072b2", 0.75), ("#d7191c", 0.25))
    plain = marked_spec()
    lines = tuple((key, f"Classe {key}") for key in ("a", "b"))
    legend = plain.legends[0]
    fields: dict[str, Any] = {
        "base": base_with_parents(),
        "area_layers": level_layers(),
        "legends": (legend,),
        "circles": (Circle("C11", -0.5, 14.5, 14.0, parts, "4", counts=(("a", 3), ("b", 1))),),
        "marks": (Mark(1.4, 15.4, "a", "1", "C32", point=(1.4, 15.4)), Mark(-1.2, 13.5, "a", "2", "C00")),
        "records": (Record("C11", "a", 3), Record("C11", "b", 1), Record("B2", "a", 2), Record("", "b", 1)),
        "record_classes": lines,
    }
    return marked_spec(**{**fields, **changes})


def base_with_parents() -> Base:
    """The square country, each commune in its column, each column in its half."""
    base = square_base()
    communes = tuple(replace(unit, parent=f"B{unit.pcode[1]}") for unit in base.communes)
    cercles = tuple(replace(unit, parent=f"A{int(unit.pcode[1]) // 2}") for unit in base.cercles)
    return replace(base, communes=communes, cercles=cercles)


def level_layers() -> tuple[AreaLayer, ...]:
    return tuple(replace(layer, name="level") for layer in square_spec().area_layers)
