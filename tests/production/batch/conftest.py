"""Two months of a country of six square communes, and the batch of them, made once."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NAMES, SQUARES

from annexmaps import batch
from annexmaps.sources.boundary_install import install_boundaries

INCIDENTS = (
    "numéro,date,région,cercle,commune,p-code,catégorie,type\n"
    "1,{month}-03,Nord,Haut,Alba,XX010101,E,Taxe illégale\n"
    "2,{month}-04,Aval,Bas,Sud,XX020202,B,\"Assassinat, meurtre\"\n"
    "3,{month}-05,Nord,Haut,Pontt,,A,Retour forcé\n"
)  # fmt: skip
ALERTS = (
    "numéro,date,région,cercle,commune,p-code,type d'alerte,personnes\n"
    "1,{month}-05,Nord,Haut,Alba,XX010101,Enlèvement,3\n"
)
MONTHS = ("2021-01", "2021-02")
OPTIONS = {"boundaries": "carres", "only": ("1", "2", "4"), "formats": ("small", "xlsx", "html")}


def tree(folder: Path) -> dict[str, bytes]:
    """The finished files under `folder`; what a batch keeps for itself is none."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".annexmaps" not in path.parts
    }


def write_data(folder: Path, *, months: tuple[str, ...] = MONTHS) -> Path:
    for month in months:
        (folder / month).mkdir(parents=True)
        (folder / month / "incidents.csv").write_text(INCIDENTS.format(month=month), encoding="utf-8")
        (folder / month / "alertes_flash.csv").write_text(ALERTS.format(month=month), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def squares_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of boundaries where the six communes are installed."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "ADM3_PCODE": pcode, "ADM3_FR": name, "ADM2_PCODE": cercle, "ADM2_FR": NAMES[cercle],
                "ADM1_PCODE": region, "ADM1_FR": NAMES[region], "ADM0_FR": "Carrésie", "iso3": "XXX",
            },
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]],
            },
        }
        for pcode, name, cercle, region, x, y in SQUARES
    ]  # fmt: skip
    home = tmp_path_factory.mktemp("limits")
    path = home / "carres.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    install_boundaries(str(path), source="Fiction", licence="CC0", date="2021-01-01", home=home)
    return home


@pytest.fixture(autouse=True)
def squares_installed(squares_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(squares_home))


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, squares_home: Path) -> Path:
    """A folder with `data` and the `maps` of a batch of it."""
    home = tmp_path_factory.mktemp("batch")
    data = write_data(home / "data")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ANNEXMAPS_HOME", str(squares_home))
        batch(data, out=home / "maps", workers=1, **OPTIONS)  # type: ignore[arg-type]
    return home


@pytest.fixture
def made(made_once: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(made_once, tmp_path / "home"))


@pytest.fixture
def again(made: Path) -> Callable[..., list[str]]:
    """Run the same batch once more and return which finished files were written."""

    def run(**options: object) -> list[str]:
        before = {path: path.stat().st_ino for path in (made / "maps").rglob("*") if path.is_file()}
        batch(made / "data", out=made / "maps", workers=1, **{**OPTIONS, **options})  # type: ignore[arg-type]
        now = {path: path.stat().st_ino for path in (made / "maps").rglob("*") if path.is_file()}
        return sorted(
            path.name for path, number in now.items() if before.get(path) != number and ".annexmaps" not in path.parts
        )

    return run
