"""The names on a map: régions, cercles, towns, neighbours and rivers, ranked; the renderer finds their place."""

from collections.abc import Collection, Sequence

from shapely import Point
from shapely.geometry.base import BaseGeometry

from annexmaps.products.product import centres
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.boundary_context import context
from annexmaps.spec import Label
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words

RANK_REGION, RANK_COUNTRY, RANK_TOWN, RANK_RIVER, RANK_CERCLE, RANK_COMMUNE = 0, 10, 20, 40, 50, 60


def map_labels(boundaries: Boundaries, words: Words, *, said: Sequence[str] = ()) -> tuple[Label, ...]:
    """Return the names of `boundaries` and its surroundings, most important first; cercles in `said` are named by other means."""
    around = context(boundaries)
    at = {**centres(boundaries, admin_level=1), **centres(boundaries, admin_level=2)}
    # a town, or a région, of the same name says it already
    known = {fold(name) for name in (*(town[0] for town in around.towns), *boundaries.regions["name"], *said)}
    regions = [Label(unit.name, *at[unit.pcode], "region", RANK_REGION) for unit in boundaries.regions.itertuples()]
    cercles = [
        Label(unit.name, *at[unit.pcode], "cercle", RANK_CERCLE)
        for unit in boundaries.cercles.itertuples()
        if fold(unit.name) not in known
    ]
    towns = [
        Label(name, longitude, latitude, "town", RANK_TOWN + rank) for name, longitude, latitude, rank in around.towns
    ]
    french = words.lang == "fr"
    lands = [
        _inside(name_fr if french else name_en, shape, "country", RANK_COUNTRY)
        for name_fr, name_en, shape in around.neighbours
    ]
    rivers = [
        _inside(name_fr if french else name_en, shape, "river", RANK_RIVER)
        for name_fr, name_en, shape in around.rivers
        if name_fr
    ]
    return tuple(
        sorted((*regions, *lands, *towns, *rivers, *cercles), key=lambda name: (name.rank, name.text, name.longitude))
    )


def commune_labels(
    boundaries: Boundaries, names: Sequence[Label], *, marked: Collection[str] = ()
) -> tuple[Label, ...]:
    """Return the names of the communes of `boundaries`, those `marked` (P-codes) first, then the largest.

    A commune that a town among `names` already says, inside it, is left out.
    """
    towns = {fold(name.text): Point(name.longitude, name.latitude) for name in names if name.kind == "town"}
    at, far = centres(boundaries, admin_level=3), Point(0, 90)
    unsaid = [
        unit for unit in boundaries.communes.itertuples() if not unit.geometry.covers(towns.get(fold(unit.name), far))
    ]
    unsaid.sort(key=lambda unit: (unit.pcode not in marked, -unit.geometry.area, unit.pcode))
    return tuple(Label(unit.name, *at[unit.pcode], "commune", RANK_COMMUNE + n) for n, unit in enumerate(unsaid))


def _inside(text: str, shape: BaseGeometry, kind: str, rank: int) -> Label:
    point = shape.representative_point()
    return Label(text, round(point.x, 4), round(point.y, 4), kind, rank)
