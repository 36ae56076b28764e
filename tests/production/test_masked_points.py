import base64
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from tests.disclosure.communes import secret as secret_of

from annexmaps import build, specify
from annexmaps.config import Config, PointsConfig
from annexmaps.errors import ConfigError, InputError, OutputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.secret_file import read_secret, write_new_secret
from annexmaps.spec import ListSpec, MapSpec

ROWS = 60  # of the sample month, header and tags included


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "points.key"
    path.parent.mkdir()
    path.write_text(secret_of(7).hex() + "\n", encoding="ascii")
    path.chmod(0o600)
    return path


@pytest.fixture
def month(tmp_path: Path, sample_folder: Path) -> Path:
    folder = tmp_path / "2021-11"
    folder.mkdir()
    lines = (sample_folder / "2021-11" / "incidents.csv").read_text(encoding="utf-8").splitlines()
    (folder / "incidents.csv").write_text("\n".join(lines[:ROWS]), encoding="utf-8")
    shutil.copy(sample_folder / "2021-11" / "alertes_flash.csv", folder)
    return folder


@pytest.fixture(scope="module")
def pages(november: LocatedMonth, tmp_path_factory: pytest.TempPathFactory) -> dict[str, MapSpec | ListSpec]:
    """Annexes 1, 2 and 4 of the sample month with masked points, for partners."""
    key = tmp_path_factory.mktemp("office") / "points.key"
    key.write_text(secret_of(7).hex(), encoding="ascii")
    alone = replace(november, earlier={})
    return {annex: specify(alone, annex=annex, points="masked", secret=key) for annex in ("1", "2", "4")}


def contents(files: tuple[Path, ...]) -> Iterator[bytes]:
    """The bytes of every file, and of what is packed in it."""
    for path in files:
        content = path.read_bytes()
        yield content
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield from (archive.read(name) for name in archive.namelist())


def test_every_mark_of_annex_1_lies_in_its_commune(pages: dict, november: LocatedMonth) -> None:
    communes = november.boundaries.communes.set_index("pcode").geometry
    marks = pages["1"].marks
    assert len(marks) > 100
    assert all(communes[mark.pcode].contains(shapely.Point(mark.longitude, mark.latitude)) for mark in marks)


def test_every_mark_of_annex_2_that_is_not_at_a_centre_lies_in_its_commune(pages: dict, november: LocatedMonth) -> None:
    communes = november.boundaries.communes.set_index("pcode").geometry
    marks = [m for m in pages["2"].marks if (m.longitude, m.latitude) == (round(m.longitude, 2), round(m.latitude, 2))]
    assert marks
    assert all(communes[mark.pcode].contains(shapely.Point(mark.longitude, mark.latitude)) for mark in marks)


def test_no_true_coordinate_of_the_month_is_on_a_page(pages: dict, november: LocatedMonth) -> None:
    rows = november.tables["incidents"].table
    true = set(zip(rows["longitude"].round(4), rows["latitude"].round(4), strict=True))
    assert not {(round(m.longitude, 4), round(m.latitude, 4)) for m in pages["1"].marks} & true


def test_a_mark_tells_its_category_and_no_number(pages: dict) -> None:
    assert {mark.text for mark in pages["1"].marks} == {""}
    assert {mark.key for mark in pages["1"].marks} <= set("ABCDEF")


def test_the_page_says_how_far_points_are_displaced_and_how_many_rows_have_none(pages: dict) -> None:
    stayed = 499 - len(pages["1"].marks)
    assert any("déplacés de 5 à 15 km" in note for note in pages["1"].page.notes)
    assert f"Violations restées à la commune, sans point\u00a0: {stayed}." in pages["1"].page.notes
    assert pages["1"].legends[0].note == "Points déplacés de 5 à 15 km."


def test_a_page_without_any_masked_point_does_not_speak_of_displaced_ones(month: Path, secret: Path) -> None:
    lines = (month / "alertes_flash.csv").read_text(encoding="utf-8").splitlines()
    (month / "alertes_flash.csv").write_text("\n".join(lines[:2]), encoding="utf-8")
    page = specify(month, annex="2", boundaries="schematic", points="masked", secret=secret)
    assert not [note for note in (*page.page.notes, page.legends[0].note) if "déplacés" in note]


def test_rows_without_a_point_are_drawn_at_their_commune(pages: dict) -> None:
    drawn = sum(int(circle.text or 0) for circle in pages["1"].circles)
    assert drawn + len(pages["1"].marks) == 499


def test_annex_4_is_the_same_with_and_without_points(pages: dict, november: LocatedMonth) -> None:
    plain = specify(replace(november, earlier={}), annex="4")
    assert (pages["4"].columns, sorted(pages["4"].rows)) == (plain.columns, sorted(plain.rows))


