"""The units of a set put into the frame of a month: parents by the crosswalk, names by the code list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from annexmaps.sources import boundary_frames as frames
from annexmaps.sources.boundary_store import SCHEMATIC, SetFacts

COMMUNE_COLUMNS = ["pcode", "name", "cercle_pcode", "region_pcode", "geometry"]
WITHOUT_POLYGON_COLUMNS = ["pcode", "name", "cercle_pcode", "region_pcode"]


@dataclass(frozen=True)
class Arrangement:
    """Communes with the parents they have in `frame`, the parents' names, and what was done."""

    communes: gpd.GeoDataFrame
    frame: str
    own_frame: str
    cercle_names: Mapping[str, str]
    region_names: Mapping[str, str]
    without_polygon: pd.DataFrame
    notes: tuple[str, ...] = field(default=())


def arrange(units: gpd.GeoDataFrame, facts: SetFacts, *, frame: str) -> Arrangement:
    """Return `units` in `frame`.

    `units` has `pcode`, `name`, `cercle_pcode`, `cercle_name`, `region_pcode`, `region_name` and `geometry`. Only sets
    of the code list's country are regrouped, and only from a frame that the code list knows.
    """
    if facts.country != frames.COUNTRY:
        return _as_given(units, facts)
    codes = frames.read_code_list()
    if facts.frame == frame and frame not in codes.codes_frames:
        return _as_given(units, facts)
    if not _can_regroup(units, facts, codes=codes):
        return _as_given(units, facts, "boundaries.note.not_regrouped")
    return _regrouped(units, facts, frame=frame, codes=codes)


def _can_regroup(units: gpd.GeoDataFrame, facts: SetFacts, *, codes: frames.CodeList) -> bool:
    known = units["pcode"].isin(codes.coded.index)
    return bool(known.any()) if facts.frame in codes.codes_frames else not facts.frame and bool(known.all())


def _as_given(units: gpd.GeoDataFrame, facts: SetFacts, *notes: str) -> Arrangement:
    absent = pd.DataFrame(columns=WITHOUT_POLYGON_COLUMNS, dtype=str)
    return Arrangement(
        units[COMMUNE_COLUMNS],
        facts.frame,
        facts.frame,
        _names(units, "cercle"),
        _names(units, "region"),
        absent,
        notes,
    )


def _regrouped(units: gpd.GeoDataFrame, facts: SetFacts, *, frame: str, codes: frames.CodeList) -> Arrangement:
    parents = frames.parents_in(frame, codes=codes)
    own_frame = frame if facts.name == SCHEMATIC else facts.frame
    coded = frames.coded_frame(frame, codes=codes)
    return Arrangement(
        _with_parents(units, parents[parents["pcode"] != ""].set_index("pcode")),
        frame,
        own_frame,
        _names(units, "cercle") | frames.unit_names(coded, 2, codes=codes),
        _names(units, "region") | frames.unit_names(frame, 1, codes=codes),
        parents[~parents["pcode"].isin(units["pcode"])].reset_index(drop=True),
        _notes(units, frame=frame, own_frame=own_frame, codes=codes),
    )


def _with_parents(units: gpd.GeoDataFrame, parents: pd.DataFrame) -> gpd.GeoDataFrame:
    columns = {name: units["pcode"].map(parents[name]).fillna(units[name]) for name in parents.columns}
    return units.assign(**columns)[COMMUNE_COLUMNS]


def _notes(units: gpd.GeoDataFrame, *, frame: str, own_frame: str, codes: frames.CodeList) -> tuple[str, ...]:
    moved = "boundaries.note.regrouped" if own_frame else "boundaries.note.regrouped_unknown"
    facts = {
        moved: frame != own_frame,
        "boundaries.note.approximated": frame not in codes.codes_frames,
        "boundaries.note.unknown_codes": not units["pcode"].isin(codes.coded.index).all(),
    }
    return tuple(key for key, holds in facts.items() if holds)


def _names(units: gpd.GeoDataFrame, level: str) -> dict[str, str]:
    return dict(zip(units[f"{level}_pcode"], units[f"{level}_name"], strict=True))
