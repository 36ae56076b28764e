"""The real boundaries, where they are at hand: the lint, the colour of every commune's dots, the scale bar; nothing is kept here."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyproj
import pytest
from pixel_probe import classes_seen, legend_colours

from annexmaps import read_month
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.inventory import Inventory
from annexmaps.lint import errors_of, lint_page
from annexmaps.places.located import LocatedMonth
from annexmaps.production.atlas import asked_unit
from annexmaps.production.composing import Composer
from annexmaps.products import all_products
from annexmaps.render.static import draw_page
from annexmaps.spec import MapSpec
from annexmaps.theme import PAGE_SIZES

COD_AB = Path(__file__).parents[2].parent / "shared" / "data" / "boundaries" / "mli_codab_20190802_adm3.geojson"
PAGES = {
    f"{page.annex}{page.variant}": page for product in all_products() if product.kind == "map" for page in product.pages
}
# at 1 : 10 500 000 these have no dot of their own between border, number and sign
MOST_WITHOUT_A_DOT = 60
MOST_ZOOMED = 5  # of these, towns under their own number and dot even on the page of their région
real = pytest.mark.skipif(not COD_AB.exists(), reason="the real boundaries are not beside this checkout")


def composer_of(month: LocatedMonth) -> Composer:
    return Composer(release(month, edition_rules("partners", Config().disclosure)), Config(), "fr")


def map_of(composer: Composer, page: str, unit: str = "") -> MapSpec:
    spec = composer.compose(PAGES[page], asked_unit(unit, PAGES[page], composer) if unit else None)
    assert isinstance(spec, MapSpec)
    return spec


def zoomed(spec: MapSpec, bounds: tuple[float, float, float, float]) -> MapSpec:
    """Return the page `spec` of a unit of an atlas with `bounds`, degrees, in its frame."""
    assert spec.unit is not None
    return replace(spec, unit=replace(spec.unit, bounds=bounds))


@pytest.fixture(scope="module")
def on_cod_ab(sample_folder: Path) -> Composer:
    return composer_of(read_month(sample_folder / "2021-11", boundaries=COD_AB))


def states_in_table(composer: Composer) -> dict[str, str]:
    """The state of each commune as the released tables have it, read without the product's help."""
    tables, communes = composer.release.tables, composer.release.boundaries.communes["pcode"]
    risk, coverage = tables["risk_index"], tables["coverage"]
    names = {"couvert": "no_report", "suspendu": "suspended", "non_couvert": "not_covered"}
    order = pd.Categorical(coverage["status"], categories=["couvert", "suspendu", "non_couvert"], ordered=True)
    covered = coverage.assign(order=order).sort_values("order", kind="stable").drop_duplicates("commune_pcode")
    states = dict.fromkeys(communes, "not_covered")
    states |= dict(zip(covered["commune_pcode"], covered["status"].map(names), strict=True))
    states |= dict(zip(risk["commune_pcode"], risk["level"], strict=True))
    return {pcode: states[pcode] for pcode in communes}


@real
@pytest.mark.parametrize("page", PAGES)
def test_the_map_passes_the_lint_on_real_boundaries(on_cod_ab: Composer, page: str) -> None:
    found = lint_page(draw_page(map_of(on_cod_ab, page)).inventory())
    assert [finding.sentence("fr") for finding in errors_of(found)] == []


@real
def test_each_of_the_701_communes_has_the_colour_of_its_state(on_cod_ab: Composer) -> None:
    states = states_in_table(on_cod_ab)
    country = map_of(on_cod_ab, "3")
    fills = {key: fill for key, fill in legend_colours(country).items() if key in set(states.values())}
    seen = classes_seen(country, fills)
    assert {pcode: key for pcode, key in seen.items() if key != states[pcode]} == {}
    assert len(seen) >= len(states) - MOST_WITHOUT_A_DOT
    # those smaller than a dot are proved on the page of their région, the last ones on a page zoomed in on them
    communes = on_cod_ab.release.boundaries.communes.set_index("pcode")
    left = communes.loc[[pcode for pcode in states if pcode not in seen]]
    for region, own in left.groupby("region_pcode"):
        seen |= classes_seen(map_of(on_cod_ab, "3", str(region)), fills, only=own.index)
    last = left.loc[[pcode for pcode in left.index if pcode not in seen]]
    for pcode, cercle, shape in zip(last.index, last["cercle_pcode"], last.geometry, strict=True):
        seen |= classes_seen(zoomed(map_of(on_cod_ab, "3", cercle), shape.bounds), fills, only=[pcode])
    assert len(last) <= MOST_ZOOMED
    assert seen == states
    assert len(seen) == 701


def kilometres_of(bar: float, page: Inventory, where: str) -> float:
    """The geodesic, km, that `bar` mm span through the centre of the frame `where`, east to west."""
    frame = next(frame for frame in page.frames if frame.where == where)
    ground = pyproj.Transformer.from_crs(page.projection, "EPSG:4326", always_xy=True)
    (x, y), half = frame.centre, bar / 2 * frame.metres
    _, _, metres = pyproj.Geod(ellps="WGS84").inv(*ground.transform(x - half, y), *ground.transform(x + half, y))
    return float(metres) / 1000


def off_by(page: Inventory) -> list[float]:
    """By which share each scale bar of `page` is off the geodesic at its frame's centre."""
    shares = []
    for where, stands in (("main", ""), ("inset", "inset")):
        bars = [shape.extent for shape in page.shapes_of("scalebar") if shape.where == stands]
        (said,) = (text.text for text in page.of_part("scalebar") if text.where == stands and "km" in text.text)
        length = float(re.sub(r"[^\d,]", "", said).replace(",", "."))
        width = max(bar[2] for bar in bars) - min(bar[0] for bar in bars)
        shares.append(kilometres_of(width, page, where) / length - 1)
    return shares


def pages_with_bars(month: LocatedMonth | Composer) -> list[float]:
    composer = month if isinstance(month, Composer) else composer_of(month)
    spec = map_of(composer, "1")
    sizes = (PAGE_SIZES["a4"], PAGE_SIZES["a3-portrait"])
    pages = [draw_page(replace(spec, theme=replace(spec.theme, page=size))).inventory() for size in sizes]
    return [share for page in pages for share in off_by(page)]


def test_the_scale_bars_are_geodesics_within_one_per_cent_on_schematic_boundaries(november: LocatedMonth) -> None:
    assert pages_with_bars(november) == pytest.approx([0.0] * 4, abs=0.01)


@real
def test_the_scale_bars_are_geodesics_within_one_per_cent_on_real_boundaries(on_cod_ab: Composer) -> None:
    assert pages_with_bars(on_cod_ab) == pytest.approx([0.0] * 4, abs=0.01)