def test_two_builds_give_the_same_bytes_and_none_holds_the_secret(month: Path, secret: Path, tmp_path: Path) -> None:
    options = {"only": ("1", "4"), "formats": ("svg", "small", "xlsx"), "points": "masked", "secret": secret}
    first, again = (build(month, out=tmp_path / n, boundaries="schematic", **options) for n in ("one", "two"))
    everything = tuple(sorted(path for path in first.folder.iterdir()))
    assert [path.read_bytes() for path in everything] == [
        (again.folder / path.name).read_bytes() for path in everything
    ]
    raw = secret_of(7)
    spellings = (raw, raw.hex().encode(), raw.hex().upper().encode(), base64.b64encode(raw)[:40], str(secret).encode())
    assert not [spelling for content in contents(everything) for spelling in spellings if spelling in content]


def test_the_manifest_tells_that_points_are_masked_and_nothing_of_the_secret(
    month: Path, secret: Path, tmp_path: Path
) -> None:
    made = {}
    for number in (7, 8):
        secret.write_text(secret_of(number).hex(), encoding="ascii")
        report = build(
            month, out=tmp_path / "maps", boundaries="schematic", only=("4",), points="masked", secret=secret
        )
        made[number] = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    assert made[7]["points"] == {"shown": "masked", "nearest_m": 5000.0, "farthest_m": 15000.0}
    assert made[7] == made[8]


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"points": "masked"}, "points.no_secret"),
        ({"points": "masked", "secret": "no-such-file"}, "points.secret_missing"),
        ({"points": "masked", "edition": "public"}, "points.public"),
        ({"points": "masked", "edition": "internal"}, "points.internal"),
        ({"points": "all"}, "points.choice"),
        ({"secret": "points.key"}, "points.secret_unused"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(options: dict, key: str, tmp_path: Path) -> None:
    with pytest.raises((InputError, UsageError)) as refused:
        build(tmp_path / "2021-11", **options)
    assert refused.value.key == key


def test_a_secret_among_the_outputs_is_refused(month: Path, secret: Path) -> None:
    with pytest.raises(UsageError) as refused:
        build(month, out=secret.parent.parent / "office", points="masked", secret=secret)
    assert refused.value.key == "points.secret_in_outputs"


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (PointsConfig(nearest=2), "points.distances"),
        (PointsConfig(nearest=5, farthest=10), "points.distances"),
        (PointsConfig(farthest=80), "points.distances"),
        (PointsConfig(candidates=9), "points.candidates"),
    ],
)
def test_settings_that_protect_too_little_are_refused(
    settings: PointsConfig, key: str, secret: Path, month: Path
) -> None:
    with pytest.raises(ConfigError) as refused:
        build(month, config=Config(points=settings), points="masked", secret=secret)
    assert refused.value.key == key


def test_the_configuration_names_the_secret_and_the_villages_from_its_own_folder(month: Path, secret: Path) -> None:
    random = np.random.default_rng(3)
    villages = random.uniform((-6, 13), (2, 18), size=(40_000, 2)).round(4)
    lines = [f"{latitude};{longitude}" for longitude, latitude in villages]
    (month.parent / "villages.csv").write_text("\n".join(["latitude;longitude", *lines]), encoding="utf-8")
    configuration = '[points]\nsecret = "office/points.key"\nlocalities = "villages.csv"\n'
    (month.parent / "annexmaps.toml").write_text(configuration, encoding="utf-8")
    with_villages = specify(month, boundaries="schematic", points="masked")
    (month.parent / "annexmaps.toml").unlink()
    without = specify(month, boundaries="schematic", points="masked", secret=secret)
    assert len(with_villages.marks) != len(without.marks)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX systems")
def test_a_secret_that_others_may_read_is_warned_of(month: Path, secret: Path, tmp_path: Path) -> None:
    secret.chmod(0o644)
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("4",), points="masked", secret=secret)
    assert report.open_secret == secret.name


def test_a_new_secret_is_written_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "points.key"
    write_new_secret(path)
    kept = path.read_bytes()
    with pytest.raises(OutputError) as refused:
        write_new_secret(path)
    assert (refused.value.key, path.read_bytes(), len(read_secret(path))) == ("points.secret_exists", kept, 32)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "mot de passe", "00" * 32, "ab" * 31, "ab" * 33, "zz" * 32])
def test_a_file_that_is_no_random_secret_is_refused_without_showing_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "points.key"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_secret(path)
    assert refused.value.key == "points.not_a_secret"
    assert not text or text not in refused.value.sentence("fr")
