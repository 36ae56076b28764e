import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from annexmaps import read_month, specify
from annexmaps.errors import InputError, UsageError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.names import file_name
from annexmaps.products import product_modules
from annexmaps.products.inset import crowded_window
from annexmaps.products.risk_change_page import change_of_level
from annexmaps.render.formats import RENDERERS
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.theme import Theme

# the report of November 2021: tables II and III
BY_CATEGORY = {"A": "78", "B": "23", "C": "95", "D": "103", "E": "225", "F": "7"}
BY_REGION = {"Gao": ("61", "76"), "Kidal": ("18", "18"), "Mopti": ("280", "115"), "Ménaka": ("5", "4"), "Ségou": ("57", "82"),
             "Tombouctou": ("110", "89")}  # fmt: skip


def drawn(month: LocatedMonth, annex: str, *, edition: str = "partners", lang: str = "fr") -> MapSpec:
    made = specify(month, annex=annex, edition=edition, lang=lang)
    assert isinstance(made, MapSpec)
    return made


def all_text(made: MapSpec | ListSpec) -> str:
    """Everything a reader could find in a specification, but for the geometry under it."""
    values = {key: value for key, value in vars(made).items() if key not in ("base", "page")}
    return json.dumps([str(values), asdict(made.page)], ensure_ascii=False, default=str)


@pytest.mark.parametrize("edition", ["internal", "partners"])
def test_annex_1_counts_the_report_s_categories(november: LocatedMonth, edition: str) -> None:
    legend = drawn(november, "1", edition=edition).legends[0]
    assert {line.key: line.count for line in legend.lines} == BY_CATEGORY


@pytest.mark.parametrize("edition", ["internal", "partners"])
def test_annex_1_s_table_is_the_report_s(november: LocatedMonth, edition: str) -> None:
    table = drawn(november, "1", edition=edition).tables[0]
    assert {row[0]: (row[-3], row[-2]) for row in table.rows[:-1]} == BY_REGION
    assert table.rows[-1][-3:] == ("531", "384", "+147")
    assert " ".join(table.note.split()).startswith("Depuis janvier 2021 : 6 033 violations (11 mois sur 11)")


def test_the_public_sees_small_regions_and_what_they_follow_from_in_ranges(november: LocatedMonth) -> None:
    made = drawn(november, "1", edition="public")
    told = {row[0]: row[1:] for row in made.tables[0].rows}
    assert told["Mopti"] == ("280", "115", "+165")
    assert [" ".join(text.split()) for text in told["Ménaka"]] == ["2–8", "2–8", "n. d."]
    # the country is the régions' sum: 531 would tell Ménaka's five
    assert told["Total"][0] == "527–536"
    assert " 527–536 violations documentées" in made.page.subtitle


def test_the_circles_and_what_is_above_the_commune_make_the_month(november: LocatedMonth) -> None:
    made = drawn(november, "1")
    circles = sum(int(circle.text) for circle in made.circles)
    assert f"= {circles} à la commune + {531 - circles} au cercle ou à la région + 0 écartées" in " ".join(
        made.page.subtitle.split()
    )


def test_a_circle_s_parts_are_shares_of_one(november: LocatedMonth) -> None:
    assert {round(sum(share for _, share in circle.parts), 9) for circle in drawn(november, "1").circles} == {1.0}


def test_the_public_sees_classes_and_no_count_of_a_commune(november: LocatedMonth) -> None:
    made = drawn(november, "1", edition="public")
    assert {circle.text for circle in made.circles} == {""}
    assert {len(circle.parts) for circle in made.circles} == {1}
    assert len({circle.diameter for circle in made.circles}) <= 5


def test_marks_and_list_share_their_numbers_in_the_office(november: LocatedMonth) -> None:
    listing = specify(november, annex="4", edition="internal")
    assert isinstance(listing, ListSpec)
    places = {
        row[0]: (row[listing.columns.index("Longitude")], row[listing.columns.index("Latitude")])
        for row in listing.rows
    }
    marks = drawn(november, "1", edition="internal").marks
    assert {mark.text: (mark.longitude, mark.latitude) for mark in marks} == {
        str(number): place for number, place in places.items() if place != (None, None)
    }


