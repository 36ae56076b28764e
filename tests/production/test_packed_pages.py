"""Pages packed or in a .zip: through the gate, the same bytes each time, and plain unless asked for."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from annexmaps import build
from annexmaps.errors import UsageError
from annexmaps.production.page_archive import zip_page


@pytest.fixture(scope="module")
def packed(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("maps")
    report = build(
        sample_folder / "2021-11", out=out, boundaries="schematic", only=("5",), formats=("html",), pack=True, zipped=True
    )  # fmt: skip
    return {path.name: path.read_bytes() for path in report.files}


def test_a_packed_page_and_a_zip_of_the_plain_one_are_written(packed: dict[str, bytes]) -> None:
    assert [Path(name).suffix for name in packed] == [".html", ".zip"]
    page, archive = packed.values()
    assert b'id="annexmaps-packed"' in page
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        (member,) = opened.namelist()
        assert b'id="annexmaps-data"' in opened.read(member)
    assert member == next(iter(packed))


def test_the_same_page_gives_the_same_zip() -> None:
    path, archive = zip_page(Path("maps/page.html"), b"<!DOCTYPE html>" * 50)
    assert path == Path("maps/page.zip")
    assert archive == zip_page(Path("page.html"), b"<!DOCTYPE html>" * 50)[1]
    (member,) = zipfile.ZipFile(BytesIO(archive)).infolist()
    assert (member.date_time, member.create_system) == ((1980, 1, 1, 0, 0, 0), 3)


def test_packing_without_a_page_is_refused(sample_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        build(sample_folder / "2021-11", out=tmp_path, boundaries="schematic", only=("5",), zipped=True)
    assert refused.value.key == "usage.pack_unused"
    assert list(tmp_path.iterdir()) == []
