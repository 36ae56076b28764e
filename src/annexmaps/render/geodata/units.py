"""The table of a map's units: a row for each with its classes, score and counts, and one for what is known above it only."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from annexmaps.render.geodata.classes import area_classes, circle_classes, codes_of, sign_classes
from annexmaps.render.geodata.columns import Column, class_columns, count_column, count_name, known_column
from annexmaps.render.geodata.shapes import units_of
from annexmaps.spec import AreaLayer, Base, MapSpec, Record, Unit
from annexmaps.words import Words

Cell = str | int | float | None
PLACE = ("pcode", "name", "admin_level", "region_pcode", "region", "cercle_pcode", "cercle", "commune_pcode", "commune")
CONSTANT = ("month", "edition", "frame")  # the same in every row: files of several months may be joined
_LEVELS = (3, 2, 1)


@dataclass(frozen=True)
class UnitTable:
    """A row for each unit; what is known only above the level of the map stands in rows of its own, so that rows add up."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]  # by name of column
    admin_level: int  # of the units that the map tells of

    def is_drawn(self, row: Mapping[str, Cell]) -> bool:
        """Tell whether `row` is of a unit that the map tells of, not of one above."""
        return row["admin_level"] == self.admin_level


def unit_table(spec: MapSpec) -> UnitTable:
    """Return the units of `spec` with what it says of each."""
    words = Words(spec.lang)
    by_unit = _values(spec)
    own = [unit.pcode for unit in units_of(spec.base, admin_level=spec.data_level)]
    above = sorted(set(by_unit) - set(own))
    columns = (*(known_column(name, words) for name in (*PLACE, *CONSTANT)), *value_columns(spec))
    place = Places(spec.base, words)
    same = constant_cells(spec)
    names = [column.name for column in columns]
    rows = tuple(_row(names, {**place.cells(pcode), **same, **by_unit.get(pcode, {})}) for pcode in (*own, *above))
    return UnitTable(columns, rows, spec.data_level)


def value_columns(spec: MapSpec) -> tuple[Column, ...]:
    """Return the columns of what `spec` says of a unit."""
    words, columns = Words(spec.lang), list[Column]()
    for layer in told_layers(spec):
        columns += class_columns(layer.name, codes_of(area_classes(layer, spec)), words)
        if layer.signs:
            columns += class_columns("sign", codes_of(sign_classes(layer, spec)), words)
    if classes := codes_of(circle_classes(spec)):
        columns += class_columns("count_class", classes, words)
    if spec.record_classes:
        columns.append(known_column("count", words))
        columns += (count_column(key, label, words) for key, label in spec.record_classes)
    elif spec.records:
        columns += (known_column(name, words) for name in spec.record_fields)
    return tuple(columns)


def told_layers(spec: MapSpec) -> tuple[AreaLayer, ...]:
    """Return the area layers of `spec` that class the units it tells of; a shade under circles of larger units is none."""
    return tuple(layer for layer in spec.area_layers if layer.admin_level == spec.data_level)


def constant_cells(spec: MapSpec) -> dict[str, Cell]:
    """Return the cells that are the same in every row."""
    return {"month": spec.month, "edition": spec.edition, "frame": spec.base.origin.frame}


class Places:
    """The units of a base with their parents."""

    def __init__(self, base: Base, words: Words) -> None:
        self._units = {unit.pcode: (level, unit) for level in _LEVELS for unit in units_of(base, admin_level=level)}
        self._unknown = words("map.no_place")

    def cells(self, pcode: str) -> dict[str, Cell]:
        """Return the cells of PLACE for the unit `pcode`; a P-code that is no unit has only itself."""
        chain = dict(self._chain(pcode))
        if not chain:
            return {"pcode": pcode or None, "name": self._unknown, "admin_level": 0}
        level = max(chain)
        cells: dict[str, Cell] = {"pcode": pcode, "name": chain[level].name, "admin_level": level}
        for number, name in enumerate(("region", "cercle", "commune"), start=1):
            if number in chain:
                cells |= {f"{name}_pcode": chain[number].pcode, name: chain[number].name}
        return cells

    def _chain(self, pcode: str) -> Iterator[tuple[int, Unit]]:
        while pcode in self._units:
            level, unit = self._units[pcode]
            yield level, unit
            pcode = unit.parent if unit.parent != pcode else ""


def _values(spec: MapSpec) -> dict[str, dict[str, Cell]]:
    values: dict[str, dict[str, Cell]] = {}
    for layer in told_layers(spec):
        labels = dict(codes_of(area_classes(layer, spec))), dict(codes_of(sign_classes(layer, spec)))
        for area in layer.areas:
            cells: dict[str, Cell] = {layer.name: area.key, f"{layer.name}_label": labels[0].get(area.key, area.key)}
            cells |= {"sign": area.sign, "sign_label": labels[1].get(area.sign, area.sign)} if area.sign else {}
            values.setdefault(area.pcode, {}).update(cells)
    classes = dict(codes_of(circle_classes(spec)))
    for circle in spec.circles:
        if circle.key in classes:
            told = {"count_class": circle.key, "count_class_label": classes[circle.key]}
            values.setdefault(circle.pcode, {}).update(told)
    for pcode, recorded in _recorded(spec):
        values.setdefault(pcode, {}).update(recorded)
    return values


def _recorded(spec: MapSpec) -> Iterator[tuple[str, dict[str, Cell]]]:
    if not spec.record_classes:
        for record in spec.records:
            yield record.pcode, dict(zip(spec.record_fields, _numbers(record), strict=True))
        return
    counted: dict[str, Counter[str]] = {}
    for record in spec.records:
        counted.setdefault(record.pcode, Counter())[record.key] += record.count
    for pcode, counts in counted.items():
        yield pcode, {"count": counts.total(), **{count_name(key): counts[key] for key, _ in spec.record_classes}}


def _numbers(record: Record) -> list[Cell]:
    return [_number(text) if text.replace(".", "", 1).isdecimal() else text for text in record.details]


def _number(text: str) -> int | float:
    return int(text) if text.isdecimal() else float(text)


def _row(names: list[str], cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: cells.get(name) for name in names}
