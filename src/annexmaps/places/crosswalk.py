"""The crosswalk: what the units of the code list were in other frames, their other names, and what old P-codes became."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from annexmaps.places.spelling import fold_name
from annexmaps.sources.files_of_project import boundaries_folder

_COMMUNE = 3  # admin level


@dataclass(frozen=True)
class Crosswalk:
    """Facts of the code list that hold whatever the frame; a unit without P-code goes by its frame and name."""

    parents: Mapping[str, frozenset[str]] = field(default_factory=dict)  # P-codes that held a unit, in any frame
    own: Mapping[tuple[int, str], frozenset[str]] = field(default_factory=dict)  # P-codes of a (level, folded name)
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)  # unit: communes that it held, in any frame
    units: tuple[tuple[int, str, str], ...] = ()  # (level, name, code) of every frame
    aliases: tuple[tuple[int, str, str], ...] = ()  # (level, spelling, P-code)

    def became(self, by_pcode: Mapping[str, Any]) -> dict[str, Any]:
        """Return for each unit that is not of this frame the smallest place of `by_pcode` that holds all it held."""
        contents: dict[str, set[str]] = defaultdict(set)
        for place in by_pcode.values():
            if place.admin_level == _COMMUNE:
                for pcode in {place.region_pcode, place.cercle_pcode, place.pcode} - {""}:
                    contents[pcode].add(place.pcode)
        places = sorted(by_pcode.values(), key=lambda place: (-place.admin_level, place.pcode))
        found = {}
        for unit in sorted(self.held.keys() - by_pcode.keys()):
            holders = (place for place in places if _holds(place, contents[place.pcode], self.held[unit]))
            if (smallest := next(holders, None)) is not None:
                found[unit] = smallest
        return found

    def names_of_other_frames(self, names: Mapping[tuple[int, str], object]) -> Iterator[tuple[int, str, str]]:
        """Yield (level, name, code) of the units of other frames whose names no unit of the same level has in `names`."""
        known = {key for key, places in names.items() if places}
        for level, name, code in self.units:
            if (level, fold_name(name)) not in known:
                yield level, name, code


NO_CROSSWALK = Crosswalk()


@cache
def read_crosswalk() -> Crosswalk:
    """Return the crosswalk of the project's code list."""
    communes, units = _records("communes.csv"), _records("units.csv")
    parents: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for commune in communes:
        key = commune["pcode"] or fold_name(commune["name"])
        coded = {value for name, value in commune.items() if name.startswith(("region_pcode_", "cercle_pcode_"))}
        for pcode in (key, *(commune[name] for name in commune if name.startswith("cercle_pcode_"))):
            parents[pcode] |= coded - {"", pcode}
        for holder in (coded - {""}) | _uncoded_parents(commune):
            held[holder].add(key)
    own: dict[tuple[int, str], set[str]] = defaultdict(set)
    for unit in units:
        own[int(unit["admin_level"]), fold_name(unit["name"])] |= {unit["pcode"]} - {""}
    return Crosswalk(
        {key: frozenset(found) for key, found in parents.items()},
        {key: frozenset(found) for key, found in own.items()},
        {key: frozenset(found) for key, found in held.items()},
        tuple(dict.fromkeys((int(unit["admin_level"]), unit["name"], _code(unit)) for unit in units)),
        tuple((int(line["admin_level"]), line["spelling"], line["pcode"]) for line in _records("aliases.csv")),
    )


def _holds(place: Any, contents: set[str], communes: frozenset[str]) -> bool:
    # a commune without P-code is in no list of contents; it goes with the others, but not into a single commune
    coded = {commune for commune in communes if not commune.islower()}
    return bool(coded) and coded <= contents and (place.admin_level < _COMMUNE or coded == communes)


def _uncoded_parents(commune: Mapping[str, str]) -> set[str]:
    frames = [name.removeprefix("region_") for name in commune if name.startswith("region_") and "pcode" not in name]
    return {f"{frame} {commune[f'region_{frame}']}" for frame in frames}


def _code(unit: Mapping[str, str]) -> str:
    return unit["pcode"] or f"{unit['frame']} {unit['name']}"


def _records(file_name: str) -> list[dict[str, str]]:
    with (boundaries_folder() / file_name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
