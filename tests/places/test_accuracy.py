"""How well misspelt names of all communes of Mali are read: none wrong, most without a person, the rest asked."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from random import Random

import pytest
from tests.places.corruptions import CORRUPTIONS

from annexmaps.months import Month
from annexmaps.places.declarations import Declaration
from annexmaps.places.gazetteer import COMMUNE, Gazetteer, Place, make_gazetteer
from annexmaps.places.placing import place_declaration
from annexmaps.sources.boundaries import load_boundaries

LEAST_RESOLVED = 0.75
MOST_FALSE = 0.003


@dataclass(frozen=True)
class Misspelt:
    """A corrupted spelling of a commune, inside its own cercle and région."""

    place: Place
    kind: str
    declared: Declaration


@pytest.fixture(scope="module")
def mali() -> Gazetteer:
    return make_gazetteer(load_boundaries("schematic", month=Month(2021, 11)))


@pytest.fixture(scope="module")
def misspelt(mali: Gazetteer) -> list[Misspelt]:
    return list(misspell_all(mali))


def misspell_all(gazetteer: Gazetteer) -> Iterator[Misspelt]:
    """Every commune in every way; a corruption that is the very name of its neighbour is nobody's misspelling."""
    for pcode, place in sorted(gazetteer.by_pcode.items()):
        if place.admin_level != COMMUNE:
            continue
        region, cercle = gazetteer.by_pcode[place.region_pcode], gazetteer.by_pcode[place.cercle_pcode]
        for kind, corrupt in CORRUPTIONS.items():
            spelling = corrupt(place.name, Random(f"{pcode} {kind}"))  # noqa: S311 a seed, not a secret
            named = gazetteer.find(COMMUNE, spelling, inside=(region, cercle))
            if not named or place.pcode in {other.pcode for other in named}:
                yield Misspelt(place, kind, Declaration(region.name, cercle.name, spelling))


def test_misspelt_communes_are_read_right_or_asked(
    mali: Gazetteer, misspelt: list[Misspelt], capsys: pytest.CaptureFixture[str]
) -> None:
    ends: Counter[str] = Counter()
    by_kind: Counter[str] = Counter()
    for one in misspelt:
        placement = place_declaration(one.declared, mali)
        reached = placement.place.commune_pcode
        end = (
            "right" if reached == one.place.pcode else "wrong" if reached else "asked" if placement.question else "lost"
        )
        ends[end] += 1
        by_kind[one.kind] += end == "right"
    with capsys.disabled():
        print(f"\n{len(misspelt)} misspelt names of 701 communes: {dict(ends)}; right by kind: {dict(by_kind)}")  # noqa: T201
    assert (ends["wrong"], ends["lost"]) == (0, 0)
    assert ends["right"] / len(misspelt) >= LEAST_RESOLVED
    assert len(misspelt) > 0.99 * 701 * len(CORRUPTIONS)


def test_without_the_true_commune_almost_none_is_read_as_another(
    mali: Gazetteer, misspelt: list[Misspelt], capsys: pytest.CaptureFixture[str]
) -> None:
    false: list[Misspelt] = []
    for place, group in groupby(misspelt, key=lambda one: one.place):
        rest = without(place, mali)
        false += [one for one in group if place_declaration(one.declared, rest).place.commune_pcode]
    with capsys.disabled():
        print(f"\n{len(false)} of {len(misspelt)} names of removed communes read as another")  # noqa: T201
    assert len(false) / len(misspelt) <= MOST_FALSE


@pytest.mark.parametrize("level", [1, 2])
def test_misspelt_parents_are_read_right_or_asked(mali: Gazetteer, level: int) -> None:
    wrong, asked, right = [], 0, 0
    for pcode, place in sorted(mali.by_pcode.items()):
        if place.admin_level != level:
            continue
        for kind, corrupt in CORRUPTIONS.items():
            spelling = corrupt(place.name, Random(f"{pcode} {kind}"))  # noqa: S311 a seed, not a secret
            region = mali.by_pcode[place.region_pcode].name if level > 1 else spelling
            placement = place_declaration(Declaration(region, spelling if level > 1 else ""), mali)
            right += placement.place.pcode == pcode
            asked += placement.question is not None
            if placement.question is None and placement.place.pcode != pcode:
                wrong.append((place.name, spelling, placement.place.name))
    assert (wrong, asked > 0, right > asked) == ([], True, True)


def without(place: Place, gazetteer: Gazetteer) -> Gazetteer:
    """The gazetteer with one commune less, under every one of its names."""
    names = {key: tuple(one for one in found if one.pcode != place.pcode) for key, found in gazetteer.names.items()}
    by_pcode = {pcode: one for pcode, one in gazetteer.by_pcode.items() if pcode != place.pcode}
    return Gazetteer(by_pcode, {key: found for key, found in names.items() if found}, gazetteer.became)
