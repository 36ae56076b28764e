"""Tiles from a server on this machine that is right, slow, broken, dripping or lying."""

import time

import numpy as np
import pytest
from tile_site import FAULTS, answer_500, answer_jpeg, answer_right, tile_png, tile_site

from annexmaps.errors import InputError
from annexmaps.sources import tile_fetching
from annexmaps.sources.tile_cache import TileCache
from annexmaps.sources.tile_fetching import TileLimits, decode_tile, fetch_tiles
from annexmaps.sources.tile_grid import finest_grid, grid_over

GRID = grid_over((-1_000_000, 1_000_000, 500_000, 2_500_000), zoom=5)
QUICK = TileLimits(wait=0.4, total=1.5, tries=2, bytes_of_tile=100_000, tiles=20)
LONGEST = 10.0  # s: a cut-off far beyond the limits, on a busy machine too


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(tile_fetching, "_PAUSE", 0.01)


@pytest.fixture
def cache(tmp_path) -> TileCache:
    return TileCache(tmp_path / "tiles")


def fetched(site, cache, limits=QUICK):
    return {(column, row): dots for column, row, dots in fetch_tiles(site.provider, GRID, cache=cache, limits=limits)}


def test_every_tile_arrives_with_its_colour(cache) -> None:
    with tile_site() as site:
        found = fetched(site, cache)
    assert set(found) == set(GRID.tiles())
    assert {tuple(int(v) for v in dots[0, 0]) for dots in found.values()} == {(90, 140, 60, 255)}


def test_jpeg_tiles_of_512_dots_are_taken(cache) -> None:
    with tile_site() as site:
        site.behave = answer_jpeg
        assert {dots.shape for dots in fetched(site, cache).values()} == {(512, 512, 4)}


def test_the_server_learns_the_software_and_no_more(cache) -> None:
    with tile_site() as site:
        fetched(site, cache)
        assert site.agents == {tile_fetching.USER_AGENT}


def test_tiles_that_are_kept_are_not_asked_for_again(cache) -> None:
    with tile_site() as site:
        fetched(site, cache)
        before = len(site.asked)
        fetched(site, cache)
    assert (before, len(site.asked)) == (GRID.count, GRID.count)


def test_a_kept_tile_that_was_torn_is_asked_for_again(cache) -> None:
    with tile_site() as site:
        fetched(site, cache)
        torn = next(path for path in cache.folder.rglob("*") if path.is_file())
        torn.write_bytes(torn.read_bytes()[:50])
        fetched(site, cache)
        assert len(site.asked) == GRID.count + 1


def test_a_cache_that_cannot_be_written_to_stops_nothing(tmp_path) -> None:
    (tmp_path / "tiles").write_text("a file where the folder should be")
    with tile_site() as site:
        assert len(fetched(site, TileCache(tmp_path / "tiles"))) == GRID.count


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_server_is_refused_in_bounded_time(cache, fault: str) -> None:
    behave, key = FAULTS[fault]
    start = time.monotonic()
    with tile_site(behave) as site, pytest.raises(InputError) as refused:
        fetched(site, cache)
    assert (refused.value.key, time.monotonic() - start < LONGEST) == (key, True)


@pytest.mark.parametrize("fault", ["page called a picture", "13,000 dots", "small", "cut"])
def test_what_a_bad_server_sends_is_not_kept(cache, fault: str) -> None:
    with tile_site(FAULTS[fault][0]) as site, pytest.raises(InputError):
        fetched(site, cache)
    assert [path for path in cache.folder.rglob("*") if path.is_file()] == []


def test_a_redirect_is_not_followed(cache) -> None:
    with tile_site(FAULTS["redirect"][0]) as site, pytest.raises(InputError):
        fetched(site, cache)
    assert not [path for path in site.asked if "elsewhere" in path]


def test_an_error_that_passes_is_tried_again(cache) -> None:
    with tile_site() as site:
        site.behave = lambda handler, asked: (answer_500 if len(asked.asked) == 1 else answer_right)(handler, asked)
        assert len(fetched(site, cache)) == GRID.count


def test_a_lasting_error_is_not_tried_again(cache) -> None:
    with tile_site(FAULTS["error 404"][0]) as site, pytest.raises(InputError):
        fetched(site, cache)
    assert len(set(site.asked)) == len(site.asked)


def test_nobody_there_is_said(cache) -> None:
    with tile_site() as site:
        provider = site.provider
    with pytest.raises(InputError) as refused:
        list(fetch_tiles(provider, GRID, cache=cache, limits=QUICK))
    assert refused.value.key == "basemap.broken"


def test_too_many_tiles_are_not_begun(cache) -> None:
    with tile_site() as site, pytest.raises(InputError) as refused:
        fetched(site, cache, TileLimits(tiles=2))
    assert (refused.value.key, site.asked) == ("basemap.too_many_tiles", [])


def test_a_tile_of_many_dots_is_refused_by_its_head() -> None:
    with pytest.raises(InputError) as refused:
        decode_tile(tile_png(size=(1024, 1024)), name="essai")
    assert refused.value.key == "basemap.not_tiles"


def test_the_grid_covers_the_ground() -> None:
    ground = (-1_400_000, 1_100_000, 500_000, 2_900_000)
    grid = grid_over(ground, zoom=7)
    west, north = grid.corner
    east, south = west + grid.columns * grid.tile_metres, north - grid.rows * grid.tile_metres
    assert west <= ground[0] < ground[2] <= east
    assert south <= ground[1] < ground[3] <= north


def test_the_grid_is_as_fine_as_asked_or_as_the_count_allows() -> None:
    ground = (-1_400_000, 1_100_000, 500_000, 2_900_000)
    zooms = [finest_grid(ground, metres=1300, most=most, highest=19).zoom for most in (1000, 20, 1)]
    assert zooms[0] == 7
    assert zooms == sorted(zooms, reverse=True)
    assert finest_grid(ground, metres=1300, most=20, highest=19).count <= 20


def test_a_decoded_tile_is_opaque() -> None:
    assert np.unique(decode_tile(tile_png(), name="essai")[..., 3]).tolist() == [255]
