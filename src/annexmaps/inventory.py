"""The inventory of a drawn page: what the eye sees on it, as plain values in millimetres, and as lines of JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

Point = tuple[float, float]  # mm from the lower left corner of the page
Extent = tuple[float, float, float, float]  # left, bottom, right, top, mm

# not finer than a dot of the picture: an inventory tells nothing more precise than the page (a dot is 0.085 mm)
_DECIMALS = 1
_GROUND_DECIMALS = -2  # of projected metres: a hundred metres


@dataclass(frozen=True)
class Writing:
    """One line of text on the page."""

    part: str  # title, legend.label, name, number …
    where: str  # main, inset; empty: the margin
    text: str
    corners: tuple[Point, ...]  # of its rectangle, counter-clockwise
    size: float  # pt
    bold: bool
    colour: str  # #rrggbb
    halo: str  # #rrggbb; empty: none
    under: str  # #rrggbb, what it stands on
    name: str = ""  # which one: a class's key, the kind of a name


@dataclass(frozen=True)
class Shape:
    """One mark, circle, plate or swatch on the page."""

    part: str  # circle, mark, sign, plate, chip, swatch …
    where: str  # main, inset; empty: the margin
    extent: Extent  # as far as its frame shows it
    fill: str  # #rrggbb; empty: none
    edge: str  # #rrggbb; empty: none
    hatch: str  # the pattern's name; empty: none
    corners: int  # of its outline: shapes with different numbers look different
    name: str = ""  # which one: a class's key


@dataclass(frozen=True)
class FrameSeen:
    """One map frame: its edge on the page and what it shows of the ground."""

    where: str  # main, inset
    extent: Extent
    centre: Point  # projected metres
    metres: float  # projected metres of a millimetre


@dataclass(frozen=True)
class DrawnClass:
    """One class of things on the map, and how many of them the map shows."""

    kind: str  # area, sign, mark, circle, item
    key: str
    fill: str
    edge: str
    hatch: str
    shape: str  # of a mark
    count: int
    group: int = 0  # classes of one layer belong together


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend: what the page says of a class."""

    legend: int  # the legend's place on the page, from 0
    key: str
    label: str
    count: str
    fill: str
    edge: str
    hatch: str
    shape: str
    size: float  # mm, of marks


@dataclass(frozen=True)
class Total:
    """The foot of one column of a table."""

    column: str
    total: str


@dataclass(frozen=True)
class Inventory:
    """All that stands on one page."""

    product: str
    month: str
    edition: str
    lang: str
    country: str
    projection: str  # a PROJ string
    paper: str  # of the page: A4
    page: Point  # width and height, mm
    frames: tuple[FrameSeen, ...]
    classes: tuple[DrawnClass, ...]
    legend: tuple[LegendEntry, ...]
    totals: tuple[Total, ...]
    shapes: tuple[Shape, ...]
    writings: tuple[Writing, ...]

    def written(self, part: str) -> str:
        """Return the lines of `part` as one text."""
        return " ".join(writing.text for writing in self.writings if writing.part == part)

    def of_part(self, *parts: str) -> list[Writing]:
        """Return the texts of `parts`."""
        return [writing for writing in self.writings if writing.part in parts]

    def shapes_of(self, *parts: str) -> list[Shape]:
        """Return the shapes of `parts`."""
        return [shape for shape in self.shapes if shape.part in parts]


@dataclass(frozen=True)
class Drawing:
    """A finished file and what stands on its page."""

    content: bytes
    inventory: Inventory


_PARTS: Mapping[str, type] = {
    "frames": FrameSeen,
    "classes": DrawnClass,
    "legend": LegendEntry,
    "totals": Total,
    "shapes": Shape,
    "writings": Writing,
}


def inventory_values(inventory: Inventory) -> dict[str, Any]:
    """Return `inventory` as values for JSON: each list with its columns first, places rounded to a tenth of a millimetre."""
    values: dict[str, Any] = {}
    for field in fields(inventory):
        value = getattr(inventory, field.name)
        kind = _PARTS.get(field.name)
        values[field.name] = _table(kind, value) if kind else value
    return values


def read_inventory(values: Mapping[str, Any]) -> Inventory:
    """Return the inventory that `inventory_values` wrote; KeyError, TypeError or ValueError for values of another make."""
    read: dict[str, Any] = {name: _rows(kind, values[name]) for name, kind in _PARTS.items()}
    plain = {field.name: values[field.name] for field in fields(Inventory) if field.name not in _PARTS}
    if not all(isinstance(value, str) for name, value in plain.items() if name != "page"):
        raise ValueError(plain)
    width, height = plain.pop("page")
    return Inventory(**plain, page=(float(width), float(height)), **read)


def _table(kind: type, things: tuple[Any, ...]) -> dict[str, Any]:
    columns = [field.name for field in fields(kind)]
    return {"columns": columns, "rows": [[_value(name, getattr(thing, name)) for name in columns] for thing in things]}


def _value(name: str, value: Any) -> Any:
    if name in ("extent", "corners") and isinstance(value, tuple):
        return [_value(name, part) if isinstance(part, tuple) else round(float(part), _DECIMALS) for part in value]
    if name == "centre":
        return [round(float(part), _GROUND_DECIMALS) for part in value]
    return round(value, 3) if isinstance(value, float) else value


def _rows(kind: type, table: Mapping[str, Any]) -> tuple[Any, ...]:
    columns = [field.name for field in fields(kind)]
    if table["columns"] != columns:
        raise ValueError(table["columns"])
    return tuple(kind(**dict(zip(columns, map(_tuples, row), strict=True))) for row in table["rows"])


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list) else value
