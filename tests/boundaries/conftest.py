"""The files of boundaries/ as tables of text, and the script that makes the schematic communes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import geopandas as gpd
import pandas as pd
import pytest

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"


def read_facts(name: str) -> pd.DataFrame:
    return pd.read_csv(REPOSITORY / "boundaries" / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="session")
def communes() -> pd.DataFrame:
    return read_facts("communes.csv")


@pytest.fixture(scope="session")
def units() -> pd.DataFrame:
    return read_facts("units.csv").astype({"admin_level": int})


@pytest.fixture(scope="session")
def frames() -> pd.DataFrame:
    return read_facts("frames.csv")


@pytest.fixture(scope="session")
def aliases() -> pd.DataFrame:
    return read_facts("aliases.csv").astype({"admin_level": int})


@pytest.fixture(scope="session")
def towns() -> pd.DataFrame:
    return read_facts("towns.csv").astype({"longitude": float, "latitude": float, "rank": int})


@pytest.fixture(scope="session")
def context() -> pd.DataFrame:
    return read_facts("context.csv").astype({"part": int, "order": int, "longitude": float, "latitude": float})


@pytest.fixture(scope="session")
def schematic() -> gpd.GeoDataFrame:
    return gpd.read_parquet(REPOSITORY / "boundaries" / "schematic.parquet")


@pytest.fixture(scope="session")
def script() -> ModuleType:
    path = REPOSITORY / "boundaries" / "make_schematic.py"
    spec = importlib.util.spec_from_file_location("make_schematic", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("needs ../shared/data")
    return SHARED
