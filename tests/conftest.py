"""What several tests share: a made-up country of six square communes, and rows placed in it."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import settings
from shapely.geometry import box

from annexmaps import read_month
from annexmaps.contract import CheckedTable, SourceFile
from annexmaps.places.located import LocatedMonth
from annexmaps.sources.boundaries import Boundaries

# no test ends by the clock: a busy machine is no fault
settings.register_profile("annexmaps", deadline=None)
settings.load_profile("annexmaps")

# communes of one degree: A1 A2 | A3 in région A, B1 | B2 B3 in région B; two are called Pont
SQUARES = (
    ("XX010101", "Alba", "XX0101", "XX01", 0, 1),
    ("XX010102", "Pont", "XX0101", "XX01", 1, 1),
    ("XX010201", "Ménara", "XX0102", "XX01", 2, 1),
    ("XX020101", "Pont", "XX0201", "XX02", 0, 0),
    ("XX020201", "N'Douri", "XX0202", "XX02", 1, 0),
    ("XX020202", "Sud", "XX0202", "XX02", 2, 0),
)
NAMES = {"XX01": "Nord", "XX02": "Aval", "XX0101": "Haut", "XX0102": "Est", "XX0201": "Ouest", "XX0202": "Bas"}


def make_boundaries(*, schematic: bool = False) -> Boundaries:
    columns = ["pcode", "name", "cercle_pcode", "region_pcode"]
    shapes = [box(x, y, x + 1, y + 1) for *_, x, y in SQUARES]
    communes = gpd.GeoDataFrame([square[:4] for square in SQUARES], columns=columns, geometry=shapes, crs=4326)
    cercles = communes.dissolve("cercle_pcode", as_index=False)[["cercle_pcode", "region_pcode", "geometry"]]
    cercles = cercles.rename(columns={"cercle_pcode": "pcode"}).assign(name=lambda units: units["pcode"].map(NAMES))
    regions = communes.dissolve("region_pcode", as_index=False)[["region_pcode", "geometry"]]
    regions = regions.rename(columns={"region_pcode": "pcode"}).assign(name=lambda units: units["pcode"].map(NAMES))
    without = pd.DataFrame([("Flottante", "XX0101", "XX01")], columns=["name", "cercle_pcode", "region_pcode"])
    return Boundaries(
        name="squares", title="Carrés", country="XXX", country_name="Carrésie", frame="2020", own_frame="2020", date="2020-01-01",
        source="", licence="", sha256="0" * 64, schematic=schematic, communes=communes, cercles=cercles, regions=regions,
        without_polygon=without,
    )  # fmt: skip


@pytest.fixture
def squares() -> Boundaries:
    return make_boundaries()


def incidents_of(*rows: dict[str, object]) -> CheckedTable:
    """A checked table of violations; what a row does not say is empty."""
    empty = {
        "number": "", "incident_number": "", "date": pd.Timestamp("2021-11-05"), "region": "", "cercle": "", "commune": "", "locality": "",
        "pcode": "", "latitude": float("nan"), "longitude": float("nan"), "location_precision": "", "category": "E",
        "type": "vol_extorsion_pillage", "women": float("nan"), "men": 1.0, "girls": float("nan"), "boys": float("nan"),
        "victim_status": "", "livelihood": "", "perpetrator": "", "place": "", "time_slot": "", "text": "", "example": "",
    }  # fmt: skip
    table = pd.DataFrame(
        [{"row": number, **empty, **row} for number, row in enumerate(rows, start=2)], columns=["row", *empty]
    )
    return CheckedTable("incidents", SourceFile("incidents.csv", "", "0" * 64), table, (), len(rows))


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All sample months, written once; tests copy what they change."""
    from annexmaps.sample import sample_months, write_sample

    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, months=sample_months())
    return folder


@pytest.fixture(scope="session")
def november(sample_folder: Path) -> LocatedMonth:
    """The sample month of November 2021 with the months before it, read once."""
    return read_month(sample_folder / "2021-11", boundaries="schematic")


@pytest.fixture
def write_month(tmp_path: Path) -> Callable[..., Path]:
    """Write a month folder from the text of its files."""

    def write(month: str = "2021-11", **files: str) -> Path:
        folder = tmp_path / month
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        return folder

    return write
