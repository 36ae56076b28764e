"""A map over a basemap: where it lies, what it leaves exact, and what the map says when there is none."""

import io
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from rasterio.crs import CRS
from rasterio.transform import from_bounds
from rasterio.warp import reproject

from annexmaps import build, specify
from annexmaps.errors import InputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.basemap import choose_basemap, country_bounds, lay_basemap, open_basemap
from annexmaps.render.formats import RENDERERS
from annexmaps.render.frame import Projection
from annexmaps.render.png import pixels_of
from annexmaps.render.static import draw_figure, draw_page, draw_png
from annexmaps.sources import tile_fetching
from annexmaps.sources.tile_cache import TileCache
from annexmaps.sources.tile_fetching import TileLimits
from annexmaps.spec import MapSpec

sys.path.append(str(Path(__file__).parents[1] / "sources"))
from rasters import write_tif
from tile_site import FAULTS, answer_404, tile_site

QUICK = TileLimits(wait=0.4, total=1.5, tries=2, bytes_of_tile=100_000, tiles=30)
LONGEST = 15.0  # s: a cut-off far beyond the limits, on a busy machine too
WEST, NORTH, STEP = -20.0, 30.0, 0.1
ROWS, COLUMNS = 300, 400  # of a picture of West Africa
RED, BLUE = (200, 40, 40), (40, 40, 200)
BOUNDARY = -4.0  # degrees: red to the west of it, blue to the east


def halves() -> np.ndarray:
    picture = np.empty((3, ROWS, COLUMNS), np.uint8)
    picture[:] = np.array(BLUE)[:, None, None]
    picture[:, :, : round((BOUNDARY - WEST) / STEP)] = np.array(RED)[:, None, None]
    return picture


def write_halves(path: Path, **look: object) -> Path:
    return write_tif(path, halves(), west=WEST, north=NORTH, step=STEP, photometric="RGB", **look)


@pytest.fixture(scope="module")
def alerts(november: LocatedMonth) -> MapSpec:
    """Annex 2: marks only, so that the ground shows."""
    return specify(november, annex="2", lang="en")


def laid_on(spec: MapSpec, path: Path, **options: object) -> MapSpec:
    failures: list[InputError] = []
    opened = open_basemap(choose_basemap(path, **options), (-12.3, 10.1, 4.3, 25.0))
    laid = lay_basemap(spec, opened, failures)
    assert failures == []
    return laid


def warmth_at(spec: MapSpec, *degrees: tuple[float, float]) -> list[int]:
    """How much redder than blue the spec's picture is at each longitude and latitude."""
    picture, (west, _, _, north) = dots_of(spec), spec.basemap[0].extent
    step = (spec.basemap[0].extent[2] - west) / picture.shape[1]
    x, y = Projection(spec.base.projection).forward(*np.array(degrees).T).T
    rows, columns = ((north - y) / step).astype(int), ((x - west) / step).astype(int)
    return [int(dot[0]) - int(dot[2]) for dot in picture[rows, columns]]


def dots_of(spec: MapSpec) -> np.ndarray:
    width, height = spec.basemap[0].size
    return np.frombuffer(spec.basemap[0].dots, np.uint8).reshape(height, width, 4)


def assert_halves(spec: MapSpec) -> None:
    # a quarter of a degree on both sides of the line, in the south, the middle and the north
    red = warmth_at(spec, *((BOUNDARY - 0.25, latitude) for latitude in (10, 17, 24)))
    blue = warmth_at(spec, *((BOUNDARY + 0.25, latitude) for latitude in (10, 17, 24)))
    assert min(red) > 10
    assert max(blue) < -10


