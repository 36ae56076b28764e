"""What lies under every map of a country, and its one projection."""

from functools import lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.boundary_context import context
from annexmaps.spec import Base, Origin, Unit
from annexmaps.words import Words

_MOST_KEPT = 8  # bases: one for each boundary set, frame and language in use


@lru_cache(maxsize=_MOST_KEPT)
def make_base(boundaries: Boundaries, words: Words) -> Base:
    """Return the units, neighbours and water under the maps of `boundaries`, named in the language of `words`."""
    around = context(boundaries)
    units = {
        level: tuple(
            Unit(unit.pcode, unit.name, unit.geometry, getattr(unit, parent, "")) for unit in table.itertuples()
        )
        for level, table, parent in (
            (1, boundaries.regions, ""),
            (2, boundaries.cercles, "region_pcode"),
            (3, boundaries.communes, "cercle_pcode"),
        )
    }
    country = _union([unit.geometry for unit in units[1]])
    french = words.lang == "fr"
    named = {
        kind: tuple(
            Unit("", name_fr if french else name_en, shape) for name_fr, name_en, shape in getattr(around, kind)
        )
        for kind in ("neighbours", "rivers", "lakes")
    }
    return Base(
        name=boundaries.name,
        communes=units[3],
        cercles=units[2],
        regions=units[1],
        country=Unit("", boundaries.country_name, country),
        projection=projection_of(country),
        origin=_origin(boundaries, words),
        **named,
    )


def _origin(boundaries: Boundaries, words: Words) -> Origin:
    return Origin(
        title=boundaries.title_in(words.lang),
        frame=boundaries.frame,
        own_frame=boundaries.own_frame,
        date=boundaries.date,
        source=boundaries.source_in(words.lang),
        licence=boundaries.licence_in(words.lang) or words("map.no_licence"),
        schematic=boundaries.schematic,
        notes=boundaries.note_sentences(words.lang),
    )


def _union(shapes: list[BaseGeometry]) -> BaseGeometry:
    # a union of a sound coverage is exact and quick; other sets are united the slow way
    return shapely.coverage_union_all(shapes) if shapely.coverage_is_valid(shapes) else shapely.union_all(shapes)


def projection_of(country: BaseGeometry) -> str:
    """Return a PROJ string, metres: Lambert azimuthal equal-area on the country's middle, rounded to half a degree.

    One projection for all annexes of a country; equal areas, so that fills compare. Mali spans 16.5° of longitude, too wide for UTM.
    """
    west, south, east, north = country.bounds
    longitude, latitude = round(west + east) / 2, round(south + north) / 2
    return f"+proj=laea +lat_0={latitude:g} +lon_0={longitude:g} +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs"
