"""The gazetteer: every unit of a boundary set under each of its names, inside its parents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from annexmaps.contract import rows_of
from annexmaps.places.crosswalk import NO_CROSSWALK, Crosswalk, read_crosswalk
from annexmaps.places.spelling import affixes, fold_name, telling_words
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.boundary_frames import COUNTRY as CODE_LIST_COUNTRY

COUNTRY, REGION, CERCLE, COMMUNE = 0, 1, 2, 3
_MOST_KEPT = 8  # gazetteers: one for each boundary set and frame that is in use


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
    alias: str = ""  # the spelling it was found under, where that is not its own

    @property
    def spelling(self) -> str:
        """The spelling it was found under."""
        return self.alias or self.name

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from other places: its P-code, or its name and cercle where it has none."""
        return (self.pcode, "", "") if self.pcode else ("", self.name, self.cercle_pcode)

    @property
    def held_by(self) -> frozenset[str]:
        """P-codes of itself and of the units that hold it, or held it in other frames."""
        return frozenset({self.region_pcode, self.cercle_pcode, self.commune_pcode} - {""}) | self.older_parents

    def is_inside(self, parent: "Place") -> bool:
        """Tell whether the place is in `parent` in the month's frame or was in another frame."""
        return parent.admin_level == COUNTRY or not self.held_by.isdisjoint(parent.older_pcodes | {parent.pcode})


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places by P-code and by folded name."""

    by_pcode: dict[str, Place]
    names: dict[tuple[int, str], tuple[Place, ...]]  # (admin level, folded name)
    became: dict[str, Place] = field(
        default_factory=dict
    )  # P-codes of other frames: the smallest unit that holds it all
    country: str = ""  # ISO 3166-1 alpha-3
    version: str = ""  # of the boundaries: name, frame and the start of the file's SHA-256

    def find(self, admin_level: int, name: str, *, inside: Iterable[Place] = ()) -> tuple[Place, ...]:
        """Return the places of `admin_level` called `name` that lie in every place of `inside`."""
        found = self.names.get((admin_level, fold_name(name)), ())
        parents = tuple(inside)
        return tuple(place for place in found if all(place.is_inside(parent) for parent in parents))

    def spellings(self, admin_level: int, *, inside: Iterable[Place] = ()) -> list[tuple[str, Place]]:
        """Return every (folded name, place) of `admin_level` that lies in all of `inside`."""
        parents = sorted(inside, key=lambda parent: parent.admin_level)
        if not parents or parents[-1].admin_level == COUNTRY:
            return self._by_holder[admin_level, ""]
        held = [
            entry
            for pcode in sorted(parents[-1].older_pcodes | {parents[-1].pcode})
            for entry in self._by_holder.get((admin_level, pcode), ())
        ]
        return [entry for entry in dict.fromkeys(held) if all(entry[1].is_inside(parent) for parent in parents[:-1])]

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels that have units in this country, the largest units first."""
        return tuple(sorted({place.admin_level for place in self.by_pcode.values()}))

    @cached_property
    def pcode_lengths(self) -> frozenset[int]:
        """The lengths that P-codes have, for repairs."""
        return frozenset(map(len, self._coded))

    @cached_property
    def pcode_prefix(self) -> str:
        """The letters that most P-codes begin with: ML."""
        letters = Counter(pcode.rstrip("0123456789") for pcode in self._coded)
        return min(letters, key=lambda one: (-letters[one], one), default="")

    @cached_property
    def _coded(self) -> tuple[str, ...]:
        # the régions of a frame without P-codes go by their names
        return tuple(pcode for pcode in self.by_pcode if any(map(str.isdigit, pcode)))

    def telling_words(self, admin_level: int) -> frozenset[str]:
        """Return the words that alone tell two official names of `admin_level` apart."""
        return self._telling_words[admin_level]

    def affixes(self, admin_level: int) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return the (prefix, suffix) by which an official name of `admin_level` prolongs another, by folded name."""
        return self._affixes[admin_level]

    @cached_property
    def _telling_words(self) -> dict[int, frozenset[str]]:
        return {level: telling_words(self._official(level)) for level in (REGION, CERCLE, COMMUNE)}

    @cached_property
    def _affixes(self) -> dict[int, dict[str, tuple[tuple[str, str], ...]]]:
        return {level: affixes(map(fold_name, self._official(level))) for level in (REGION, CERCLE, COMMUNE)}

    def _official(self, admin_level: int) -> list[str]:
        return [place.name for _, place in self.spellings(admin_level)]

    @cached_property
    def _by_holder(self) -> dict[tuple[int, str], list[tuple[str, Place]]]:
        index: dict[tuple[int, str], list[tuple[str, Place]]] = {(level, ""): [] for level in (REGION, CERCLE, COMMUNE)}
        for (level, folded), found in sorted(self.names.items(), key=lambda item: item[0]):
            for place in found:
                for pcode in ("", *sorted(place.held_by)):
                    index.setdefault((level, pcode), []).append((folded, place))
        return index


def gazetteer_version(boundaries: Boundaries) -> str:
    """Return what a person's decision holds for: the boundary set, its frame and its file."""
    return f"{boundaries.name} {boundaries.frame or '–'} {boundaries.sha256[:8]}"


