"""Rules that an office loosens are told where the month is checked and beside the maps."""

import json

import pytest

from annexmaps import build

HEADER = "région;cercle;commune;date;catégorie;type\n"
ROW = "Mopti;Douentza;Hairé;2021-11-03;E;Taxe illégale\n"


@pytest.fixture
def month(tmp_path):
    folder = tmp_path / "2021-11"
    folder.mkdir()
    (folder / "incidents.csv").write_text(HEADER + ROW, encoding="utf-8")
    return folder


def loosen(month):
    rules = "[disclosure.partners]\nsmallest_monitor_cell = 3\n[disclosure.public.smallest_cell]\ncommune = 3\n"
    (month.parent / "annexmaps.toml").write_text(rules, encoding="utf-8")


def made(month, *, edition="partners", lang="fr"):
    report = build(month, out=month.parent / "maps", boundaries="schematic", only=("4",), edition=edition, lang=lang)
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    return report.preflight_file.read_text(encoding="utf-8"), manifest["rules_loosened"]


@pytest.mark.parametrize(("lang", "said"), [("fr", "assouplissent ces règles"), ("en", "settings loosen these rules")])
def test_the_page_of_the_preflight_tells_each_loosened_rule(month, lang, said):
    loosen(month)
    page, _ = made(month, lang=lang)
    assert said in page
    assert "<p>partners.smallest_monitor_cell = 3</p>\n<p>public.smallest_cell.commune = 3</p>" in page


def test_the_page_of_the_preflight_says_that_no_rule_is_loosened(month):
    assert "Aucune règle de diffusion n’est assouplie." in made(month)[0]


@pytest.mark.parametrize(
    ("edition", "told"),
    [
        ("internal", []),
        ("partners", ["partners.smallest_monitor_cell = 3"]),
        ("public", ["public.smallest_cell.commune = 3"]),
    ],
)
def test_the_manifest_tells_the_loosened_rules_of_its_edition(month, edition, told):
    loosen(month)
    assert made(month, edition=edition)[1] == told
