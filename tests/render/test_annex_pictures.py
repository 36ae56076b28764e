"""The annexes of November 2021 against pictures that were looked at; `python tests/render/test_annex_pictures.py` draws them anew."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from test_pictures import BASELINES, PLAINLY, TOLERANCE, small

from annexmaps import read_month, specify
from annexmaps.places.located import LocatedMonth
from annexmaps.render.static import draw_png
from annexmaps.sample import sample_months, write_sample
from annexmaps.spec import MapSpec

PAGES = (("1", "", "partners"), ("1", "", "internal"), ("1", "", "public"), ("2", "", "partners"), ("3", "", "partners"),
         ("3", "change", "partners"), ("5", "", "partners"))  # fmt: skip


def name_of(page: tuple[str, str, str]) -> str:
    return f"annex_{'_'.join(filter(None, page))}.png"


def picture_of(month: LocatedMonth, page: tuple[str, str, str]) -> Image.Image:
    annex, variant, edition = page
    spec = specify(month, annex=annex, variant=variant, edition=edition)
    assert isinstance(spec, MapSpec)
    return small(draw_png(spec))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_annex_looks_as_it_did(november: LocatedMonth, page: tuple[str, str, str]) -> None:
    drawn = np.asarray(picture_of(november, page)).astype(int)
    kept = np.asarray(Image.open(BASELINES / name_of(page)).convert("RGB")).astype(int)
    assert (abs(drawn - kept).max(axis=2) > PLAINLY).mean() < TOLERANCE


def _drawn_anew() -> Iterator[tuple[Path, Image.Image]]:
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), months=sample_months())
        month = read_month(Path(folder) / "2021-11", boundaries="schematic")
        for page in PAGES:
            yield BASELINES / name_of(page), picture_of(month, page).quantize(256)


if __name__ == "__main__":
    for path, picture in _drawn_anew():
        picture.save(path, optimize=True)
