"""Checks of a boundary set before it is kept: geometry, codes, parents, nesting, coverage; what was found, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj.exceptions import ProjError

from annexmaps.contract import Severity
from annexmaps.errors import BoundariesError
from annexmaps.words import Words

CRS = "EPSG:4326"
NARROW_GAP = 0.001  # degrees, about 100 m
EXAMPLES = 5  # units named in one sentence
_AREA_TYPES = (3, 6, 7)  # shapely's numbers of Polygon, MultiPolygon, GeometryCollection; -1 is no geometry
_LIMITS = (-180.0, -90.0, 180.0, 90.0)  # degrees


@dataclass(frozen=True)
class Finding:
    """One thing found in a boundary set; `key` names its sentence, `boundaries.check.<key>` in the vocabulary."""

    key: str
    severity: Severity  # refused: units left out; warning: repaired or to look at; note: for information
    count: int = 0
    examples: tuple[str, ...] = ()  # units by name and P-code
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """Return what was found and what was done, with a few units by name, in `lang`."""
        names = _named(self.examples)
        return Words(lang)(f"boundaries.check.{self.key}", count=self.count, examples=names, **self.values)


@dataclass(frozen=True)
class Checked:
    """Units that may be kept, and what was found on the way."""

    units: gpd.GeoDataFrame
    findings: tuple[Finding, ...]
    coverage_valid: bool


def check_units(units: gpd.GeoDataFrame, *, file: str) -> Checked:
    """Return tidy `units` in EPSG:4326, repaired where that is safe, with every finding.

    BoundariesError if the file has no coordinate system or wrong coordinates, P-codes that stand for several units,
    hardly any usable unit, or cercles that lie in two régions.
    """
    findings: list[Finding] = []
    for step in _STEPS:
        units = step(units, file, findings)
    valid = _check_coverage(units, findings)
    return Checked(units.sort_values("pcode", ignore_index=True), tuple(findings), valid)


def _project(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    if units.crs is None:
        raise BoundariesError("boundaries.no_crs", file=file)
    if not units.crs.equals(CRS, ignore_axis_order=True):
        findings.append(Finding("reprojected", Severity.NOTE, len(units), values={"crs": units.crs.name}))
    try:
        return units.to_crs(CRS)
    except ProjError as error:
        raise BoundariesError("boundaries.unknown_crs", file=file, crs=units.crs.name) from error


def _drop_unlocated(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    shapes = units.geometry.to_numpy()
    lost = shapely.is_empty(shapes) | ~np.isin(shapely.get_type_id(shapes), _AREA_TYPES) | _torn(shapes)
    return _without(units, lost, "no_geometry", file, findings)


def _torn(shapes: np.ndarray) -> np.ndarray:
    """Tell which shapes have a coordinate that is not a number, or infinite."""
    coordinates, shape_of = shapely.get_coordinates(shapes, return_index=True)
    torn = np.zeros(len(shapes), dtype=bool)
    torn[shape_of[~np.isfinite(coordinates).all(axis=1)]] = True
    return torn


def _check_degrees(units: gpd.GeoDataFrame, file: str, _findings: list[Finding]) -> gpd.GeoDataFrame:
    west, south, east, north = units.total_bounds
    if west < _LIMITS[0] or south < _LIMITS[1] or east > _LIMITS[2] or north > _LIMITS[3]:
        raise BoundariesError("boundaries.not_degrees", file=file)
    return units


def _repair(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    shapes = units.geometry.to_numpy()
    invalid = ~shapely.is_valid(shapes)
    if not invalid.any():
        return units
    findings.append(Finding("repaired", Severity.WARNING, int(invalid.sum()), _examples(units[invalid])))
    shapes = shapes.copy()
    shapes[invalid] = shapely.make_valid(shapes[invalid])
    # what make_valid leaves of lines and points is no part of an area
    mended = units.set_geometry(gpd.GeoSeries([_areas(shape) for shape in shapes], index=units.index, crs=CRS))
    return _drop_unlocated(mended, file, findings)


def _drop_uncoded(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    return _without(units, (units["pcode"] == "").to_numpy(), "no_pcode", file, findings)


def _merge_parts(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    # rows of one P-code that agree in everything are parts of one unit; otherwise two units claim one code
    told = units.drop(columns="geometry")
    repeated = units[units["pcode"].duplicated(keep=False)]
    if not len(repeated):
        return units
    clashing = told.drop_duplicates()
    clashing = clashing[clashing["pcode"].duplicated(keep=False)]
    if len(clashing):
        named = _named(_examples(clashing))
        raise BoundariesError("boundaries.duplicates", file=file, count=clashing["pcode"].nunique(), examples=named)
    once = repeated.drop_duplicates("pcode")
    findings.append(Finding("parts_merged", Severity.WARNING, len(once), _examples(once)))
    merged = units.dissolve(by="pcode", aggfunc="first", as_index=False)
    return gpd.GeoDataFrame(merged[list(units.columns)], geometry="geometry", crs=CRS)


def _drop_orphans(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    orphans = (units["cercle_pcode"] == "") | (units["region_pcode"] == "")
    return _without(units, orphans.to_numpy(), "no_parent", file, findings)


def _check_nesting(units: gpd.GeoDataFrame, file: str, findings: list[Finding]) -> gpd.GeoDataFrame:
    pairs = units[["cercle_pcode", "cercle_name", "region_pcode"]].drop_duplicates(["cercle_pcode", "region_pcode"])
    split = pairs[pairs["cercle_pcode"].duplicated(keep=False)].drop_duplicates("cercle_pcode")
    if len(split):
        named = _named(
            [f"{name} ({code})" for code, name in zip(split["cercle_pcode"], split["cercle_name"], strict=True)]
        )
        raise BoundariesError("boundaries.not_nested", file=file, count=len(split), examples=named)
    for level in ("cercle", "region"):
        names = units[[f"{level}_pcode", f"{level}_name"]].drop_duplicates()
        several = names[names[f"{level}_pcode"].duplicated(keep=False)]
        if len(several):
            shown = tuple(f"{name} ({code})" for code, name in several.itertuples(index=False))
            findings.append(Finding("several_names", Severity.NOTE, several[f"{level}_pcode"].nunique(), shown))
    return units


def _check_coverage(units: gpd.GeoDataFrame, findings: list[Finding]) -> bool:
    shapes = units.geometry.to_numpy()
    edges = shapely.coverage_invalid_edges(shapes)
    bad = ~shapely.is_empty(edges)
    if bad.any():
        findings.append(Finding("overlaps", Severity.WARNING, int(bad.sum()), _examples(units[bad])))
        return False
    gaps = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes, gap_width=NARROW_GAP))
    if gaps.any():
        findings.append(Finding("gaps", Severity.NOTE, int(gaps.sum()), _examples(units[gaps])))
    return True


def _without(
    units: gpd.GeoDataFrame, lost: np.ndarray, key: str, file: str, findings: list[Finding]
) -> gpd.GeoDataFrame:
    if not lost.any():
        return units
    if lost.sum() * 2 > len(units):
        raise BoundariesError(f"boundaries.mostly_{key}", file=file, count=int(lost.sum()), total=len(units))
    findings.append(Finding(key, Severity.REFUSED, int(lost.sum()), _examples(units[lost])))
    return units[~lost]


def _areas(shape: shapely.Geometry) -> shapely.Geometry:
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)


def _examples(units: pd.DataFrame) -> tuple[str, ...]:
    lines = zip(units["name"], units["pcode"], strict=True)
    return tuple(f"{name} ({code})" if code and name != code else name or "?" for name, code in lines)


def _named(examples: Sequence[str]) -> str:
    return ", ".join(examples[:EXAMPLES]) + (", …" if len(examples) > EXAMPLES else "")


_Step = Callable[[gpd.GeoDataFrame, str, list[Finding]], gpd.GeoDataFrame]
_STEPS: tuple[_Step, ...] = (
    _project,
    _drop_unlocated,
    _check_degrees,
    _repair,
    _drop_uncoded,
    _merge_parts,
    _drop_orphans,
    _check_nesting,
)
