"""People living in communes, counted from small rasters against sums made the slow way."""

import subprocess
import sys

import geopandas as gpd
import numpy as np
import pytest
import shapely
from rasterio.crs import CRS
from rasterio.transform import Affine
from rasterio.warp import Resampling, calculate_default_transform, reproject
from rasters import write_tif
from shapely.geometry import box

from annexmaps.errors import InputError
from annexmaps.sources import population
from annexmaps.sources.boundaries import Boundaries
from annexmaps.sources.population import read_population

ROWS, COLUMNS = 8, 12  # of a quarter of a degree: the six square communes of the made-up country
PEOPLE = np.arange(ROWS * COLUMNS, dtype=np.int32).reshape(ROWS, COLUMNS) * 1000


def refusal(path, communes):
    with pytest.raises(InputError) as refused:
        read_population(path, communes)
    return refused.value.key


def slow_sums(communes, cells, transform):
    """The same sums, cell by cell: the first commune that covers the middle."""
    sums = dict.fromkeys(communes["pcode"], 0.0)
    for row, column in np.ndindex(cells.shape):
        middle = shapely.Point(transform.c + transform.a * (column + 0.5), transform.f + transform.e * (row + 0.5))
        holders = [
            pcode for pcode, shape in zip(communes["pcode"], communes.geometry, strict=True) if shape.covers(middle)
        ]
        if holders:
            sums[holders[0]] += float(cells[row, column])
    return sums


def test_on_an_aligned_grid_each_commune_has_the_sum_of_its_cells(tmp_path, squares: Boundaries) -> None:
    found = read_population(write_tif(tmp_path / "p.tif", PEOPLE), squares.communes)
    assert found.people == slow_sums(squares.communes, PEOPLE, Affine(0.25, 0, 0, 0, -0.25, 2))


@pytest.mark.parametrize("kind", ["uint16", "int32", "float32", "float64"])
def test_nobody_is_lost_or_counted_twice_on_an_aligned_grid(tmp_path, squares: Boundaries, kind: str) -> None:
    cells = (PEOPLE // 10).astype(kind)
    found = read_population(write_tif(tmp_path / "p.tif", cells), squares.communes)
    assert (found.total, found.outside) == (cells.sum(dtype=float), 0.0)


def test_cells_whose_middles_lie_on_shared_borders_count_once(tmp_path, squares: Boundaries) -> None:
    # middles at every half degree: on the borders of the squares, inner ones and the country's own
    cells = np.full((5, 7), 100_000, np.int32)
    path = write_tif(tmp_path / "p.tif", cells, west=-0.25, north=2.25, step=0.5)
    found = read_population(path, squares.communes)
    assert (found.total + found.outside, sorted(found.people.values())) == (cells.sum(), [400_000.0] * 6)


def test_irregular_communes_have_the_slow_sums(tmp_path) -> None:
    rng = np.random.default_rng(4)
    points = shapely.MultiPoint(rng.uniform((0, 0), (3, 2), (12, 2)))
    cells_of_points = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=box(0, 0, 3, 2)))
    shapes = [shapely.intersection(cell, box(0, 0, 3, 2)) for cell in cells_of_points]
    names = [f"c{number:02d}" for number in range(len(shapes))]
    communes = gpd.GeoDataFrame({"pcode": names, "name": names}, geometry=shapes, crs=4326)
    people = rng.integers(0, 5000, (80, 120)).astype(np.int32)
    path = write_tif(tmp_path / "p.tif", people, step=0.025)
    assert read_population(path, communes).people == slow_sums(communes, people, Affine(0.025, 0, 0, 0, -0.025, 2))


def test_small_windows_give_the_sums_of_one_large_one(tmp_path, squares: Boundaries, monkeypatch) -> None:
    people = np.random.default_rng(1).integers(0, 5000, (64, 96)).astype(np.int32)
    path = write_tif(tmp_path / "p.tif", people, step=1 / 32, tiled=True, blockxsize=16, blockysize=16)
    whole = read_population(path, squares.communes)
    monkeypatch.setattr(population, "CELLS_AT_ONCE", 600)
    assert read_population(path, squares.communes) == whole


