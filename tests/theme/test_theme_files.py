"""A theme file says how maps look; what it says wrongly is told in one message, and nothing else of its pictures travels."""

import io
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from annexmaps.config import Config, read_config
from annexmaps.errors import ConfigError
from annexmaps.theme import FONTS, PAGE_SIZES, Theme
from annexmaps.theme.reading import fingerprint, make_theme, read_theme, theme_in_force

EVERYTHING = """
name = "bureau"
page = "a3-portrait"
font = "DejaVu Serif"
logos = ["logo.png"]
[organisation]
name = "Bureau"
contact = "bureau@example.org"
disclaimer = "Avis."
incident_source = "Moniteurs"
[paper]
land = "#FFFDF5"
[lines]
country = 2
[text]
body = 8.5
[colours]
accent = "#0a5fa0"
risk = "feux"
circles = ["#000001", "#000002", "#000003", "#000004", "#000005"]
[colours.categories]
A = "#112233"
"""


def png(size=(40, 20), **options):
    stream = io.BytesIO()
    Image.new("RGBA", size, (10, 120, 60, 255)).save(stream, "PNG", **options)
    return stream.getvalue()


@pytest.fixture
def write_theme(tmp_path):
    def write(text, logo=None):
        if logo is not None:
            (tmp_path / "logo.png").write_bytes(logo)
        path = tmp_path / "theme.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path):
    with pytest.raises(ConfigError) as caught:
        read_theme(path)
    return caught.value


def test_a_theme_says_only_what_differs(write_theme):
    theme, plain = read_theme(write_theme(EVERYTHING, png())), Theme()
    changed = (theme.page, theme.font, theme.paper.land, theme.lines.country, theme.text.body)
    assert changed == (PAGE_SIZES["a3-portrait"], "DejaVu Serif", "#fffdf5", 2.0, 8.5)
    assert replace(theme.paper, land=plain.paper.land) == plain.paper
    assert theme.colours.categories == {**plain.colours.categories, "A": "#112233"}


def test_the_traffic_light_is_a_palette_by_name(write_theme):
    assert read_theme(write_theme('[colours]\nrisk = "feux"')).colours.risk["stable"] == "#3f9b4f"


def test_an_empty_file_is_the_default_theme(write_theme):
    assert read_theme(write_theme("")) == Theme()


@pytest.mark.parametrize("font", FONTS)
def test_each_named_font_can_be_chosen(write_theme, font):
    assert read_theme(write_theme(f'font = "{font}"')).font == font


@pytest.mark.parametrize(
    ("text", "key", "named"),
    [
        ("paper = [", "unreadable", "theme.toml"),
        ("x = " + "[" * 5000, "unreadable", "theme.toml"),
        ("x = " + "9" * 5000, "unreadable", "theme.toml"),
        ("#" * 300_000, "large", "200"),
        ('colors = "red"', "unknown", "colours"),
        ('[paper]\npaeg = "#ffffff"', "unknown", "page"),
        ('[colours.risk]\ncritic = "#ffffff"', "unknown", "critique"),
        ('[colours]\naccent = "red;}"', "colour", "colours.accent"),
        ('[colours]\naccent = "#12345g"', "colour", "#12345g"),
        ('[colours]\naccent = "#123456\\n"', "colour", "colours.accent"),
        ("[colours]\naccent = 7", "colour", "colours.accent"),
        ('[colours]\nrisk = "arc-en-ciel"', "choice", "ordre, feux"),
        ('[colours]\ncircles = ["#000000"]', "ramp", "5"),
        ("[colours]\ncircles = 3", "not_a_list", "colours.circles"),
        ('paper = "white"', "not_a_section", "paper"),
        ("[text]\nbody = 3", "number", "text.body"),
        ("[text]\nbody = nan", "number", "text.body"),
        ("[text]\nbody = true", "number", "text.body"),
        ("[lines]\ncountry = -1", "number", "lines.country"),
        ('page = "a2"', "choice", "a4, a4-portrait, a3, a3-portrait"),
        ('page = ["a4"]', "choice", "a4-portrait"),
        ('font = "Comic Sans"', "choice", "Roboto, DejaVu Sans"),
        ('name = "a\\u0007b"', "text", "name"),
        ("name = 5", "text", "name"),
        ('[organisation]\nname = "' + "x" * 700 + '"', "text", "organisation.name"),
        ('logos = "logo.png"', "not_a_list", "logos"),
        ('logos = ["a.png", "a.png", "a.png", "a.png", "a.png"]', "many_logos", "4"),
        ('logos = ["../secret.png"]', "logo_outside", "../secret.png"),
        ('logos = ["/etc/passwd"]', "logo_outside", "/etc/passwd"),
        ('logos = ["absent.png"]', "logo_missing", "absent.png"),
        ('logos = ["."]', "logo_missing", "."),
    ],
)
def test_a_wrong_theme_is_refused_in_one_sentence(write_theme, text, key, named):
    error = refusal(write_theme(text))
    assert error.key == f"theme.{key}"
    assert named in error.sentence("fr")
    assert len(error.sentence("en")) < 400


