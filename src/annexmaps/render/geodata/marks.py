"""The table of a map's marks: a row each, at its point where the edition shows one, else standing for its commune."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.render.geodata.classes import codes_of, mark_classes
from annexmaps.render.geodata.columns import Column, class_columns, known_column
from annexmaps.render.geodata.shapes import centre_of, shapes_of
from annexmaps.render.geodata.units import CONSTANT, PLACE, Cell, Places, constant_cells
from annexmaps.spec import MapSpec, Mark
from annexmaps.words import Words

_OWN = ("list_number", "list_text", "offset_east", "offset_north")
_OFFSET_DECIMALS = 4  # degrees, ten metres: how far a mark is set aside so that those of one place are all seen


@dataclass(frozen=True)
class MarkRow:
    """One mark."""

    cells: Mapping[str, Cell]  # by name of column
    place: BaseGeometry  # its point, or the polygon of its commune


@dataclass(frozen=True)
class MarkTable:
    """The marks of a map."""

    columns: tuple[Column, ...]
    rows: tuple[MarkRow, ...]

    def own_columns(self, others: Iterable[Column]) -> tuple[Column, ...]:
        """Return the columns that are not among `others`."""
        known = {column.name for column in others}
        return tuple(column for column in self.columns if column.name not in known)


def mark_table(spec: MapSpec) -> MarkTable:
    """Return the marks of `spec`."""
    words, classes = Words(spec.lang), codes_of(mark_classes(spec))
    columns = (
        *(known_column(name, words) for name in (*PLACE, *CONSTANT)),
        *class_columns("class", classes, words),
        *(known_column(name, words) for name in _OWN),
    )
    shapes, places = shapes_of(spec.base, admin_level=3), Places(spec.base, words)
    said = {item.number: item.text for item in spec.items if item.number}
    blank = {**dict.fromkeys(column.name for column in columns), **constant_cells(spec)}
    labels, rows = dict(classes), []
    for mark in spec.marks:
        shape = shapely.Point(mark.point) if mark.point else shapes.get(mark.pcode)
        if shape is None:
            continue
        cells: dict[str, Cell] = {**blank, **places.cells(mark.pcode), **_offset(mark, shape)}
        cells |= {"class": mark.key, "class_label": labels[mark.key], "list_text": said.get(mark.text)}
        cells |= {"list_number": int(mark.text) if mark.text.isdecimal() else None}
        rows.append(MarkRow(cells, shape))
    return MarkTable(columns, tuple(rows))


def _offset(mark: Mark, shape: BaseGeometry) -> dict[str, Cell]:
    home = mark.point or centre_of(shape)
    east, north = mark.longitude - home[0], mark.latitude - home[1]
    # adding zero: no minus zero is written
    return {
        "offset_east": round(east, _OFFSET_DECIMALS) + 0.0,
        "offset_north": round(north, _OFFSET_DECIMALS) + 0.0,
    }
