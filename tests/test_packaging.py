"""The wheel carries everything: boundaries, words, fonts, figures."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# words and rules, tables, shapes, styles, scripts, the Word document's parts, fonts, licences and sources, the mark of types
KINDS = {".toml", ".csv", ".parquet", ".css", ".js", ".html", ".xml", ".ttf", ".txt", ".md", ".typed"}


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, timeout=300)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "boundaries/schematic.parquet",
        "boundaries/communes.csv",
        "vocabulary/fr.toml",
        "vocabulary/terms.toml",
        "disclosure/rules.toml",
        "sample/published.toml",
        "sources/boundary_catalogue.toml",
        "render/fonts/Roboto-Regular.ttf",
        "render/fonts/LICENSE-Roboto.txt",
    ],
)
def test_the_wheel_holds_what_the_command_needs(unpacked_wheel: Path, name: str) -> None:
    assert (unpacked_wheel / "annexmaps" / name).is_file()


def test_the_wheel_holds_every_file_of_the_package_and_the_boundaries(unpacked_wheel: Path) -> None:
    held = files_of(unpacked_wheel / "annexmaps")
    package = files_of(ROOT / "src" / "annexmaps") | {f"boundaries/{name}" for name in files_of(ROOT / "boundaries")}
    assert held == package
    assert {Path(name).suffix for name in held} == KINDS | {".py"}


def test_the_wheel_tells_the_licences_of_code_and_data(unpacked_wheel: Path) -> None:
    (told,) = unpacked_wheel.glob("*.dist-info")
    assert {path.name for path in (told / "licenses").iterdir()} == {"LICENSE", "LICENSE-DATA.md"}
    lines = (told / "METADATA").read_text(encoding="utf-8").splitlines()
    assert {"License-Expression: MIT", "Classifier: Typing :: Typed", "Requires-Python: >=3.11"} <= set(lines)


def files_of(folder: Path) -> set[str]:
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


def test_the_wheel_samples_and_builds_by_itself(unpacked_wheel: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(unpacked_wheel),
        "ANNEXMAPS_HOME": str(tmp_path / "home"),
        "LANG": "fr_FR.UTF-8",
    }
    for words in (["sample", "sample", "--month", "2021-11"], ["build", "sample/2021-11", "--only", "4"]):
        command = [sys.executable, "-P", "-m", "annexmaps", *words]
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, env=environment, timeout=300)
    assert [path.name for path in (tmp_path / "maps" / "2021-11" / "partners").iterdir() if path.suffix == ".xlsx"] == [
        "2021-11_annexe-4_incident-list_exemple_partners_fr.xlsx"
    ]
