"""The gazetteer: every unit of a boundary set under each of its names, inside its parents."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from annexmaps.contract import rows_of
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.files_of_project import boundaries_folder
from annexmaps.vocabulary.folding import fold

COUNTRY, REGION, CERCLE, COMMUNE = 0, 1, 2, 3
CODE_LIST_COUNTRY = "MLI"  # the country of the project's own code list and aliases


@dataclass(frozen=True)
class Place:
    """A unit of the month's frame; the P-codes of levels it does not reach are empty."""

    admin_level: int
    pcode: str  # empty for a commune without polygon
    name: str
    region_pcode: str = ""
    cercle_pcode: str = ""
    commune_pcode: str = ""
    older_parents: frozenset[str] = frozenset()  # P-codes that held it in other frames
    older_pcodes: frozenset[str] = frozenset()  # its own P-codes in other frames
    alias: bool = False  # found under another spelling than its own

    def is_inside(self, parent: "Place") -> bool:
        """Tell whether the place is in `parent` in the month's frame or was in another frame."""
        own = {self.region_pcode, self.cercle_pcode, self.commune_pcode} | self.older_parents
        return parent.admin_level == COUNTRY or not own.isdisjoint(parent.older_pcodes | {parent.pcode})


@dataclass(frozen=True)
class Gazetteer:
    """Places by P-code and by folded name."""

    by_pcode: dict[str, Place]
    names: dict[tuple[int, str], tuple[Place, ...]]  # (admin level, folded name)

    def find(self, admin_level: int, name: str, *, inside: Iterable[Place] = ()) -> tuple[Place, ...]:
        """Return the places of `admin_level` called `name` that lie in every place of `inside`."""
        found = self.names.get((admin_level, _fold_name(name)), ())
        parents = tuple(inside)
        return tuple(place for place in found if all(place.is_inside(parent) for parent in parents))

    @cached_property
    def pcode_length(self) -> dict[int, int]:
        """The usual length of a P-code at each level, for repairs."""
        lengths: dict[int, int] = {}
        for place in self.by_pcode.values():
            lengths[place.admin_level] = max(lengths.get(place.admin_level, 0), len(place.pcode))
        return lengths


def make_gazetteer(boundaries: Boundaries) -> Gazetteer:
    """Return the gazetteer of `boundaries`, with the project's aliases where they are for the same country."""
    crosswalk = _read_crosswalk() if boundaries.country == CODE_LIST_COUNTRY else _Crosswalk({}, {})
    names: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place in _units(boundaries, crosswalk):
        names[place.admin_level, _fold_name(place.name)].append(place)
    by_pcode = {place.pcode: place for found in names.values() for place in found if place.pcode}
    if boundaries.country == CODE_LIST_COUNTRY:
        for level, spelling, place in _aliases(by_pcode):
            if place.pcode not in {other.pcode for other in names[level, spelling]}:
                names[level, spelling].append(place)
    return Gazetteer(by_pcode, {key: tuple(found) for key, found in names.items() if found})


@dataclass(frozen=True)
class _Crosswalk:
    """What units were in other frames: the P-codes of their parents, and their own by level and folded name."""

    parents: dict[str, frozenset[str]]
    own: dict[tuple[int, str], frozenset[str]]

    def place(self, level: int, pcode: str, name: str, *parents: str) -> Place:
        """Return the place of a unit, with what it was in other frames."""
        region, cercle, commune = (*parents, pcode, "", "")[:3]
        older = self.own.get((level, _fold_name(name)), frozenset()) if level < COMMUNE else frozenset()
        return Place(level, pcode, name, region, cercle, commune, self.parents.get(pcode, frozenset()), older)


def _units(boundaries: Boundaries, crosswalk: _Crosswalk) -> Iterator[Place]:
    for unit in boundaries.regions.itertuples():
        yield crosswalk.place(REGION, unit.pcode, unit.name)
    for unit in boundaries.cercles.itertuples():
        yield crosswalk.place(CERCLE, unit.pcode, unit.name, unit.region_pcode)
    for unit in boundaries.communes.itertuples():
        yield crosswalk.place(COMMUNE, unit.pcode, unit.name, unit.region_pcode, unit.cercle_pcode)
    for commune in rows_of(boundaries.without_polygon):
        # without a P-code of its own, it is known in other frames by its name
        name, parents = commune["name"], crosswalk.parents.get(_fold_name(commune["name"]), frozenset())
        yield Place(COMMUNE, "", name, commune["region_pcode"], commune["cercle_pcode"], older_parents=parents)


def _read_crosswalk() -> _Crosswalk:
    parents: dict[str, set[str]] = defaultdict(set)
    for commune in _records("communes.csv"):
        regions = {value for name, value in commune.items() if name.startswith("region_pcode_")}
        cercles = {value for name, value in commune.items() if name.startswith("cercle_pcode_")}
        for pcode in (commune["pcode"] or _fold_name(commune["name"]), *cercles):
            parents[pcode] |= (regions | cercles) - {"", pcode}
    own: dict[tuple[int, str], set[str]] = defaultdict(set)
    for unit in _records("units.csv"):
        own[int(unit["admin_level"]), _fold_name(unit["name"])] |= {unit["pcode"]} - {""}
    return _Crosswalk(
        {key: frozenset(found) for key, found in parents.items()}, {key: frozenset(found) for key, found in own.items()}
    )


def _aliases(by_pcode: dict[str, Place]) -> Iterator[tuple[int, str, Place]]:
    for line in _records("aliases.csv"):
        place = by_pcode.get(line["pcode"])
        if place is not None:
            yield int(line["admin_level"]), _fold_name(line["spelling"]), replace(place, alias=True)


def _records(file_name: str) -> list[dict[str, str]]:
    with (boundaries_folder() / file_name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


_FORMS = (
    "commune rurale de ",
    "commune urbaine de ",
    "commune de ",
    "commune d ",
    "cercle de ",
    "cercle d ",
    "region de ",
    "region d ",
)


def _fold_name(name: str) -> str:
    folded = fold(name)
    for form in _FORMS:
        if folded.startswith(form):
            return folded.removeprefix(form).replace(" ", "")
    # "N'Dodjiga", "N Dodjiga" and "Ndodjiga" are one name
    return folded.replace(" ", "")
