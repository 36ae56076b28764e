"""The record of the checks, and the lint of finished maps against it and their own dots."""

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from annexmaps import build
from annexmaps.errors import InputError, OutputError
from annexmaps.inventory import Inventory
from annexmaps.lint.picture import check_picture
from annexmaps.production.linting import lint_path
from annexmaps.production.manifest import MANIFEST_NAME
from annexmaps.production.page_record import RECORD_NAME, read_record

COVERAGE = (
    "commune,pcode,organisation,statut,moniteurs\nGao,ML070101,ONG A,couvert,3\nSévaré,ML050101,ONG A,suspendu,2\n"
)


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    month = tmp_path_factory.mktemp("data") / "2021-11"
    month.mkdir()
    (month / "couverture.csv").write_text(COVERAGE, encoding="utf-8")
    return build(month, out=month.parent / "maps", boundaries="schematic", only=("5",), formats=("small",)).folder


@pytest.fixture
def copied(maps: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(maps, tmp_path / "partners"))


def the_map(folder: Path) -> Path:
    (found,) = folder.glob("*.png")
    return found


def found_in(folder: Path) -> list[str]:
    return [finding.key for page in lint_path(folder) for finding in page.findings]


def inventory_of(folder: Path) -> Inventory:
    (known,) = read_record(folder / RECORD_NAME).values()
    return known.inventory


def repainted(png: bytes, extent: tuple[float, float, float, float], colour: tuple[int, int, int]) -> bytes:
    """Return `png` with the rectangle `extent` (mm of an A4 page) in one colour."""
    picture = Image.open(io.BytesIO(png))
    dots, per_inch = np.array(picture.convert("RGB")), picture.info["dpi"]
    dot = dots.shape[1] / 297
    left, bottom, right, top = extent
    dots[round((210 - top) * dot) : round((210 - bottom) * dot), round(left * dot) : round(right * dot)] = colour
    file = io.BytesIO()
    Image.fromarray(dots).save(file, "PNG", dpi=per_inch)
    return file.getvalue()


def picture_faults(folder: Path, content: bytes) -> list[str]:
    return sorted({finding.key for finding in check_picture(content, inventory_of(folder))})


def test_a_folder_as_it_was_built_passes(maps: Path) -> None:
    assert found_in(maps) == []


def test_the_record_is_in_the_manifest(maps: Path) -> None:
    manifest = json.loads((maps / MANIFEST_NAME).read_text(encoding="utf-8"))
    assert sorted(manifest["outputs"]) == sorted((the_map(maps).name, RECORD_NAME))


def test_the_record_is_no_finer_than_a_dot(maps: Path) -> None:
    page = inventory_of(maps)
    places = [number for shape in page.shapes for number in shape.extent]
    places += [number for writing in page.writings for corner in writing.corners for number in corner]
    assert [number for number in places if round(number, 1) != number] == []


def test_a_map_that_was_touched_up_is_found(copied: Path) -> None:
    path = the_map(copied)
    path.write_bytes(repainted(path.read_bytes(), (20, 60, 60, 90), (0, 0, 0)))
    assert found_in(copied) == ["changed"]


def test_a_map_that_is_gone_is_found(copied: Path) -> None:
    the_map(copied).unlink()
    assert found_in(copied) == ["missing"]


def test_a_map_from_elsewhere_is_found(copied: Path) -> None:
    shutil.copy(the_map(copied), copied / "2021-11_annexe-5_autre_partners_fr.png")
    assert found_in(copied) == ["not_recorded"]


def test_a_map_renamed_for_another_edition_is_found(copied: Path) -> None:
    path, record = the_map(copied), copied / RECORD_NAME
    renamed = path.name.replace("partners", "public")
    record.write_text(record.read_text(encoding="utf-8").replace(path.name, renamed), encoding="utf-8")
    path.rename(copied / renamed)
    assert found_in(copied) == ["file_name"]


def test_a_folder_without_a_record_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="annexmaps build"):
        lint_path(tmp_path)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"maps": []}', '{"maps": {"a.png": {"sha256": "", "page": {}}}}', "[" * 90_000]
)
def test_a_record_of_another_make_is_told(copied: Path, text: str) -> None:
    (copied / RECORD_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=RECORD_NAME):
        lint_path(copied)


def test_a_month_folder_is_linted_in_memory(maps: Path) -> None:
    month = maps.parents[2] / "2021-11"
    before = sorted(path.name for path in month.rglob("*"))
    pages = lint_path(month, boundaries="schematic")
    assert [(page.name, page.findings) for page in pages] == [("5", ())]
    assert sorted(path.name for path in month.rglob("*")) == before


def test_a_build_with_a_fault_publishes_nothing(tmp_path: Path) -> None:
    month = tmp_path / "2021-11"
    month.mkdir()
    (month / "couverture.csv").write_text(COVERAGE, encoding="utf-8")
    endless = 'disclaimer = "' + "Avertissement. " * 700 + '"'
    (tmp_path / "annexmaps.toml").write_text(f"[organisation]\n{endless}\n", encoding="utf-8")
    with pytest.raises(OutputError, match="annexe 5"):
        build(month, out=tmp_path / "maps", boundaries="schematic", only=("5",), formats=("small",))
    assert list(tmp_path.glob("maps/**/*.png")) == []


def test_a_picture_that_does_not_open_is_found(maps: Path) -> None:
    assert picture_faults(maps, b"\x89PNG\r\n") == ["picture_unreadable"]


def test_a_shrunk_picture_is_found(maps: Path) -> None:
    picture = Image.open(the_map(maps))
    file = io.BytesIO()
    picture.convert("RGB").resize((800, 565)).save(file, "PNG", dpi=picture.info["dpi"])
    assert picture_faults(maps, file.getvalue()) == ["picture_size"]


def test_a_swatch_of_another_colour_in_the_picture_is_found(maps: Path) -> None:
    swatch = next(shape for shape in inventory_of(maps).shapes_of("swatch") if shape.fill)
    assert picture_faults(maps, repainted(the_map(maps).read_bytes(), swatch.extent, (0, 0, 0))) == ["picture_swatch"]


def test_a_text_that_was_painted_over_is_found(maps: Path) -> None:
    corners = inventory_of(maps).of_part("title")[0].corners
    extent = (*corners[0], *corners[2])
    assert picture_faults(maps, repainted(the_map(maps).read_bytes(), extent, (255, 255, 255))) == ["picture_ink"]


def test_ink_in_the_margin_is_found(maps: Path) -> None:
    assert picture_faults(maps, repainted(the_map(maps).read_bytes(), (1, 100, 2, 110), (0, 0, 0))) == [
        "picture_margin"
    ]