def png_of(width, height):
    """A PNG that says it is larger than its dots."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\x00\x00\x00"
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("logo", "key"),
    [
        (b"", "logo_not_png"),
        (b"<svg onload='alert(1)'/>", "logo_not_png"),
        (png((300, 300))[:60], "logo_damaged"),
        (png_of(60_000, 60_000), "logo_size"),
        (png((8, 8)), "logo_size"),
        (png((900, 20)), "logo_size"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 5_000_001, "logo_heavy"),
    ],
)
def test_a_wrong_logo_is_refused_in_one_sentence(write_theme, logo, key):
    assert refusal(write_theme('logos = ["logo.png"]', logo)).key == f"theme.{key}"


def test_a_logo_leaves_its_texts_and_profile_behind(write_theme):
    said = PngInfo()
    said.add_text("Author", "Moussa")
    given = png(pnginfo=said, icc_profile=b"profile of a machine", dpi=(72, 72))
    (logo,) = read_theme(write_theme('logos = ["logo.png"]', given)).logos
    with Image.open(io.BytesIO(logo.png)) as kept:
        assert (kept.info, kept.getpixel((0, 0)), b"Moussa" in logo.png) == ({}, (10, 120, 60, 255), False)


def test_the_configuration_may_hold_the_theme_or_name_its_file(tmp_path, write_theme):
    write_theme('font = "STIX"')
    (tmp_path / "named.toml").write_text('theme = "theme.toml"', encoding="utf-8")
    (tmp_path / "written.toml").write_text('[theme]\nfont = "DejaVu Sans"', encoding="utf-8")
    fonts = [theme_in_force(read_config(tmp_path / name)).font for name in ("named.toml", "written.toml")]
    assert fonts == ["STIX", "DejaVu Sans"]


def test_a_theme_in_the_configuration_is_checked_as_strictly(tmp_path):
    (tmp_path / "annexmaps.toml").write_text('[theme]\nfnot = "STIX"', encoding="utf-8")
    with pytest.raises(ConfigError, match="font"):
        theme_in_force(read_config(tmp_path / "annexmaps.toml"))


def test_a_theme_of_the_wrong_kind_in_the_configuration_is_refused(tmp_path):
    (tmp_path / "annexmaps.toml").write_text("theme = 5", encoding="utf-8")
    with pytest.raises(ConfigError, match="theme"):
        read_config(tmp_path / "annexmaps.toml")


def test_the_page_asked_for_wins_over_the_themes(write_theme):
    path = write_theme('page = "a3"')
    pages = [theme_in_force(Config(), path, page=page).page.name for page in ("", "a4-portrait")]
    assert pages == ["a3", "a4-portrait"]


def test_a_fingerprint_tells_themes_apart_but_not_pages(tmp_path):
    dark, plain = make_theme({"paper": {"land": "#000000"}}, file="t", home=tmp_path), Theme()
    upright = replace(plain, page=PAGE_SIZES["a4-portrait"])
    assert (fingerprint(plain), fingerprint(upright), len(fingerprint(dark))) == ("", "", 64)


def test_the_example_of_the_documentation_is_the_default_theme():
    example = Path(__file__).parents[2] / "docs" / "theme.toml"
    assert read_theme(example) == Theme()