def test_annex_2_lists_every_alert_once_by_its_number(november: LocatedMonth) -> None:
    made = drawn(november, "2")
    assert [item.number for item in made.items] == [str(number) for number in range(1, len(made.items) + 1)]
    assert {mark.text for mark in made.marks} <= {item.number for item in made.items}


@pytest.mark.parametrize(("edition", "said"), [("internal", True), ("partners", False)])
def test_the_day_of_an_alert_stays_in_the_office(november: LocatedMonth, edition: str, said: bool) -> None:
    item = drawn(november, "2", edition=edition).items[0]
    assert item.text.endswith("/11") == said


def test_the_month_of_the_alerts_heads_their_list(november: LocatedMonth) -> None:
    assert drawn(november, "2").page.words["list"] == "Liste des alertes (novembre 2021)"


def test_the_public_sees_no_list_of_alerts(november: LocatedMonth) -> None:
    made = drawn(november, "2", edition="public")
    assert (made.items, made.marks) == ((), ())


def test_every_commune_has_one_state_and_the_legend_counts_them_all(november: LocatedMonth) -> None:
    made = drawn(november, "3")
    states = [area.key for area in made.area_layers[0].areas]
    counted = {line.key: int(line.count) for legend in made.legends for line in legend.lines}
    assert len(states) == 701
    signs = [area.sign for area in made.area_layers[0].areas]
    assert counted == {key: states.count(key) + signs.count(key) for key in counted}


@pytest.mark.parametrize(
    ("pcode", "level"),
    [
        ("ML040403", "critique"),
        ("ML050107", "critique"),
        ("ML060306", "serieuse"),
        ("ML070307", "serieuse"),
        ("ML080301", "critique"),
    ],
)
def test_the_levels_the_report_names_are_on_the_map(november: LocatedMonth, pcode: str, level: str) -> None:
    layer = drawn(november, "3").area_layers[0]
    key = next(area.key for area in layer.areas if area.pcode == pcode)
    assert (key, layer.symbols[key].fill) == (level, Theme().colours.risk[level])


def test_a_move_says_both_levels_and_both_scores(november: LocatedMonth) -> None:
    moves = [item.text for item in drawn(november, "3").items if item.text.startswith("Kala Siguida")]
    assert len(moves) == 1
    assert " ".join(moves[0].split("(Niono)")[1].split()).startswith(": modérée (")


def test_annex_5_counts_every_commune_once(november: LocatedMonth) -> None:
    made = drawn(november, "5")
    assert sum(int(line.count) for line in made.legends[0].lines) == 701
    assert made.page.title.endswith("(Novembre 2021)")


@pytest.mark.parametrize("annex", product_modules())
@pytest.mark.parametrize("edition", ["partners", "public"])
def test_partner_names_and_free_text_are_in_no_shared_annex(november: LocatedMonth, annex: str, edition: str) -> None:
    text = all_text(specify(november, annex=annex, edition=edition))
    assert [name for name in ("Partenaire A", "FICTIF", "INC-2021", "2021-11-0") if name in text] == []


@pytest.mark.parametrize("annex", product_modules())
def test_english_pages_hold_no_french_words(november: LocatedMonth, annex: str) -> None:
    page = specify(november, annex=annex, lang="en").page
    words = set(" ".join((page.title, page.subtitle, page.dates, page.sources, *page.notes)).lower().split())
    assert words & {"communes,", "mois", "violations,", "données", "limites", "alertes", "à", "du", "sur"} == set()


def test_a_crowded_centre_is_enlarged() -> None:
    crowd = tuple((-4 + column / 10, 14 + row / 10, 1.0) for column in range(5) for row in range(5))
    west, south, east, north = crowded_window((*crowd, (2.0, 18.0, 1.0))) or (0, 0, 0, 0)
    assert west < -4
    assert east > -3.6
    assert south < 14
    assert north > 14.4


