"""The units that an atlas has pages for, and how they are named on them."""

import re

from annexmaps.disclosure.cut import units_with_rows
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.places.gazetteer import CERCLE, REGION
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import PageUnit
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words

DISTRICTS = ("bamako",)  # of the first level, not called a région
_SAID_ALREADY = re.compile(r"(cercle|region|district)\b")
# "d’Ansongo"; but "de Ouagadougou": the first sound is no vowel
_ELIDED = re.compile(r"(?!ou[aeiou])[aeiou]")


def atlas_units(release: ReleasedMonth, *, admin_level: int) -> tuple[tuple[PageUnit, ...], tuple[PageUnit, ...]]:
    """Return the units of `admin_level` (1 région, 2 cercle) that have a page, and those that have none, by région and P-code.

    A unit has a page if it holds a monitored commune, or rows that this edition may tell there: no page is empty, and no row that
    may be told is without one.
    """
    units, told = _units(release.boundaries, admin_level), units_with_rows(release, admin_level=admin_level)
    return tuple(unit for unit in units if unit.pcode in told), tuple(unit for unit in units if unit.pcode not in told)


def find_unit(boundaries: Boundaries, pcode: str) -> PageUnit | None:
    """Return the région or cercle `pcode`, None if there is none."""
    units = (*_units(boundaries, REGION), *_units(boundaries, CERCLE))
    return next((unit for unit in units if unit.pcode == pcode), None)


def unit_label(unit: PageUnit, words: Words) -> str:
    """Return the unit as a title says it: Cercle de Koro, Cercle d’Ansongo, District de Bamako."""
    folded = fold(unit.name)
    if _SAID_ALREADY.match(folded):
        return unit.name
    if unit.admin_level == REGION and folded in DISTRICTS:
        return words("atlas.district", name=unit.name)
    return words(f"atlas.unit_{unit.admin_level}{'_elided' if _ELIDED.match(folded) else ''}", name=unit.name)


def parent_region(boundaries: Boundaries, unit: PageUnit) -> PageUnit | None:
    """Return the région of a cercle, None for a région."""
    if unit.admin_level == REGION:
        return None
    cercles = boundaries.cercles.set_index("pcode")
    return find_unit(boundaries, cercles.loc[unit.pcode, "region_pcode"])


def _units(boundaries: Boundaries, admin_level: int) -> tuple[PageUnit, ...]:
    table = {REGION: boundaries.regions, CERCLE: boundaries.cercles}[admin_level]
    order = ["region_pcode", "pcode"] if admin_level == CERCLE else ["pcode"]
    return tuple(
        PageUnit(unit.pcode, unit.name, admin_level, tuple(round(edge, 5) for edge in unit.geometry.bounds))
        for unit in table.sort_values(order).itertuples()
    )