def test_the_picture_lies_where_it_belongs(alerts: MapSpec, tmp_path: Path) -> None:
    assert_halves(laid_on(alerts, write_halves(tmp_path / "g.tif")))


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32630", "+proj=lcc +lat_1=12 +lat_2=24 +lat_0=18 +lon_0=-4"])
def test_a_picture_in_another_projection_lies_there_too(alerts: MapSpec, tmp_path: Path, crs: str) -> None:
    from rasterio.warp import transform_bounds

    extent = transform_bounds("EPSG:4326", crs, -16, 6, 10, 28)
    place, moved = from_bounds(*extent, 500, 500), np.zeros((3, 500, 500), np.uint8)
    straight = from_bounds(WEST, NORTH - ROWS * STEP, WEST + COLUMNS * STEP, NORTH, COLUMNS, ROWS)
    reproject(halves(), moved, src_transform=straight, src_crs="EPSG:4326", dst_transform=place, dst_crs=crs)
    path = write_tif(tmp_path / "g.tif", moved, crs=CRS.from_string(crs), transform=place, photometric="RGB")
    assert_halves(laid_on(alerts, path))


def test_a_palette_is_read_as_its_colours(alerts: MapSpec, tmp_path: Path) -> None:
    entries = (halves()[0] == RED[0]).astype(np.uint8)
    path = write_tif(tmp_path / "g.tif", entries, west=WEST, north=NORTH, step=STEP, photometric="palette")
    from annexmaps.sources.gdal_rasters import load_rasterio

    with load_rasterio().open(path, "r+", driver="GTiff") as raster:
        raster.write_colormap(1, {0: (*BLUE, 255), 1: (*RED, 255)})
    assert_halves(laid_on(alerts, path))


@pytest.mark.parametrize("kind", ["uint8", "uint16", "float32"])
def test_grey_pictures_of_any_depth_go_from_dark_to_light(alerts: MapSpec, tmp_path: Path, kind: str) -> None:
    ramp = np.tile(np.linspace(0, 250, COLUMNS), (ROWS, 1)) * {"uint8": 1, "uint16": 200, "float32": 0.01}[kind]
    path = write_tif(tmp_path / "g.tif", ramp.astype(kind), west=WEST, north=NORTH, step=STEP)
    middle = dots_of(laid_on(alerts, path))[500, :, :3].astype(int)
    assert (np.diff(middle[::50, 0]) >= 0).all()
    assert middle[-1, 0] - middle[0, 0] > 40


def test_empty_parts_and_what_lies_beyond_the_picture_are_see_through(alerts: MapSpec, tmp_path: Path) -> None:
    picture = halves()
    picture[:, :100] = 0
    path = write_tif(tmp_path / "g.tif", picture[:, :, :200], west=WEST, north=NORTH, step=STEP, nodata=0)
    cover = dots_of(laid_on(alerts, path))[..., 3]
    assert set(np.unique(cover[[5, -5]][:, [5, -5]])) == {0, 255}


def test_a_fine_picture_is_read_from_its_overview(alerts: MapSpec, tmp_path: Path) -> None:
    from annexmaps.sources.gdal_rasters import load_rasterio

    fine = np.repeat(np.repeat(halves(), 8, axis=1), 8, axis=2)
    path = write_tif(tmp_path / "g.tif", fine, west=WEST, north=NORTH, step=STEP / 8, tiled=True, compress="deflate")
    with load_rasterio().open(path, "r+", driver="GTiff") as raster:
        raster.build_overviews([2, 4, 8])
    assert_halves(laid_on(alerts, path))


def test_the_drawn_page_shows_the_picture_in_its_place(alerts: MapSpec, tmp_path: Path) -> None:
    laid = laid_on(replace(alerts, inset=None), write_halves(tmp_path / "g.tif"))
    page = draw_page(laid)
    pixels, frame = pixels_of(page.figure).astype(int), page.frames.main
    dots = pixels.shape[0] / laid.theme.page.height
    # in Algeria, far from any name or border, on both sides of the line
    x, y = frame.locate(np.array([BOUNDARY - 0.4, BOUNDARY + 0.4]), np.array([25.3, 25.3])).T
    rows, columns = ((laid.theme.page.height - y) * dots).astype(int), (x * dots).astype(int)
    warmth = pixels[rows, columns, 0] - pixels[rows, columns, 2]
    assert warmth[0] > 5 > -5 > warmth[1]


