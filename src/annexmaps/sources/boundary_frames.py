"""Frames: the divisions in force at a date, and which cercle and région each commune has in them."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from annexmaps.months import Month
from annexmaps.sources.files_of_project import boundaries_folder

COUNTRY = "MLI"  # the country of the code list
COUNTRY_NAME = "Mali"


@dataclass(frozen=True)
class CodeList:
    """The project's own facts: `communes` with parents per frame, `units` (cercles and régions) per frame, `frames`."""

    communes: pd.DataFrame
    units: pd.DataFrame
    frames: pd.DataFrame

    @property
    def coded(self) -> pd.DataFrame:
        """The communes that have a P-code, indexed by it."""
        return self.communes[self.communes["pcode"] != ""].set_index("pcode", drop=False)

    @property
    def codes_frames(self) -> tuple[str, ...]:
        """The frames whose cercles and régions have P-codes, the oldest first."""
        prefix = "region_pcode_"
        names = (str(name) for name in self.communes.columns)
        return tuple(sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix)))


@cache
def read_code_list() -> CodeList:
    """Return the code list of `boundaries/`: communes.csv, units.csv, frames.csv, every cell as text."""
    folder = boundaries_folder()
    return CodeList(*(_read(folder / f"{name}.csv") for name in ("communes", "units", "frames")))


def frame_of(month: Month, *, codes: CodeList) -> str:
    """Return the frame in force on the first day of `month`: the last whose `valid_from` is not after it."""
    frames = codes.frames[codes.frames["country"] == COUNTRY].sort_values("valid_from")
    begun = frames[frames["valid_from"] <= month.first_day.isoformat()]
    return str((begun if len(begun) else frames.head(1))["frame"].iloc[-1])


def parents_in(frame: str, *, codes: CodeList) -> pd.DataFrame:
    """Return `name`, `cercle_pcode` and `region_pcode` of every line of the code list in `frame`, in its order.

    A frame without P-codes (2023) has the cercles of the last frame with some, and a région's name stands where its
    P-code would: no code is invented.
    """
    lines = codes.communes
    coded = frame in codes.codes_frames
    region = f"region_pcode_{frame}" if coded else f"region_{frame}"
    parents = {"cercle_pcode": lines[f"cercle_pcode_{coded_frame(frame, codes=codes)}"], "region_pcode": lines[region]}
    return lines[["pcode", "name"]].assign(**parents)


def coded_frame(frame: str, *, codes: CodeList) -> str:
    """Return `frame` if its units have P-codes, else the last frame whose units have."""
    return frame if frame in codes.codes_frames else codes.codes_frames[-1]


def unit_names(frame: str, admin_level: int, *, codes: CodeList) -> dict[str, str]:
    """Return the project's spelling of the units of `admin_level` in `frame` by P-code; none if they have no P-code."""
    units = codes.units[(codes.units["frame"] == frame) & (codes.units["admin_level"] == str(admin_level))]
    return {pcode: name for pcode, name in zip(units["pcode"], units["name"], strict=True) if pcode}


def frame_of_parents(units: pd.DataFrame, *, codes: CodeList) -> str:
    """Return the frame in which the communes of `units` have the parents that `units` gives them; "" if in none."""
    known = units[units["pcode"].isin(codes.coded.index)].set_index("pcode")[["cercle_pcode", "region_pcode"]]
    for frame in codes.codes_frames:
        parents = parents_in(frame, codes=codes).set_index("pcode")[["cercle_pcode", "region_pcode"]]
        if len(known) and parents.loc[known.index].equals(known):
            return frame
    return ""


def _read(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return pd.DataFrame(lines, dtype=str)
