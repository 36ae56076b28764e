"""Boundary files of unknown origin, opened by their first bytes: GeoJSON, zip, GeoPackage and GeoParquet only."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyarrow.parquet
import shapely

from annexmaps.errors import BoundariesError
from annexmaps.sources.boundary_geojson import read_geojson
from annexmaps.sources.boundary_zip import unpack
from annexmaps.sources.gdal import load_gdal

MAX_FILE = 1_000_000_000  # bytes
MAX_GEOJSON = 400_000_000  # bytes: it is read whole
MAX_UNITS = 200_000
MAX_LAYERS = 60
_SHAPEFILE = b"\x00\x00\x27\x0a"
_POLYGONS = ("Polygon", "Unknown", "Geometry")  # in GDAL's names of geometry types


@dataclass(frozen=True)
class Layer:
    """One table with geometry of a file."""

    name: str
    table: gpd.GeoDataFrame


def read_layers(path: Path) -> list[Layer]:
    """Return the layers with polygons of the file `path`; BoundariesError if it is not a boundary file, or is torn.

    The first bytes decide what a file is, never its name, so that no GDAL VRT is opened in disguise; GeoJSON is read
    without GDAL; what GDAL reads is a copy under a name of ours, so that no text of the user becomes a GDAL path.
    """
    _check_size(path)
    try:
        head = _head(path)
        read = _reader_of(head)
        if read is None:
            raise BoundariesError(_key_of(head), file=path.name)
        with tempfile.TemporaryDirectory(prefix="annexmaps-") as folder:
            return list(read(path, path.stem, Path(folder)))
    except (ValueError, OSError, RuntimeError) as error:  # those of pyogrio are RuntimeErrors
        raise BoundariesError("boundaries.unreadable", file=path.name) from error


def is_file(path: Path) -> bool:
    """Tell whether there is a file at `path`, whatever the text it was made from."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a character no name can have
        return False


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(512)


def _check_size(path: Path) -> None:
    if not is_file(path):
        raise BoundariesError("boundaries.no_file", file=path)
    if path.stat().st_size > MAX_FILE:
        raise BoundariesError("boundaries.too_large", file=path.name, limit=MAX_FILE // 1_000_000)


def _reader_of(head: bytes) -> Callable[[Path, str, Path], Iterator[Layer]] | None:
    if head.startswith(b"PK\x03\x04"):
        return _zip_layers
    if head.startswith(b"SQLite format 3\x00"):
        return _geopackage_layers
    if head.startswith(b"PAR1"):
        return _parquet_layers
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return _geojson_layers
    return None


def _key_of(head: bytes) -> str:
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "boundaries.is_page"
    if head.startswith(_SHAPEFILE):
        return "boundaries.bare_shapefile"
    return "boundaries.unknown_format"


def _geojson_layers(path: Path, name: str, _folder: Path) -> Iterator[Layer]:
    if path.stat().st_size > MAX_GEOJSON:
        raise BoundariesError("boundaries.too_large", file=path.name, limit=MAX_GEOJSON // 1_000_000)
    yield Layer(name, read_geojson(path))


def _parquet_layers(path: Path, name: str, _folder: Path) -> Iterator[Layer]:
    facts = pyarrow.parquet.read_metadata(path)
    if facts.num_rows > MAX_UNITS:
        raise BoundariesError("boundaries.too_many", file=path.name, limit=MAX_UNITS)
    try:
        # in full: text that is not UTF-8 would otherwise fail much later
        pyarrow.parquet.read_table(path).validate(full=True)
        table = gpd.read_parquet(path)
    except (LookupError, TypeError, AttributeError, shapely.errors.ShapelyError) as error:
        # what geopandas makes of wrong metadata and torn geometry
        raise ValueError(path.name) from error
    yield Layer(name, table)


def _geopackage_layers(path: Path, _name: str, folder: Path) -> Iterator[Layer]:
    _check_geopackage(path)
    copy = Path(shutil.copyfile(path, folder / "copy.gpkg"))
    for layer in _polygon_layers(copy):
        yield Layer(layer, _read(copy, layer, driver="GPKG"))


def _shapefile_layers(path: Path, name: str, _folder: Path) -> Iterator[Layer]:
    _check_shapefile(path, name)
    if _polygon_layers(path):
        yield Layer(name, _read(path, None, driver="ESRI Shapefile"))


def _zip_layers(path: Path, _name: str, folder: Path) -> Iterator[Layer]:
    # each kind of member by its first bytes too, except the .shp, whose companions go with it
    for number, (member, name) in enumerate(unpack(path, folder)):
        if number >= MAX_LAYERS:
            raise BoundariesError("boundaries.too_many_layers", file=path.name, limit=MAX_LAYERS)
        inner = folder / f"inner-{number}"
        inner.mkdir()
        yield from _member_layers(member, name, inner)


def _member_layers(member: Path, name: str, folder: Path) -> Iterator[Layer]:
    head = _head(member)
    read = _shapefile_layers if head.startswith(_SHAPEFILE) else _reader_of(head)
    # a zip in a zip is not opened
    if read is None or read is _zip_layers:
        return
    try:
        yield from read(member, name, folder)
    except BoundariesError as error:
        # beside the data there may be JSON that is no GeoJSON: metadata, TopoJSON
        if error.key != "boundaries.not_geojson":
            raise


def _polygon_layers(path: Path) -> list[str]:
    layers = [(str(name), str(kind)) for name, kind in load_gdal().list_layers(path)]
    return [name for name, kind in layers[:MAX_LAYERS] if any(word in kind for word in _POLYGONS)]


def _read(path: Path, layer: str | None, *, driver: str) -> gpd.GeoDataFrame:
    try:
        facts = load_gdal().read_info(path, layer=layer)
    except UnboundLocalError as error:
        # what pyogrio makes of a .prj that is not text
        raise ValueError(path.name) from error
    if facts["driver"] != driver or facts["features"] > MAX_UNITS:
        raise ValueError(facts["driver"])
    table = load_gdal().read_dataframe(path, layer=layer, force_2d=True, on_invalid="ignore")
    return table if isinstance(table, gpd.GeoDataFrame) else gpd.GeoDataFrame(table, geometry=[None] * len(table))


def _check_geopackage(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(100)
    page_size = int.from_bytes(head[16:18]) or 0
    # a page size of 1 stands for 65,536; the header also holds the number of pages
    expected = (65_536 if page_size == 1 else page_size) * int.from_bytes(head[28:32])
    if path.stat().st_size < expected:
        raise BoundariesError("boundaries.truncated", file=path.name)


def _check_shapefile(path: Path, name: str) -> None:
    # GDAL drops the rows that a torn file lacks without a word, so the three files are counted first
    parts = {suffix: path.with_suffix(suffix) for suffix in (".shx", ".dbf")}
    missing = [suffix for suffix, part in parts.items() if not part.is_file()]
    if missing:
        raise BoundariesError("boundaries.incomplete_shapefile", file=name, missing=", ".join(missing))
    with path.open("rb") as file:
        length = 2 * int.from_bytes(file.read(28)[24:28])
    records = (parts[".shx"].stat().st_size - 100) // 8
    with parts[".dbf"].open("rb") as file:
        rows = int.from_bytes(file.read(8)[4:8], "little")
    if path.stat().st_size < length or records != rows:
        raise BoundariesError("boundaries.truncated", file=name)