def test_each_frame_has_its_own_picture(alerts: MapSpec, tmp_path: Path) -> None:
    laid = laid_on(alerts, write_halves(tmp_path / "g.tif"))
    frames = draw_page(laid).frames
    assert [picture.extent for picture in laid.basemap][1] == frames.inset.extent


def test_fills_keep_their_exact_colours_over_a_basemap(november: LocatedMonth, tmp_path: Path) -> None:
    laid = laid_on(specify(november, annex="3"), write_halves(tmp_path / "g.tif"))
    over, plain = (pixels_of(draw_figure(spec))[..., :3] for spec in (laid, replace(laid, basemap=())))
    fills = {symbol.fill for layer in laid.area_layers for symbol in layer.symbols.values() if symbol.fill}
    filled = np.zeros(plain.shape[:2], bool)
    for fill in fills:
        filled |= (plain == tuple(bytes.fromhex(fill[1:]))).all(axis=2)
    assert (int((over[filled] != plain[filled]).sum()), filled.mean() > 0.1) == (0, True)


def test_the_picture_keeps_its_colours_in_the_png(alerts: MapSpec, tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (3, ROWS, COLUMNS)).astype(np.uint8)
    path = write_tif(tmp_path / "g.tif", noise, west=WEST, north=NORTH, step=STEP)
    assert Image.open(io.BytesIO(draw_png(laid_on(alerts, path)))).mode == "RGB"


@pytest.mark.parametrize("name", ["pdf", "svg", "tif", "small"])
def test_every_format_has_the_basemap(alerts: MapSpec, tmp_path: Path, name: str) -> None:
    path = write_halves(tmp_path / "g.tif")
    plain, laid = RENDERERS[name].draw(alerts), RENDERERS[name].draw(laid_on(alerts, path))
    assert len(laid) > len(plain) + 10_000


def test_the_same_inputs_give_the_same_bytes(alerts: MapSpec, tmp_path: Path) -> None:
    path = write_halves(tmp_path / "g.tif")
    assert draw_png(laid_on(alerts, path)) == draw_png(laid_on(alerts, path))


@pytest.mark.parametrize(
    ("tags", "options", "said"),
    [
        ({}, {"source": "ETOPO1, NOAA"}, "Basemap: ETOPO1, NOAA."),
        ({"TIFFTAG_COPYRIGHT": "© NASA\nGIBS"}, {}, "Basemap: © NASA GIBS."),
        ({"TIFFTAG_COPYRIGHT": "© NASA"}, {"source": "Ours"}, "Basemap: Ours."),
        ({}, {}, "Basemap: source not stated."),
    ],
)
def test_the_attribution_stands_in_the_sources_line(alerts: MapSpec, tmp_path: Path, tags, options, said) -> None:
    laid = laid_on(alerts, write_halves(tmp_path / "g.tif", tags=tags), **options)
    assert laid.page.sources.endswith(said)


def test_a_file_with_damaged_parts_is_left_out_and_said(alerts: MapSpec, tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (3, ROWS, COLUMNS)).astype(np.uint8)
    path = write_tif(tmp_path / "g.tif", noise, west=WEST, north=NORTH, step=STEP, compress="deflate")
    content = bytearray(path.read_bytes())
    content[50_000:150_000] = bytes(100_000)
    path.write_bytes(content)
    failures: list[InputError] = []
    laid = lay_basemap(alerts, open_basemap(choose_basemap(path), (-12.3, 10.1, 4.3, 25.0)), failures)
    assert ([failure.key for failure in failures], laid.basemap) == (["raster.unreadable"], ())
    assert laid.page.sources.endswith("map made without it.")