def test_a_turned_and_upturned_grid_is_read_where_it_lies(tmp_path, squares: Boundaries) -> None:
    south_up = Affine(0.25, 0, 0, 0, 0.25, 0)
    path = write_tif(tmp_path / "p.tif", PEOPLE[::-1], transform=south_up)
    turned = write_tif(tmp_path / "t.tif", np.ascontiguousarray(PEOPLE.T), transform=Affine(0, 0.25, 0, -0.25, 0, 2))
    straight = read_population(write_tif(tmp_path / "s.tif", PEOPLE), squares.communes).people
    assert read_population(path, squares.communes).people == straight
    assert read_population(turned, squares.communes).people == straight


def test_a_reprojected_raster_gives_the_same_people_within_two_percent(tmp_path, squares: Boundaries) -> None:
    # counts are spread over finer cells of equal total; the tolerance is of cells cut by borders
    smooth = np.full((200, 300), 50.0, np.float32)
    utm = CRS.from_epsg(32631)
    source = Affine(0.01, 0, 0, 0, -0.01, 2)
    place, width, height = calculate_default_transform(CRS.from_epsg(4326), utm, 300, 200, 0, 0, 3, 2)
    moved = np.zeros((height, width), np.float32)
    reproject(
        smooth,
        moved,
        src_transform=source,
        src_crs="EPSG:4326",
        dst_transform=place,
        dst_crs=utm,
        resampling=Resampling.sum,
    )
    there = read_population(write_tif(tmp_path / "u.tif", moved, crs=utm, transform=place), squares.communes)
    assert there.people == pytest.approx(dict.fromkeys(squares.communes["pcode"], 500_000), rel=0.02)


def test_empty_not_a_number_and_negative_cells_hold_nobody(tmp_path, squares: Boundaries) -> None:
    cells = np.full((ROWS, COLUMNS), 1000.0, np.float32)
    cells[0, 0], cells[0, 1], cells[0, 2] = -99999, np.nan, -5
    found = read_population(write_tif(tmp_path / "p.tif", cells, nodata=-99999), squares.communes)
    assert (found.people["XX010101"], found.negative) == (13_000.0, 1)


def test_a_nodata_value_that_looks_like_people_holds_nobody(tmp_path, squares: Boundaries) -> None:
    cells = np.full((ROWS, COLUMNS), 1000, np.uint16)
    cells[0, 0] = 65535
    assert (
        read_population(write_tif(tmp_path / "p.tif", cells, nodata=65535), squares.communes).people["XX010101"]
        == 15_000
    )


def test_communes_without_people_are_named(tmp_path, squares: Boundaries) -> None:
    cells = np.full((ROWS, COLUMNS), 1000, np.int32)
    cells[4:, 8:] = 0
    found = read_population(write_tif(tmp_path / "p.tif", cells), squares.communes)
    assert found.sentences("en")[-1] == "Population: nobody in 1 commune (Sud): check the layer."


def test_people_over_the_border_are_told_apart(tmp_path, squares: Boundaries) -> None:
    around = np.full((ROWS + 8, COLUMNS + 8), 1000, np.int32)
    found = read_population(write_tif(tmp_path / "p.tif", around, west=-1, north=3), squares.communes)
    assert (found.total, found.outside) == (96_000, 0.0)  # cells beyond the country's window are not read


