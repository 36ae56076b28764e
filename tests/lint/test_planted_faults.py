"""Each check finds the fault planted for it, and nothing on the sound page."""

from dataclasses import replace

import pytest
from sound_page import keys_found, moved, with_class, with_line, with_shape, with_text, without

from annexmaps.inventory import Inventory, inventory_values, read_inventory
from annexmaps.lint import CHECKS, lint_page
from annexmaps.places.located import LocatedMonth
from annexmaps.production.building import specify
from annexmaps.render.static import draw_page
from annexmaps.words import languages


@pytest.fixture(scope="module")
def risk(november: LocatedMonth) -> Inventory:
    return draw_page(specify(november, annex="3")).inventory()


@pytest.fixture(scope="module")
def incidents(november: LocatedMonth) -> Inventory:
    return draw_page(specify(november, annex="1")).inventory()


def test_the_sound_pages_pass(risk: Inventory, incidents: Inventory) -> None:
    assert (keys_found(risk), keys_found(incidents)) == ([], [])


def test_the_sound_page_passes_from_its_record(incidents: Inventory) -> None:
    assert keys_found(read_inventory(inventory_values(incidents))) == []


MISSING = {
    "scale": ("scale",),
    "north": ("north",),
    "locator": ("locator", "locator.extent"),
    "disclaimer": ("disclaimer",),
    "limits": ("note",),
    "projection": ("projection",),
    "sharing": ("sharing",),
    "not_on_map": ("subtitle",),
}


@pytest.mark.parametrize("key", MISSING)
def test_what_a_map_must_have_is_missed(risk: Inventory, key: str) -> None:
    assert key in keys_found(without(risk, *MISSING[key]))


@pytest.mark.parametrize(
    ("part", "keys"), [("sources", ["sources"]), ("dates", ["dates", "sources"]), ("title", ["title"])]
)
def test_missing_sources_dates_and_title_are_named(risk: Inventory, part: str, keys: list[str]) -> None:
    assert keys_found(without(risk, part)) == keys


def test_a_foot_without_producer_and_version_is_named(risk: Inventory) -> None:
    assert keys_found(without(risk, "producer")) == ["producer", "version"]


def test_a_title_of_another_month_is_named(risk: Inventory) -> None:
    assert keys_found(with_text(risk, "title", text="Annexe 3 – Carte de l'indice de risque (Mai 2021)")) == ["title"]


def test_a_map_without_legend_is_named(risk: Inventory) -> None:
    assert "legend" in keys_found(replace(risk, legend=()))


def test_the_sharing_level_of_another_edition_is_named(risk: Inventory) -> None:
    assert keys_found(replace(risk, edition="public")) == ["sharing"]


def test_a_text_on_another_is_found(risk: Inventory) -> None:
    one, other = risk.of_part("name")[:2]
    (left, bottom), (x, y) = one.corners[0], other.corners[0]
    planted = tuple(moved(w, left - x, bottom - y) if w is other else w for w in risk.writings)
    assert "text_on_text" in keys_found(replace(risk, writings=planted))


def test_a_name_on_a_circle_is_found(incidents: Inventory) -> None:
    name = next(writing for writing in incidents.of_part("name") if writing.where == "main")
    circle = next(shape for shape in incidents.shapes_of("circle") if shape.where == "main")
    (x, y), (left, bottom, right, top) = name.corners[0], circle.extent
    planted = moved(name, (left + right) / 2 - x, (bottom + top) / 2 - y)
    writings = tuple(planted if writing is name else writing for writing in incidents.writings)
    assert "text_on_mark" in keys_found(replace(incidents, writings=writings))


def test_a_count_beside_its_circle_is_found(incidents: Inventory) -> None:
    count = incidents.of_part("count")[0]
    circles = [s.extent for s in incidents.shapes_of("circle") if s.where == count.where]
    x, y = count.corners[0]
    _, bottom, right, _ = min(circles, key=lambda extent: extent[2] - extent[0])
    writings = tuple(moved(w, right - x - 0.5, bottom - y) if w is count else w for w in incidents.writings)
    assert "text_on_mark" in keys_found(replace(incidents, writings=writings))


def test_a_mark_outside_its_frame_is_found(incidents: Inventory) -> None:
    assert "in_frame" in keys_found(with_shape(incidents, "circle", extent=(205.0, 60.0, 215.0, 70.0)))


def test_a_text_over_the_edge_of_the_page_is_found(risk: Inventory) -> None:
    long = risk.of_part("title")[0]
    writings = tuple(moved(w, 200.0, 0.0) if w is long else w for w in risk.writings)
    assert "on_page" in keys_found(replace(risk, writings=writings))


def test_a_name_under_the_inset_is_found(incidents: Inventory) -> None:
    inset = next(frame for frame in incidents.frames if frame.where == "inset")
    name = next(writing for writing in incidents.of_part("name") if writing.where == "main")
    (x, y), (left, bottom, _, _) = name.corners[0], inset.extent
    writings = tuple(moved(w, left + 10 - x, bottom + 10 - y) if w is name else w for w in incidents.writings)
    assert keys_found(replace(incidents, writings=writings)) == ["hidden"]


def test_a_text_of_five_points_is_found(risk: Inventory) -> None:
    assert keys_found(with_text(risk, "disclaimer", size=5.0)) == ["small_text"]


@pytest.mark.parametrize("fault", [{"colour": "#8b8b88", "under": "#e6e6e4"}, {"colour": "#777777", "halo": "#999999"}])
def test_grey_on_grey_is_found(risk: Inventory, fault: dict[str, str]) -> None:
    assert keys_found(with_text(risk, "disclaimer", **fault)) == ["contrast"]


