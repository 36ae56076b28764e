"""Storing a provider's tiles as a GeoTIFF: only where terms allow, whole or not at all, taken up where it ended."""

import sys
from pathlib import Path

import numpy as np
import pytest
import xyzservices
from rasterio.warp import transform_bounds

from annexmaps.errors import InputError, UsageError
from annexmaps.production.basemap import choose_basemap, lay_basemap, open_basemap
from annexmaps.production.basemap_file import store_basemap
from annexmaps.sources import tile_fetching
from annexmaps.sources.gdal_rasters import load_rasterio
from annexmaps.sources.tile_cache import TileCache
from annexmaps.sources.tile_fetching import TileLimits
from annexmaps.sources.tile_providers import allowed_providers, find_provider, refused_families, terms_of

sys.path.append(str(Path(__file__).parents[1] / "sources"))
from tile_site import answer_404, answer_right, tile_site

COUNTRY = (-12.0, 10.0, 4.0, 25.0)
QUICK = TileLimits(wait=0.5, total=5, tries=2, tiles=60)


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(tile_fetching, "_PAUSE", 0.01)


@pytest.fixture
def stored(tmp_path):
    def store(site, **options):
        cache = TileCache(tmp_path / "tiles")
        return store_basemap(site.provider, COUNTRY, tmp_path / "out" / "g.tif", cache=cache, limits=QUICK, **options)

    return store


def test_the_stored_file_has_the_tiles_where_they_belong(stored) -> None:
    with tile_site() as site:
        report = stored(site, zoom=5)
    with load_rasterio().open(report.file) as raster:
        assert (raster.crs.to_epsg(), raster.count, raster.tags()["TIFFTAG_COPYRIGHT"]) == (3857, 3, "Essai local")
        assert raster.read(1).min() == raster.read(1).max() == 90
        west, south, east, north = transform_bounds(raster.crs, "EPSG:4326", *raster.bounds)
    assert west < COUNTRY[0] < COUNTRY[2] < east
    assert south < COUNTRY[1] < COUNTRY[3] < north


def test_the_stored_file_is_a_basemap_with_its_attribution(stored, november) -> None:
    from annexmaps import specify

    with tile_site() as site:
        report = stored(site)
    laid = lay_basemap(specify(november, annex="2", lang="en"), open_basemap(choose_basemap(report.file), COUNTRY), [])
    assert laid.page.sources.endswith("Basemap: Essai local.")


def test_an_attempt_that_failed_leaves_no_file_and_is_taken_up_where_it_ended(stored, tmp_path) -> None:
    def tire(handler, site):
        (answer_right if len(site.asked) <= 4 else answer_404)(handler, site)

    with tile_site(tire) as site:
        with pytest.raises(InputError):
            stored(site, zoom=5)
        left = [path.name for path in (tmp_path / "out").iterdir()]
        kept = sum(path.is_file() for path in (tmp_path / "tiles").rglob("*"))
        site.behave, before = answer_right, len(site.asked)
        report = stored(site, zoom=5)
        assert (left, kept > 0, len(site.asked) - before) == ([], True, report.tiles - kept)


def test_too_fine_a_zoom_is_refused_before_it_is_begun(stored) -> None:
    with tile_site() as site, pytest.raises(InputError) as refused:
        stored(site, zoom=8)
    assert (refused.value.key, site.asked) == ("basemap.too_many_tiles", [])


def test_a_zoom_that_the_provider_lacks_is_refused(stored) -> None:
    with tile_site() as site, pytest.raises(UsageError) as refused:
        stored(site, zoom=15)
    assert refused.value.key == "basemap.zoom"


@pytest.mark.parametrize(
    "name", ["OpenStreetMap.Mapnik", "OpenStreetMap.HOT", "OpenTopoMap", "Esri.WorldImagery", "CyclOSM"]
)
def test_providers_whose_terms_forbid_it_are_not_stored(name: str, tmp_path) -> None:
    with pytest.raises(UsageError) as refused:
        store_basemap(find_provider(name), COUNTRY, tmp_path / "g.tif")
    assert (refused.value.key, list(tmp_path.iterdir())) == ("basemap.terms", [])


@pytest.mark.parametrize(
    "url",
    [
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "https://mt1.google.com/vt/lyrs=s&x={x}&y={y}&z={z}",
        "https://server.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}",
        "https://a.basemaps.cartocdn.com/light_all/{z}/{x}/{y}.png",
    ],
)
def test_their_addresses_are_not_stored_either(url: str) -> None:
    assert terms_of(find_provider(url, source="x")).may_store is False


def test_a_provider_that_the_list_does_not_know_is_not_stored() -> None:
    assert terms_of(find_provider("BasemapAT.grau")).reason == "unknown"


def test_one_s_own_server_may_be_stored() -> None:
    assert terms_of(find_provider("https://tiles.example/{z}/{x}/{y}.png", source="Us")).may_store is True


def test_every_allowed_provider_exists_without_a_key_and_every_verdict_has_its_source() -> None:
    for name in allowed_providers():
        assert terms_of(find_provider(name)).may_store is True
    families = {name.split(".")[0] for name in xyzservices.providers.flatten()}
    unknown_to_the_list = {"Google", "Bing"}  # refused by their hosts
    assert set(refused_families()) - families == unknown_to_the_list
    assert all(terms.source.startswith("https://") for terms in refused_families().values())


def test_dots_that_are_stored_are_those_that_were_sent(stored) -> None:
    with tile_site() as site:
        report = stored(site, zoom=4)
    with load_rasterio().open(report.file) as raster:
        assert np.unique(raster.read().reshape(3, -1), axis=1).ravel().tolist() == [90, 140, 60]
