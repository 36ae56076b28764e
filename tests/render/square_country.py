"""A country of square communes and a page about it, small enough to reckon by hand."""

from dataclasses import replace
from typing import Any

import shapely

from annexmaps.spec import Area, AreaLayer, Base, Legend, LegendLine, MapSpec, Page, Symbol, Unit

PROJECTION = "+proj=laea +lat_0=15 +lon_0=0 +datum=WGS84 +units=m +no_defs"
LEVELS = {"high": "#9b0f26", "middle": "#fdc96b", "low": "#fff3c0"}
SIDE = 4  # communes on a side, one degree each


def square_base() -> Base:
    """Return 4 × 4 communes of one degree from 2° W, 13° N; cercles are columns, régions halves."""
    cells = {(x, y): shapely.box(x - 2, y + 13, x - 1, y + 14) for x in range(SIDE) for y in range(SIDE)}
    communes = tuple(Unit(f"C{x}{y}", f"Commune {x}{y}", shape) for (x, y), shape in cells.items())
    columns = [shapely.union_all([cells[x, y] for y in range(SIDE)]) for x in range(SIDE)]
    halves = [shapely.union_all(columns[:2]), shapely.union_all(columns[2:])]
    return Base(
        name="squares",
        communes=communes,
        cercles=tuple(Unit(f"B{x}", f"Cercle {x}", shape) for x, shape in enumerate(columns)),
        regions=tuple(Unit(f"A{x}", f"Région {x}", shape) for x, shape in enumerate(halves)),
        country=Unit("XX", "Pays", shapely.union_all(halves)),
        projection=PROJECTION,
    )


def square_page(**changes: Any) -> Page:
    """Return the words of a page, some of them changed."""
    page = Page(
        title="Annexe 9 – Carte d’essai (Novembre 2021)",
        subtitle="Pays · 16 communes · 6 039 lignes",
        sharing="Partenaires",
        notes=("Pas de rapport ne veut pas dire pas de risque.",),
        sources="Sources : carrés.",
        dates="Novembre 2021",
        disclaimer="Les limites n’impliquent aucune reconnaissance.",
        projection="LAEA, WGS 84",
        producer="Cluster",
        version="annexmaps 0",
        words={"north": "N", "scale": "à A4", "others": "+ {count} autres", "list": "Liste"},
    )
    return replace(page, **changes)


def square_spec(**changes: Any) -> MapSpec:
    """Return a map of the squares in three levels, some of its fields changed."""
    symbols = {key: Symbol("area", fill) for key, fill in LEVELS.items()}
    base = square_base()
    areas = tuple(Area(unit.pcode, list(LEVELS)[n % 3]) for n, unit in enumerate(base.communes))
    lines = tuple(LegendLine(key, key, symbol, "5") for key, symbol in symbols.items())
    spec = MapSpec(
        product="9",
        slug="essai",
        month="2021-11",
        edition="partners",
        lang="fr",
        base=base,
        page=square_page(),
        legends=(Legend("Niveau", lines),),
        area_layers=(AreaLayer(3, areas, symbols),),
    )
    return replace(spec, **changes)