def unfit(tmp_path):
    grid = {"crs": CRS.from_epsg(4326)}
    page = write_tif(tmp_path / "picture.tif", np.zeros((ROWS, COLUMNS), np.uint8), photometric="palette")
    return {
        "population.bands": write_tif(tmp_path / "two.tif", np.zeros((2, ROWS, COLUMNS), np.int32)),
        "population.picture": page,
        "population.nobody": write_tif(tmp_path / "none.tif", np.zeros((ROWS, COLUMNS), np.int32)),
        "population.too_many": write_tif(tmp_path / "many.tif", np.full((ROWS, COLUMNS), 3_000_000, np.int32)),
        "population.partial": write_tif(tmp_path / "half.tif", PEOPLE[:, :6]),
        "raster.no_crs": write_tif(tmp_path / "bare.tif", PEOPLE, crs=None),
        "raster.no_place": write_tif(tmp_path / "loose.tif", PEOPLE, transform=Affine.identity(), **grid),
    }


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_rasters_that_are_not_people_per_cell_of_the_country_are_refused(tmp_path, squares: Boundaries) -> None:
    rasters = unfit(tmp_path)
    assert {key: refusal(path, squares.communes) for key, path in rasters.items()} == {key: key for key in rasters}


@pytest.mark.parametrize("name", ["mli_pd_2020_1km.tif", "densite.tif", "pop-density.tif"])
def test_a_density_is_refused_by_its_name(tmp_path, squares: Boundaries, name: str) -> None:
    assert refusal(write_tif(tmp_path / name, PEOPLE), squares.communes) == "population.density"


@pytest.mark.parametrize("unit", ["people/km2", "persons per sq km", "hab/ha", "Population density"])
def test_a_density_is_refused_by_its_unit(tmp_path, squares: Boundaries, unit: str) -> None:
    assert (
        refusal(write_tif(tmp_path / "p.tif", PEOPLE, tags={"units": unit}), squares.communes) == "population.density"
    )


@pytest.mark.parametrize("name", ["mli_ppp_2020_UNadj.tif", "GHS_POP_E2020_100m.tif", "mli_general_2020.tif"])
def test_usual_counts_are_not_taken_for_densities(tmp_path, squares: Boundaries, name: str) -> None:
    assert read_population(write_tif(tmp_path / name, PEOPLE), squares.communes).total == PEOPLE.sum()


def test_a_vrt_in_disguise_is_not_opened(tmp_path, squares: Boundaries) -> None:
    inner = write_tif(tmp_path / "p.tif", PEOPLE)
    disguised = tmp_path / "people.tif"
    disguised.write_text(
        f'<VRTDataset rasterXSize="12" rasterYSize="8"><SourceFilename>{inner}</SourceFilename></VRTDataset>'
    )
    assert refusal(disguised, squares.communes) == "raster.not_geotiff"


def test_a_torn_file_is_refused(tmp_path, squares: Boundaries) -> None:
    noise = np.random.default_rng(0).integers(0, 1000, (200, 300)).astype(np.int32)
    path = write_tif(tmp_path / "p.tif", noise, step=0.01, compress="deflate")
    path.write_bytes(path.read_bytes()[:100_000])
    assert refusal(path, squares.communes) == "raster.unreadable"


def test_one_block_too_large_to_decode_is_refused(tmp_path, squares: Boundaries) -> None:
    wide = np.zeros((3000, 3000), np.uint8)
    path = write_tif(
        tmp_path / "p.tif", wide, step=0.001, compress="deflate", tiled=True, blockxsize=3008, blockysize=3008
    )
    assert refusal(path, squares.communes) == "raster.block_large"


def test_the_source_is_one_line_of_text(tmp_path, squares: Boundaries) -> None:
    found = read_population(write_tif(tmp_path / "p.tif", PEOPLE), squares.communes, source=" WorldPop,\n2020 ")
    assert found.source == "WorldPop, 2020"


def test_only_two_raster_drivers_are_on_when_gdal_loads() -> None:
    listed = (
        "from annexmaps.sources.gdal import load_gdal; load_gdal()\n"
        "from annexmaps.sources.gdal_rasters import load_rasterio\n"
        "with load_rasterio().Env() as env: print(sorted(env.drivers()))"
    )
    made = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    assert (made.stdout, made.stderr) == ("['GTiff', 'MEM']\n", "")
