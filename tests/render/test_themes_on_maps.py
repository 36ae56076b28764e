"""What a theme says is what the page shows, in the map and in its legend alike."""

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from square_country import square_page, square_spec

from annexmaps import build, specify
from annexmaps.lint.checks import lint_page
from annexmaps.products import all_products
from annexmaps.render.logos import place_logos
from annexmaps.render.static import draw_page, draw_png
from annexmaps.render.vector import draw_pdf, draw_svg
from annexmaps.spec import ListSpec
from annexmaps.theme import FONTS, PAGE_SIZES, Logo, Theme
from annexmaps.theme.reading import make_theme

PAGES = [page for product in all_products() for page in product.pages if product.kind == "map"]
COLOURS = {"A": "#112233", "critique": "#010203", "attaque_village": "#0a0b0c", "up_more": "#123456"}


def dots_of(png):
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"))


def colours_in(dots):
    # as whole numbers: sorting eight million rows of three takes a hundred times as long
    return {f"#{colour:06x}" for colour in np.unique(dots @ np.array([65536, 256, 1], np.uint32)).tolist()}


def themed(tmp_path, **values):
    return make_theme(values, file="theme.toml", home=tmp_path)


def logo_of(colour, size):
    stream = io.BytesIO()
    Image.new("RGBA", size, colour).save(stream, "PNG")
    return Logo(stream.getvalue(), *size)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.annex}{page.variant}")
def test_legend_and_map_take_every_colour_from_the_theme(november, tmp_path, page):
    theme = themed(tmp_path, colours={"accent": "#0a5fa0", "risk": "feux", "monitored": "#101112"})
    plain = specify(november, annex=page.annex, variant=page.variant)
    other = specify(november, annex=page.annex, variant=page.variant, theme=theme)
    drawn = {s.fill for layer in other.area_layers for s in layer.symbols.values()}
    drawn |= {fill for circle in other.circles for fill, _ in circle.parts}
    drawn |= {s.fill for s in other.mark_symbols.values()}
    shown = {line.symbol.fill for legend in other.legends for line in legend.lines}
    assert drawn <= shown | {"", theme.paper.page, *(s.edge for s in other.mark_symbols.values())}
    assert other.theme == theme
    assert plain.theme == Theme()


@pytest.mark.parametrize(
    ("annex", "section", "key"),
    [("1", "categories", "A"), ("2", "alerts", "attaque_village"), ("3", "risk", "critique")],
)
def test_a_colour_of_the_theme_is_in_map_and_legend(november, tmp_path, annex, section, key):
    theme = themed(tmp_path, colours={section: {key: COLOURS[key]}})
    inventory = draw_page(specify(november, annex=annex, theme=theme)).inventory()
    parts = {shape.part for shape in inventory.shapes if shape.fill == COLOURS[key]}
    assert "swatch" in parts
    assert COLOURS[key] in {one.fill for one in inventory.classes}


def test_the_colours_of_a_theme_are_dots_of_the_picture(tmp_path):
    paper = {"land": "#fffdf5", "neighbour": "#d0d0ff"}
    spec = square_spec(theme=themed(tmp_path, paper=paper), area_layers=())
    assert set(paper.values()) <= colours_in(dots_of(draw_png(spec)))


def test_the_traffic_light_reaches_the_picture(november, tmp_path):
    theme = themed(tmp_path, colours={"risk": "feux"})
    assert set(theme.colours.risk.values()) <= colours_in(dots_of(draw_png(specify(november, annex="3", theme=theme))))


@pytest.mark.parametrize("font", FONTS)
def test_a_font_is_drawn_the_same_twice_and_unlike_the_others(font):
    spec = square_spec(theme=Theme(font=font))
    first, again = draw_png(spec), draw_png(spec)
    plain = draw_png(square_spec())
    assert (first == again, first == plain) == (True, font == FONTS[0])