@lru_cache(maxsize=_MOST_KEPT)
def make_gazetteer(boundaries: Boundaries) -> Gazetteer:
    """Return the gazetteer of `boundaries`, with the project's aliases where they are for the same country."""
    crosswalk = read_crosswalk() if boundaries.country == CODE_LIST_COUNTRY else NO_CROSSWALK
    places = _units(boundaries, crosswalk)
    by_pcode = {place.pcode: place for place in places if place.pcode}
    names: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for place in places:
        names[place.admin_level, fold_name(place.name)].append(place)
    became = crosswalk.became(by_pcode)
    for level, spelling, pcode in [*crosswalk.aliases, *crosswalk.names_of_other_frames(names)]:
        target = by_pcode.get(pcode) or became.get(pcode)
        known = names[level, fold_name(spelling)]
        if target and target.pcode not in {place.pcode for place in known}:
            known.append(replace(target, alias=spelling))
    found = {key: tuple(places) for key, places in names.items() if places}
    return Gazetteer(by_pcode, found, became, boundaries.country, gazetteer_version(boundaries))


def _units(boundaries: Boundaries, crosswalk: Crosswalk) -> list[Place]:
    """Return the régions, cercles and communes; a unit whose code is empty (a level that the country lacks) is none."""
    units: list[tuple[Any, ...]] = [(REGION, unit["pcode"], unit["name"]) for unit in rows_of(boundaries.regions)]
    units += [(CERCLE, unit["pcode"], unit["name"], unit["region_pcode"]) for unit in rows_of(boundaries.cercles)]
    units += [
        (COMMUNE, unit["pcode"], unit["name"], unit["region_pcode"], unit["cercle_pcode"])
        for unit in rows_of(boundaries.communes)
    ]
    places = [_place(*unit, crosswalk=crosswalk) for unit in units if unit[1]]
    for commune in rows_of(boundaries.without_polygon):
        # without a P-code of its own, it is known in other frames by its name
        parents = crosswalk.parents.get(fold_name(commune["name"]), frozenset())
        codes = (commune["region_pcode"], commune["cercle_pcode"])
        places.append(Place(COMMUNE, "", commune["name"], *codes, older_parents=parents))
    return places


def _place(level: int, pcode: str, name: str, *parents: str, crosswalk: Crosswalk) -> Place:
    region, cercle, commune = (*parents, pcode, "", "")[:3]
    older = crosswalk.own.get((level, fold_name(name)), frozenset()) if level < COMMUNE else frozenset()
    return Place(level, pcode, name, region, cercle, commune, crosswalk.parents.get(pcode, frozenset()), older)
