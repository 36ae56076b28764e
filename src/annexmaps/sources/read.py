"""One table of a month as text, whatever the format of its file."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from annexmaps.contract import RawTable, SourceFile
from annexmaps.errors import InputError
from annexmaps.sources.file_type import type_of_file
from annexmaps.sources.geopackage import read_geopackage
from annexmaps.sources.grid import Grid
from annexmaps.sources.header import table_of_grid
from annexmaps.sources.kml_file import read_kml_file
from annexmaps.sources.month_folder import FoundTable
from annexmaps.sources.parquet_file import read_parquet_file
from annexmaps.sources.point_file import read_geojson_file
from annexmaps.sources.shapefile import read_shapefile
from annexmaps.sources.text_file import read_text_file
from annexmaps.sources.workbook_process import list_sheets, read_sheet
from annexmaps.vocabulary.columns import layout

_POINT_TYPES = {"geojson", "gpkg", "kml", "shapefile"}
_POINT_TABLES = {"incidents", "flash_alerts"}


def read_raw(found: FoundTable) -> RawTable:
    """Return the table `found` as text, each row with its number in the spreadsheet.

    In a file without lines (Parquet, points) the first row is number 2, as under a header. InputError if the file
    is empty, damaged, protected, too large or of a type that holds no table.
    """
    kind = type_of_file(found.path)
    if kind in {"xlsx", "ods"}:
        sheet = found.sheet or _choose_sheet(found)
        return table_of_grid(found.name, _source(found.path, sheet), read_sheet(found.path, sheet=sheet))
    if kind in _POINT_TYPES and found.name not in _POINT_TABLES:
        raise InputError("sources.points_only", file=found.path.name)
    reader = _READERS.get(kind)
    if reader is None:
        raise InputError(
            f"sources.type_{kind}" if kind in _TYPES_WITH_ADVICE else "sources.type_unknown", file=found.path.name
        )
    return table_of_grid(found.name, _source(found.path, ""), reader(found.path, found.name))


def _source(path: Path, sheet: str) -> SourceFile:
    with path.open("rb") as stream:
        return SourceFile(path.name, sheet, hashlib.file_digest(stream, "sha256").hexdigest())


def _choose_sheet(found: FoundTable) -> str:
    """Return the one sheet that holds the table: the only one shown, or the only one with headers of the table."""
    shown = [sheet.name for sheet in list_sheets(found.path) if sheet.shown]
    if len(shown) < 2:
        return _only(shown, found)
    likely = [name for name in shown if _looks_like(found, name)]
    if len(likely) > 1:
        raise InputError("sources.sheets", file=found.path.name, sheets=", ".join(likely), name=found.path.stem)
    return likely[0] if likely else shown[0]


def _only(shown: list[str], found: FoundTable) -> str:
    if not shown:
        raise InputError("sources.no_sheet", file=found.path.name)
    return shown[0]


def _looks_like(found: FoundTable, sheet: str) -> bool:
    columns = layout(found.name)
    lines = read_sheet(found.path, sheet=sheet).lines
    return any(len({columns.column_of_header(cell) for cell in line} - {None}) > 1 for line in lines[:40])


_READERS: Mapping[str, Callable[[Path, str], Grid]] = {
    "text": lambda path, table: read_text_file(path, table=table),
    "parquet": lambda path, _: read_parquet_file(path),
    "geojson": lambda path, table: read_geojson_file(path, table=table),
    "kml": lambda path, table: read_kml_file(path, table=table),
    "shapefile": lambda path, table: read_shapefile(path, table=table),
    "gpkg": lambda path, table: read_geopackage(path, table=table),
}
_TYPES_WITH_ADVICE = {"ole", "xlsb", "xml", "shp"}
