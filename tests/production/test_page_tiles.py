"""Pages with an online background: chosen, named, told in the manifest, and let through the gate with that one address."""

import json
from pathlib import Path

import pytest

from annexmaps import build
from annexmaps.errors import UsageError
from annexmaps.production.auditing import audit_folder
from annexmaps.production.page_tiles import choose_tiles

ADDRESS = "https://tuiles.example.org:8443/{z}/{x}/{y}.png"


@pytest.fixture(scope="module")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = build(
        sample_folder / "2021-11", out=tmp_path_factory.mktemp("maps"), boundaries="schematic", only=("5",), formats=("html",),
        tiles=ADDRESS, tiles_source="© Serveur du Cluster", zipped=True,
    )  # fmt: skip
    return report.folder


def test_the_names_of_the_files_say_so(folder: Path) -> None:
    assert sorted(path.name for path in folder.glob("*tuiles*")) == [
        "2021-11_annexe-5_coverage_exemple_tuiles_partners_fr.html",
        "2021-11_annexe-5_coverage_exemple_tuiles_partners_fr.zip",
    ]


def test_the_manifest_says_whom_the_pages_ask(folder: Path) -> None:
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tiles"] == ADDRESS


def test_the_audit_lets_that_address_through(folder: Path) -> None:
    assert audit_folder(folder).findings == ()


@pytest.mark.parametrize("other", ["https://other.example.org", "https://tuiles.example.org:8443/elsewhere"])
def test_the_audit_refuses_any_other_address(folder: Path, tmp_path: Path, other: str) -> None:
    page = next(folder.glob("*_tuiles_*.html"))
    content = page.read_bytes().replace(b"https://tuiles.example.org:8443 data:", other.encode() + b" data:")
    (tmp_path / page.name).write_bytes(content)
    (tmp_path / "manifest.json").write_bytes((folder / "manifest.json").read_bytes())
    assert {finding.kind for finding in audit_folder(tmp_path).findings} == {"url"}


def test_the_audit_refuses_the_address_in_a_page_whose_name_does_not_say_so(folder: Path, tmp_path: Path) -> None:
    page = next(folder.glob("*_tuiles_*.html"))
    (tmp_path / page.name.replace("_tuiles", "")).write_bytes(page.read_bytes())
    (tmp_path / "manifest.json").write_bytes((folder / "manifest.json").read_bytes())
    assert {finding.kind for finding in audit_folder(tmp_path).findings} == {"url"}


def test_a_provider_is_known_by_its_name() -> None:
    tiles = choose_tiles("OpenTopoMap")
    assert tiles is not None
    assert (tiles.address, tiles.host) == ("https://a.tile.opentopomap.org/{z}/{x}/{y}.png", "a.tile.opentopomap.org")
    assert tiles.attribution == "Map data: © OpenStreetMap contributors, SRTM | Map style: © OpenTopoMap (CC-BY-SA)"
    assert choose_tiles("") is None


@pytest.mark.parametrize(
    ("wanted", "source", "key"),
    [
        (ADDRESS, "", "tiles.no_source"),
        ("http://tuiles.example.org/{z}/{x}/{y}.png", "x", "basemap.bad_address"),
        ("https://a:b@tuiles.example.org/{z}/{x}/{y}.png", "x", "tiles.bad_address"),
        ("https://tuiles.example.org;script-src/{z}/{x}/{y}.png", "x", "tiles.bad_address"),
        ("https://*.example.org/{z}/{x}/{y}.png", "x", "tiles.bad_address"),
        ("https://tuiles.example.org/{z}/{x}/{y}.png'\"><script>", "x", "tiles.bad_address"),
        ("https://tuilés.example.org/{z}/{x}/{y}.png", "x", "tiles.bad_address"),
        ("relief.tif", "", "basemap.unknown"),
        ("CartoDB.Positron", "", "basemap.needs_key"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(wanted: str, source: str, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose_tiles(wanted, source=source)
    assert refused.value.key == key


def test_tiles_without_pages_are_refused(sample_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--tiles"):
        build(sample_folder / "2021-11", out=tmp_path, boundaries="schematic", only=("5",), tiles="OpenTopoMap")