@pytest.mark.parametrize("fault", FAULTS)
def test_over_a_bad_server_the_map_is_made_without_and_says_so(
    alerts: MapSpec, tmp_path: Path, fault: str, monkeypatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(tile_fetching, "_PAUSE", 0.01)
    behave, key = FAULTS[fault]
    start, failures = time.monotonic(), list[InputError]()
    with tile_site(behave) as site:
        opened = open_basemap(choose_basemap(site.provider), (-12, 10, 4, 25), limits=QUICK, cache=TileCache(tmp_path))
        laid = lay_basemap(alerts, opened, failures)
    assert ([failure.key for failure in failures], time.monotonic() - start < LONGEST) == ([key], True)
    assert laid == replace(alerts, page=replace(alerts.page, sources=laid.page.sources))
    assert laid.page.sources.endswith("A basemap was asked for and was not available: map made without it.")


def test_tiles_of_a_good_server_lie_under_the_map_with_their_attribution(
    alerts: MapSpec, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with tile_site() as site:
        opened = open_basemap(choose_basemap(site.provider), (-12, 10, 4, 25), limits=QUICK, cache=TileCache(tmp_path))
        laid = lay_basemap(alerts, opened, [])
    assert laid.page.sources.endswith("Basemap: Essai local.")
    assert np.ptp(dots_of(laid)[..., :3].reshape(-1, 3), axis=0).tolist() == [0, 0, 0]


def test_a_build_over_a_bad_server_makes_its_maps(sample_folder: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    with tile_site(answer_404) as site:
        report = build(
            sample_folder / "2021-11", only=("2",), formats=("small",), out=tmp_path / "maps", boundaries="schematic",
            basemap=site.provider,
        )  # fmt: skip
    assert (len(report.files), report.basemap_failure.key) == (1, "basemap.status")


def test_the_file_of_the_basemap_is_in_the_manifest(sample_folder: Path, tmp_path: Path) -> None:
    report = build(
        sample_folder / "2021-11", only=("2",), formats=("small",), out=tmp_path / "maps", boundaries="schematic",
        basemap=str(write_halves(tmp_path / "g.tif")),
    )  # fmt: skip
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    assert (len(manifest["settings"]["basemap"]), report.basemap_failure) == (64, None)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("Nobody.Knows", "basemap.unknown"),
        ("MapTiler.Basic", "basemap.needs_key"),
        ("NASAGIBS.BlueMarble3031", "basemap.not_mercator"),
        ("http://tiles.example/{z}/{x}/{y}.png", "basemap.bad_address"),
        ("file:///etc/{z}/{x}/{y}", "basemap.bad_address"),
        ("https://tiles.example/{z}/{x}.png", "basemap.bad_address"),
        ("https://tiles.example/{z}/{x}/{y}.png", "basemap.no_source"),
    ],
)
def test_what_cannot_be_a_basemap_is_refused_at_once(wanted: str, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose_basemap(wanted)
    assert refused.value.key == key


@pytest.mark.parametrize("wanted", ["OpenStreetMap.Mapnik", "NASAGIBS.BlueMarble"])
def test_a_provider_is_found_by_its_name(wanted: str) -> None:
    assert choose_basemap(wanted).provider.name == wanted


def test_other_fields_of_an_address_are_text() -> None:
    chosen = choose_basemap("https://tiles.example/{key.__class__}/{z}/{x}/{y}.png", source="Us")
    assert chosen.provider.build_url(x=1, y=2, z=3) == "https://tiles.example/{key.__class__}/3/1/2.png"


def test_a_missing_file_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        choose_basemap(str(tmp_path / "nothing.tif"))
    assert refused.value.key == "raster.missing"


def test_the_country_is_the_rectangle_of_its_regions(november: LocatedMonth) -> None:
    west, south, east, north = country_bounds(november.boundaries)
    assert (round(west), round(south), round(east), round(north)) == (-12, 10, 4, 25)