def test_a_halo_that_sets_a_text_off_counts(risk: Inventory) -> None:
    assert keys_found(with_text(risk, "disclaimer", colour="#444444", under="#444444", halo="#ffffff")) == []


def test_a_class_missing_from_the_legend_is_found(risk: Inventory) -> None:
    planted = tuple(entry for entry in risk.legend if entry.key != "no_report")
    assert keys_found(replace(risk, legend=planted)) == ["in_legend"]


def test_a_count_off_by_one_is_found(risk: Inventory) -> None:
    assert keys_found(with_line(risk, "critique", count="26")) == ["legend_count"]


def test_a_count_of_rows_off_by_one_is_found(incidents: Inventory) -> None:
    assert keys_found(with_line(incidents, "A", count="79")) == ["legend_count"]


def test_swapped_colours_are_found(risk: Inventory) -> None:
    fills = {entry.key: entry.fill for entry in risk.legend}
    swapped = with_line(with_line(risk, "critique", fill=fills["stable"]), "stable", fill=fills["critique"])
    assert "legend_colour" in keys_found(swapped)


def test_a_swatch_of_another_colour_is_found(risk: Inventory) -> None:
    assert "legend_colour" in keys_found(with_line(risk, "critique", fill="#8f0d29"))


def test_classes_from_low_to_high_are_found(risk: Inventory) -> None:
    levels = [entry for entry in risk.legend if entry.legend == 0]
    others = [entry for entry in risk.legend if entry.legend]
    assert "legend_order" in keys_found(replace(risk, legend=(*reversed(levels), *others)))


def test_one_look_for_two_meanings_is_found(risk: Inventory) -> None:
    looks = {entry.key: (entry.fill, entry.hatch) for entry in risk.legend}
    fill, hatch = looks["suspended"]
    planted = with_line(with_class(risk, "no_report", fill=fill, hatch=hatch), "no_report", fill=fill, hatch=hatch)
    assert "one_meaning" in keys_found(planted)


@pytest.mark.parametrize(
    ("fill", "key"),
    [
        ("#0072b8", "told_apart_normal"),  # beside the blue of A
        ("#7a6b00", "told_apart_deuteranopia"),  # an olive that a vermilion becomes
        ("#6e6e6e", "told_apart_greyscale"),  # as dark as A
    ],
)
def test_colours_that_an_eye_or_a_printer_confuses_are_found(incidents: Inventory, fill: str, key: str) -> None:
    vermilion = "#b24a00" if key == "told_apart_deuteranopia" else "#d9641a"
    classes = tuple(
        replace(drawn, fill={"#f2cb3d": fill, "#d9641a": vermilion}.get(drawn.fill, drawn.fill))
        for drawn in incidents.classes
    )
    assert key in keys_found(replace(incidents, classes=classes))


def test_a_hatch_tells_two_like_fills_apart(risk: Inventory) -> None:
    fill = next(entry.fill for entry in risk.legend if entry.key == "not_covered")
    planted = with_line(with_class(risk, "no_report", fill=fill), "no_report", fill=fill)
    assert keys_found(planted) == []


TRAFFIC_LIGHT = {"critique": "#d7191c", "serieuse": "#f98e3c", "moderee": "#ffe566", "stable": "#3f9b4f"}


def traffic_light(page: Inventory) -> Inventory:
    for key, fill in TRAFFIC_LIGHT.items():
        page = with_line(with_class(page, key, fill=fill), key, fill=fill)
    return page


def test_a_traffic_light_loses_its_order_in_greyscale(risk: Inventory) -> None:
    assert [(finding.key, finding.severity) for finding in lint_page(traffic_light(risk))] == [("ramp", "error")]


def test_a_traffic_light_that_says_so_is_a_warning(risk: Inventory) -> None:
    from annexmaps.words import Words

    told = with_text(traffic_light(risk), "note", text=Words("fr")("map.greyscale_exception"))
    assert [(finding.key, finding.severity) for finding in lint_page(told)] == [("ramp", "warning")]


def test_a_scale_bar_two_per_cent_long_is_found(risk: Inventory) -> None:
    bars = [shape for shape in risk.shapes_of("scalebar") if not shape.where]
    right = max(shape.extent[2] for shape in bars)
    longest = next(shape for shape in bars if shape.extent[2] == right)
    width = right - min(shape.extent[0] for shape in bars)
    left, bottom, _, top = longest.extent
    planted = replace(longest, extent=(left, bottom, right + width * 0.02, top))
    shapes = tuple(planted if shape is longest else shape for shape in risk.shapes)
    assert keys_found(replace(risk, shapes=shapes)) == ["scale_bar"]


def test_a_numeric_scale_of_another_map_is_found(risk: Inventory) -> None:
    assert keys_found(with_text(risk, "scale", text="1\u00a0:\u00a05\u202f000\u202f000 à A4")) == ["scale_bar"]


def test_every_finding_has_its_sentence_and_its_remedy_in_every_language(risk: Inventory) -> None:
    found = lint_page(replace(without(risk, "title", "dates", "producer", "north", "scale"), legend=()))
    said = [part for finding in found for lang in languages() for part in (finding.sentence(lang), finding.todo(lang))]
    assert len(said) == len(found) * 2 * len(languages())
    assert [sentence for sentence in said if not sentence or "{" in sentence.replace("({month})", "")] == []


def test_every_check_has_a_name_in_every_language() -> None:
    from annexmaps.words import Words

    assert [
        check.name for check in CHECKS for lang in languages() if not Words(lang).has(f"lint_check.{check.name}")
    ] == []