def test_an_svg_names_and_holds_the_fonts_letters():
    drawing = draw_svg(square_spec(theme=Theme(font="DejaVu Serif"))).decode()
    assert "@font-face{font-family: 'DejaVu Serif';" in drawing
    assert "annexmaps" not in drawing.replace("annexmaps 0", "")


@pytest.mark.parametrize("page", PAGE_SIZES)
def test_logos_stand_in_the_margin_clear_of_every_text(page):
    logos = tuple(logo_of((200, 10, n, 255), size) for n, size in enumerate([(700, 260), (300, 300), (120, 400)]))
    theme = Theme(page=PAGE_SIZES[page], logos=logos)
    boxes = place_logos(theme.logos, theme.page)
    inventory = draw_page(
        square_spec(theme=theme, page=square_page(notes=("Une note assez longue. " * 12,) * 3))
    ).inventory()
    rectangles = [np.array(one.corners) for one in inventory.writings]
    met = [
        box
        for box in boxes
        for corners in rectangles
        if corners[:, 0].max() > box.left and corners[:, 0].min() < box.right
        and corners[:, 1].max() > box.bottom and corners[:, 1].min() < box.top
    ]  # fmt: skip
    inside = all(box.left > 0 and box.right <= theme.page.width - 6.9 and box.bottom >= 5.9 for box in boxes)
    apart = all(one.right < other.left for one, other in pairwise(boxes))
    assert (met, inside, apart) == ([], True, True)


def test_a_logos_own_colour_is_a_dot_of_the_picture():
    spec = square_spec(theme=Theme(logos=(logo_of((201, 13, 77, 255), (90, 60)),)))
    assert "#c90d4d" in colours_in(dots_of(draw_png(spec)))


def test_a_logo_is_in_the_pdf():
    spec = square_spec(theme=Theme(logos=(logo_of((201, 13, 77, 255), (90, 60)),)))
    assert draw_pdf(spec).count(b"/Subtype /Image") > draw_pdf(square_spec()).count(b"/Subtype /Image")


def test_organisation_of_the_configuration_wins_over_the_themes(november, tmp_path):
    from annexmaps.config import Config, OrganisationConfig

    theme = themed(tmp_path, organisation={"name": "Du thème", "contact": "theme@example.org"})
    config = Config(organisation=OrganisationConfig(name="De la configuration"))
    spec = specify(november, annex="3", theme=theme, config=config)
    assert spec.page.producer == "De la configuration · theme@example.org"


def test_file_names_tell_the_page_and_the_manifest_the_theme(sample_folder, tmp_path):
    (tmp_path / "theme.toml").write_text('page = "a4-portrait"\n[paper]\nland = "#fffdf5"', encoding="utf-8")
    options = {"only": ("4", "5"), "out": tmp_path / "maps", "boundaries": "schematic"}
    report = build(sample_folder / "2021-11", theme=tmp_path / "theme.toml", **options)
    names = [path.name for path in report.files]
    assert names[-1] == "2021-11_annexe-5_coverage_exemple_a4-portrait_partners_fr.png"
    assert "a4-portrait" not in names[0]
    assert '"theme": "' in (report.folder / "manifest.json").read_text(encoding="utf-8")


def test_a_list_is_printed_on_the_themes_paper(november):
    import zipfile

    from annexmaps.render.workbook import write_workbook

    listing = specify(november, annex="4", page="a3-portrait")
    assert isinstance(listing, ListSpec)
    with zipfile.ZipFile(io.BytesIO(write_workbook(replace(listing, rows=listing.rows[:1])))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'paperSize="8"' in sheet
    assert 'orientation="portrait"' in sheet


def test_the_traffic_light_is_let_through_because_its_page_says_what_greyscale_loses(november, tmp_path):
    theme = themed(tmp_path, colours={"risk": "feux"})
    findings = lint_page(draw_page(specify(november, annex="3", theme=theme)).inventory())
    assert [(finding.key, finding.severity) for finding in findings] == [("ramp", "warning")]
