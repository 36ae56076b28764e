"""The page on editions: its pictures are what the code draws, its numbers stand in what the code makes."""

import importlib.util
import io
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

from annexmaps import specify
from annexmaps.config import PointsConfig
from annexmaps.disclosure.rules import edition_rules
from annexmaps.places.located import LocatedMonth
from annexmaps.spec import ListSpec, MapSpec

DOCS = Path(__file__).parents[1] / "docs"
LARGEST = 100_000  # bytes
TOLERANCE = 0.004  # share of dots that may differ plainly
PLAINLY = 48  # levels of 255
DALLAH = "ML050401"


def load_drawing() -> ModuleType:
    where = importlib.util.spec_from_file_location("make_editions_pictures", DOCS / "make_editions_pictures.py")
    assert where
    assert where.loader
    module = importlib.util.module_from_spec(where)
    where.loader.exec_module(module)
    return module


drawing = load_drawing()


@pytest.mark.parametrize(("edition", "lang"), drawing.PICTURES)
def test_a_picture_of_the_page_is_what_the_code_draws(november: LocatedMonth, edition: str, lang: str) -> None:
    kept = drawing.picture_file(edition, lang)
    drawn = Image.open(io.BytesIO(drawing.draw_picture(november, edition, lang))).convert("RGB")
    difference = abs(np.asarray(drawn).astype(int) - np.asarray(Image.open(kept).convert("RGB")).astype(int))
    assert (difference.max(axis=2) > PLAINLY).mean() < TOLERANCE
    assert kept.stat().st_size <= LARGEST


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_number_in_bold_is_what_the_outputs_say(november: LocatedMonth, lang: str) -> None:
    page = (DOCS / f"editions.{lang}.md").read_text(encoding="utf-8")
    assert re.findall(r"\*\*(\d[\d–]*)\*\*", page) == numbers_told(november, lang)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_other_number_is_a_rule_s(lang: str) -> None:
    page = (DOCS / f"editions.{lang}.md").read_text(encoding="utf-8")
    plain = re.sub(r"\*\*\d[\d–]*\*\*|`[^`]*`|2021|[Aa]nnexe? \d", "", page)
    public, partners = edition_rules("public"), edition_rules("partners")
    smallest = public.smallest_cell["commune"]
    assert {public.smallest_monitor_cell, partners.smallest_monitor_cell, partners.smallest_sensitive_cell} == {
        smallest
    }
    rules = {smallest, PointsConfig().nearest, PointsConfig().farthest}
    assert {int(number) for number in re.findall(r"\d+", plain.replace(f"1–{smallest - 1}", ""))} == rules


def numbers_told(month: LocatedMonth, lang: str) -> list[str]:
    """The numbers of the page, in its order, each read where a reader of the annexes reads it."""
    country = {edition: map_of(month, edition, lang) for edition in ("internal", "partners", "public")}
    inside, partners = (map_of(month, edition, lang, unit=drawing.CERCLE) for edition in ("internal", "partners"))
    marks = sum(mark.pcode == DALLAH for mark in inside.marks)
    totals = {row[0]: row[1] for row in country["public"].tables[0].rows}
    low, high = totals["Ménaka"].split("–")
    listing = list_of(month, "partners", lang)
    silent = sum("(type n" in str(row[7]) for row in listing.rows)
    country_only = re.findall(r"\d+", listing.page.notes[1])
    return [
        *(table_total(inside), str(marks), circle_text(inside), circle_text(partners)),
        *(public_class(month, lang), smallest_class(country["public"]), totals["Ménaka"], low, high),
        *(totals["Total"], totals["Mopti"], str(silent), *country_only),
    ]


def map_of(month: LocatedMonth, edition: str, lang: str, *, unit: str = "") -> MapSpec:
    made = specify(month, annex="1", edition=edition, lang=lang, unit=unit)
    assert isinstance(made, MapSpec)
    return made


def list_of(month: LocatedMonth, edition: str, lang: str) -> ListSpec:
    made = specify(month, annex="4", edition=edition, lang=lang)
    assert isinstance(made, ListSpec)
    return made


def table_total(made: MapSpec) -> str:
    return next(row[7] for row in made.tables[0].rows if row[0] == "Dallah")


def circle_text(made: MapSpec) -> str:
    return next(circle.text for circle in made.circles if circle.pcode == DALLAH)


def public_class(month: LocatedMonth, lang: str) -> str:
    return next(str(row[-1]) for row in list_of(month, "public", lang).rows if row[3] == DALLAH)


def smallest_class(made: MapSpec) -> str:
    return made.legends[0].lines[-1].count
