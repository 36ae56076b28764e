"""A boundary file read, its finest level found in any dialect, checked, and described."""

import re
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from annexmaps.contract import Severity
from annexmaps.errors import BoundariesError
from annexmaps.sources import boundary_frames
from annexmaps.sources.boundary_checks import Checked, Finding, check_units
from annexmaps.sources.boundary_codes import coded_units, lacks_codes
from annexmaps.sources.boundary_columns import FINEST_LEVEL, find_columns, find_country, find_date, tidy_units
from annexmaps.sources.boundary_files import Layer, read_layers
from annexmaps.sources.boundary_store import SetFacts, sha256_of
from annexmaps.sources.boundary_told import refuse_untold

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Reading:
    """A boundary file that may be used: its facts, its units, and what was found in it."""

    facts: SetFacts
    units: gpd.GeoDataFrame
    layer: str  # the layer the units came from
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Chosen:
    layer: Layer
    level: int
    units: gpd.GeoDataFrame
    notes: tuple[Finding, ...] = ()


def read_boundary_file(
    path: Path, *, name: str = "", title: str = "", frame: str = "", source: str = "", licence: str = "", date: str = ""
) -> Reading:
    """Return the units of the finest admin level of the file `path` that has its parents, checked.

    What the caller says of it goes before what the file says. BoundariesError if the file cannot be used, or if neither tells
    the country or the date that every map must print.
    """
    chosen = _choose(read_layers(path), path.name)
    checked = check_units(chosen.units, file=path.name)
    country, country_name = _country(chosen, checked)
    date = date or find_date(chosen.layer.table)
    name = name or name_of(path.stem)
    own_frame = _frame(checked, country, date)
    facts = SetFacts(
        name=name,
        title=title or _title(source or name, country_name, date),
        country=country,
        country_name=country_name,
        frame=frame or own_frame,
        date=date,
        source=source,
        licence=licence,
        sha256=sha256_of(path),
        admin_level=chosen.level,
        coverage_valid=checked.coverage_valid,
    )
    refuse_untold(facts, file=path.name)
    notes = (*chosen.notes, *_frame_notes(facts, own_frame))
    return Reading(facts, checked.units, chosen.layer.name, (*notes, *checked.findings))


def name_of(text: str) -> str:
    """Return `text` as the name of a set: lower case, hyphens."""
    return _NOT_IN_NAMES.sub("-", text.lower()).strip("-")[:60].strip("-") or "limites"


def units_per_level(units: gpd.GeoDataFrame, *, admin_level: int) -> dict[int, int]:
    """Return how many units the set `units` has at each admin level down to `admin_level`."""
    counts = {1: units["region_pcode"].nunique(), 2: units["cercle_pcode"].nunique(), 3: len(units)}
    return {level: count for level, count in counts.items() if level <= admin_level}


def _title(origin: str, country_name: str, date: str) -> str:
    place = "" if country_name in origin else country_name
    return ", ".join(filter(None, [origin, place, date]))


def _choose(layers: list[Layer], file: str) -> _Chosen:
    if not any(len(layer.table) for layer in layers):
        raise BoundariesError("boundaries.no_layer", file=file)
    # max keeps the first of several layers of one level
    best = max(layers, key=lambda layer: find_columns(layer.table).finest_level)
    columns = find_columns(best.table)
    if columns.finest_level:
        units = tidy_units(best.table, columns, level=columns.finest_level)
        return _Chosen(best, columns.finest_level, units, _coarse_notes(columns.finest_level))
    uncoded = next((layer for layer in layers if lacks_codes(layer.table)), None)
    if uncoded:
        note = Finding("codes_by_place", Severity.WARNING, len(uncoded.table))
        return _Chosen(uncoded, FINEST_LEVEL, coded_units(uncoded.table), (note,))
    coded = max(find_columns(layer.table).any_level for layer in layers)
    headers = ", ".join(str(header) for header in best.table.columns if header != "geometry")[:300]
    raise BoundariesError("boundaries.no_parents" if coded else "boundaries.no_codes", file=file, headers=headers)


def _coarse_notes(level: int) -> tuple[Finding, ...]:
    return () if level == FINEST_LEVEL else (Finding("no_communes", Severity.WARNING, values={"level": level}),)


def _country(chosen: _Chosen, checked: Checked) -> tuple[str, str]:
    if lacks_codes(chosen.layer.table):
        return boundary_frames.COUNTRY, boundary_frames.COUNTRY_NAME
    country, name = find_country(chosen.layer.table, find_columns(chosen.layer.table))
    if country or name:
        return country, name
    codes = boundary_frames.read_code_list()
    known = checked.units["pcode"].isin({*codes.communes["pcode"], *codes.units["pcode"]} - {""})
    return (boundary_frames.COUNTRY, boundary_frames.COUNTRY_NAME) if known.all() else ("", "")


def _frame_notes(facts: SetFacts, own_frame: str) -> tuple[Finding, ...]:
    if facts.country != boundary_frames.COUNTRY or own_frame in ("", facts.frame):
        return ()
    return (Finding("frame_differs", Severity.WARNING, values={"frame": facts.frame, "own_frame": own_frame}),)


def _frame(checked: Checked, country: str, date: str) -> str:
    if country != boundary_frames.COUNTRY:
        return date[:4]
    return boundary_frames.frame_of_parents(checked.units, codes=boundary_frames.read_code_list())