def test_marks_spread_over_the_country_need_no_enlarging() -> None:
    assert crowded_window(tuple((column * 3.0, row * 3.0, 1.0) for column in range(5) for row in range(5))) is None


def test_a_cercle_s_stack_and_the_rows_above_it_make_the_month(november: LocatedMonth) -> None:
    stacks = drawn(november, "1").stacks
    at_region = specify(november, annex="4")
    assert isinstance(at_region, ListSpec)
    cercle = at_region.columns.index("Cercle")
    above = sum(not row[cercle] for row in at_region.rows)
    assert sum(int(count) for stack in stacks for _, _, count in stack.parts) + above == 531


@pytest.mark.parametrize("edition", ["internal", "public"])
def test_only_partners_get_the_letters_per_cercle(november: LocatedMonth, edition: str) -> None:
    assert drawn(november, "1", edition=edition).stacks == ()


def changed(month: LocatedMonth, *, lang: str = "fr") -> MapSpec:
    made = specify(month, annex="3", variant="change", lang=lang)
    assert isinstance(made, MapSpec)
    return made


def test_the_change_page_counts_every_commune_once(november: LocatedMonth) -> None:
    made = changed(november)
    assert sum(int(line.count) for legend in made.legends for line in legend.lines) == 701


def test_signs_of_annex_3_and_the_change_page_agree(november: LocatedMonth) -> None:
    signs = {area.pcode: area.sign for area in drawn(november, "3").area_layers[0].areas if area.sign}
    moves = {area.pcode: area.key for area in changed(november).area_layers[0].areas}
    assert signs == {
        pcode: key.removesuffix("_more") for pcode, key in moves.items() if key.removesuffix("_more") in ("up", "down")
    }


def test_the_change_page_has_its_own_file_name(november: LocatedMonth) -> None:
    name = file_name(changed(november), RENDERERS["png"], example=True)
    assert name == "2021-11_annexe-3_risk-index_change_exemple_partners_fr.png"


def test_an_unknown_page_of_an_annex_is_refused_with_those_there_are(november: LocatedMonth) -> None:
    with pytest.raises(UsageError, match=r"«\satlas\s».*change"):
        specify(november, annex="3", variant="atlas")


def test_without_the_month_before_no_change_is_claimed(sample_folder: Path) -> None:
    alone = read_month(sample_folder / "2020-01", boundaries="schematic")
    with pytest.raises(InputError):
        specify(alone, annex="3", variant="change")
    assert {area.sign for area in drawn(alone, "3").area_layers[0].areas} == {""}


@pytest.mark.parametrize(
    ("before", "now", "covered", "state"),
    [
        ("stable", "critique", True, "up_more"),
        ("moderee", "serieuse", True, "up"),
        ("critique", "critique", True, "same"),
        ("serieuse", "moderee", True, "down"),
        ("critique", "stable", True, "down_more"),
        ("", "stable", True, "new"),
        ("incomplete", "stable", True, "new"),
        ("critique", "", True, "lost"),
        ("critique", "incomplete", True, "lost"),
        ("critique", "", False, "uncovered"),
        ("", "", False, "without"),
        ("incomplete", "incomplete", True, "without"),
    ],
)
def test_a_level_lost_with_the_coverage_is_no_fall(before: str, now: str, covered: bool, state: str) -> None:
    assert change_of_level(before, now, covered=covered) == state


def test_annex_5_outlines_what_its_legend_counts(november: LocatedMonth) -> None:
    made = drawn(november, "5")
    keys = [area.key for area in made.area_layers[1].areas]
    assert {line.key: int(line.count) for line in made.legends[1].lines} == {
        key: keys.count(key) for key in ("gained", "lost")
    }


def test_one_violation_is_not_said_in_the_plural(write_month: Callable[..., Path]) -> None:
    rows = "date,région,cercle,commune,catégorie\n2021-11-03,Mopti,Douentza,Hairé,E\n"
    page = drawn(read_month(write_month(incidents=rows), boundaries="schematic"), "1").page
    assert " 1 violation documentée ·" in page.subtitle
