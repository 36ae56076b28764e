"""The pages of an atlas: each says its unit's numbers, and together they say the month's."""

import pytest
from tests.conftest import incidents_of, make_boundaries

from annexmaps import specify
from annexmaps.config import Config
from annexmaps.disclosure.cut import cut_to_unit, rows_outside_units
from annexmaps.disclosure.release import ReleasedMonth, release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.errors import UsageError
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth, locate_table
from annexmaps.production.composing import Composer
from annexmaps.production.names import unit_part
from annexmaps.products import find_product, product_modules
from annexmaps.products.atlas_units import atlas_units, find_unit, unit_label
from annexmaps.spec import OUTSIDE, MapSpec, PageUnit
from annexmaps.words import Words

MAPS = [number for number in product_modules() if find_product(number).kind == "map"]
EDITIONS = ("internal", "partners", "public")


def month_of_squares(*incidents: dict[str, object]) -> LocatedMonth:
    boundaries = make_boundaries()
    tables = {"incidents": locate_table(incidents_of(*incidents), boundaries)}
    return LocatedMonth(Month(2021, 11), boundaries, tables, (), False)


# two violations in Alba, one known at its cercle Haut, one at its région Nord, one in région Aval
SQUARES_MONTH = (
    {"pcode": "XX010101"},
    {"pcode": "XX010101", "category": "B", "type": "assassinat_meurtre"},
    {"pcode": "XX0101"},
    {"pcode": "XX01"},
    {"pcode": "XX020202"},
)


@pytest.fixture(scope="module")
def squares_month() -> LocatedMonth:
    return month_of_squares(*SQUARES_MONTH)


def page_of(
    month: LocatedMonth, unit: str, *, annex: str = "1", edition: str = "partners", lang: str = "fr"
) -> MapSpec:
    made = specify(month, annex=annex, unit=unit, edition=edition, lang=lang)
    assert isinstance(made, MapSpec)
    return made


def plain(text: str) -> str:
    return " ".join(text.split())


def test_a_cercle_s_page_counts_its_communes_and_what_is_known_at_the_cercle(squares_month: LocatedMonth) -> None:
    table = page_of(squares_month, "XX0101").tables[0]
    assert [(row[0], row[-3]) for row in table.rows] == [("Alba", "2"), ("Sans commune", "1"), ("Total", "3")]


def test_a_region_s_page_counts_its_cercles_and_what_is_known_at_the_region(squares_month: LocatedMonth) -> None:
    table = page_of(squares_month, "XX01").tables[0]
    assert [(row[0], row[-3]) for row in table.rows] == [("Haut", "3"), ("Sans cercle", "1"), ("Total", "4")]


def test_a_cercle_s_page_says_how_many_are_known_at_the_region_only(squares_month: LocatedMonth) -> None:
    notes = [plain(note) for note in page_of(squares_month, "XX0101").page.notes]
    assert "À la région seulement, donc pas sur cette page : 1 violation." in notes


def test_an_edition_of_classes_does_not_say_how_many(squares_month: LocatedMonth) -> None:
    page = page_of(squares_month, "XX0101", edition="public").page
    assert "Ce qui n’est connu qu’à la région n’est pas sur cette page." in page.notes
    assert plain(page.subtitle) == (
        "Carrésie · Région de Nord · Communes avec au moins une violation documentée : 1"
        " · les lignes sans lieu assez précis ne sont pas sur la carte"
    )


def test_a_page_of_an_edition_of_classes_has_no_table_of_counts(squares_month: LocatedMonth) -> None:
    assert [page_of(squares_month, unit, edition="public").tables for unit in ("XX01", "XX0101")] == [(), ()]


def test_rows_above_the_commune_do_not_change_a_public_page(squares_month: LocatedMonth) -> None:
    without = month_of_squares(*(row for row in SQUARES_MONTH if row["pcode"] != "XX0101"))
    one, other = (page_of(month, "XX0101", edition="public") for month in (squares_month, without))
    assert (one.page, one.legends, one.circles) == (other.page, other.legends, other.circles)


def test_a_page_says_its_unit_in_title_and_subtitle(squares_month: LocatedMonth) -> None:
    page = page_of(squares_month, "XX0101").page
    assert page.title == "Annexe 1 – Carte des incidents de protection – Cercle de Haut (Novembre 2021)"
    assert plain(page.subtitle) == (
        "Carrésie · Région de Nord · 3 violations documentées · 2 à la commune + 1 au-dessus de la commune"
    )


@pytest.mark.parametrize(
    ("name", "admin_level", "label"),
    [
        ("Koro", 2, "Cercle de Koro"),
        ("Ansongo", 2, "Cercle d’Ansongo"),
        ("Écija", 1, "Région d’Écija"),
        ("Ouagadougou", 2, "Cercle de Ouagadougou"),
        ("Bamako", 1, "District de Bamako"),
        ("Cercle de Nara", 2, "Cercle de Nara"),
    ],
)
def test_a_unit_is_named_in_good_french(name: str, admin_level: int, label: str) -> None:
    assert unit_label(PageUnit("X", name, admin_level, (0, 0, 1, 1)), Words("fr")) == label


def test_a_unit_s_file_name_bears_its_name_and_code() -> None:
    assert unit_part(PageUnit("ML0505", "Koro", 2, (0, 0, 1, 1))) == "cercle-koro_ML0505"
    assert unit_part(PageUnit("N'Tillit", "N'Tillit", 1, (0, 0, 1, 1))) == "region-ntillit"
    assert unit_part(PageUnit("../x", "/etc/é b", 1, (0, 0, 1, 1))) == "region-etc-e-b_x"


def test_what_lies_outside_the_unit_is_drawn_grey_and_without_its_number(squares_month: LocatedMonth) -> None:
    made = page_of(squares_month, "XX0101")
    grey = made.theme.colours.outside
    assert {(c.pcode, c.text, c.parts[0][0] == grey) for c in made.circles} == {
        ("XX010101", "2", False),
        ("XX020202", "", True),
    }
    assert OUTSIDE in [line.key for legend in made.legends for line in legend.lines]


def test_circles_have_the_size_of_the_country_s_page(november: LocatedMonth) -> None:
    country = specify(november, annex="1")
    assert isinstance(country, MapSpec)
    sizes = {circle.pcode: circle.diameter for circle in country.circles}
    assert {circle.pcode: circle.diameter for circle in page_of(november, "ML0505").circles} == sizes


def test_communes_are_named_on_a_unit_s_page_only(squares_month: LocatedMonth) -> None:
    named = [label.text for label in page_of(squares_month, "XX0101").labels if label.kind == "commune"]
    assert named == ["Alba", "Pont"]


def test_a_unit_s_page_has_no_inset(november: LocatedMonth) -> None:
    assert page_of(november, "ML05").inset is None


def test_an_unknown_unit_is_refused(squares_month: LocatedMonth) -> None:
    with pytest.raises(UsageError, match="XX9"):
        specify(squares_month, annex="1", unit="XX9")


def test_a_list_has_no_page_of_a_unit(squares_month: LocatedMonth) -> None:
    with pytest.raises(UsageError, match="4"):
        specify(squares_month, annex="4", unit="XX01")


def test_units_without_monitoring_and_rows_have_no_page(squares_month: LocatedMonth) -> None:
    released = release(squares_month, edition_rules("partners"))
    with_page, without = atlas_units(released, admin_level=2)
    assert ([unit.pcode for unit in with_page], [unit.pcode for unit in without]) == (
        ["XX0101", "XX0202"],
        ["XX0102", "XX0201"],
    )


def test_a_row_above_the_commune_alone_makes_no_public_page() -> None:
    released = release(month_of_squares({"pcode": "XX0101"}), edition_rules("public"))
    assert atlas_units(released, admin_level=2)[0] == ()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("admin_level", [1, 2])
def test_the_cuts_and_the_rows_outside_them_make_the_month(
    november: LocatedMonth, admin_level: int, edition: str
) -> None:
    released = release(november, edition_rules(edition))
    cuts = [cut_to_unit(released, unit.pcode, admin_level=admin_level) for unit in units_of(released, admin_level)]
    for name, table in released.tables.items():
        outside = rows_outside_units(released, name, admin_level=admin_level)
        assert sum(len(cut.tables[name]) for cut in cuts) + outside == len(table), name


def units_of(released: ReleasedMonth, admin_level: int) -> tuple[PageUnit, ...]:
    with_page, without = atlas_units(released, admin_level=admin_level)
    return (*with_page, *without)


@pytest.mark.parametrize(("annex", "column"), [("1", -3), ("3", -1)])
def test_the_pages_totals_are_the_country_s(november: LocatedMonth, annex: str, column: int) -> None:
    composer = Composer(release(november, edition_rules("partners")), Config(), "fr")
    product = find_product(annex)
    pages = [composer.compose(product, unit) for unit in atlas_units(composer.release, admin_level=1)[0]]
    country = composer.compose(product)
    assert isinstance(country, MapSpec)
    totals = [
        int(page.tables[0].rows[-1][column]) for page in pages if isinstance(page, MapSpec) and page.tables[0].rows
    ]
    assert sum(totals) == int(country.tables[0].rows[-1][column])


@pytest.mark.parametrize("annex", MAPS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_legends_of_the_pages_make_the_country_s(november: LocatedMonth, annex: str, edition: str) -> None:
    composer = Composer(release(november, edition_rules(edition)), Config(), "fr")
    for page in find_product(annex).pages:
        country = counts_of([composer.compose(page)])
        units = counts_of(composer.compose(page, unit) for unit in units_of(composer.release, 1))
        assert units == country, page.variant


def counts_of(made: object) -> dict[str, int]:
    """The counts of all legends of `made`, summed by title and class."""
    counts: dict[str, int] = {}
    for spec in made:  # type: ignore[attr-defined]
        for legend in spec.legends:
            for line in legend.lines:
                if line.count:
                    key = f"{legend.title} {line.key}"
                    counts[key] = counts.get(key, 0) + int("".join(filter(str.isdigit, line.count)))
    return counts


@pytest.mark.parametrize("annex", MAPS)
def test_a_public_page_draws_nothing_that_the_country_s_page_does_not(november: LocatedMonth, annex: str) -> None:
    country = specify(november, annex=annex, edition="public")
    page = page_of(november, "ML0505", annex=annex, edition="public")
    assert isinstance(country, MapSpec)
    drawn = {(circle.pcode, circle.diameter) for circle in country.circles}
    assert {(circle.pcode, circle.diameter) for circle in page.circles} <= drawn
    areas = {(area.pcode, area.key) for layer in country.area_layers for area in layer.areas}
    assert {(area.pcode, area.key) for layer in page.area_layers for area in layer.areas} <= areas


def test_a_cercle_s_risk_page_lists_its_communes_with_both_months(november: LocatedMonth) -> None:
    table = page_of(november, "ML0505", annex="3").tables[0]
    assert table.columns == ("", "Niveau", "Points", "M−1")
    assert ("Yoro", "4", "21", "2") in table.rows


def test_monitors_are_told_on_a_region_s_page_where_the_edition_tells_them(november: LocatedMonth) -> None:
    released = release(november, edition_rules("partners"))
    told = {
        unit.pcode: page_of(november, unit.pcode, annex="5").tables[0].note
        for unit in atlas_units(released, admin_level=1)[0]
    }
    assert {pcode for pcode, note in told.items() if note} == set(released.monitors)


def test_a_cut_holds_the_units_of_its_region_only(squares_month: LocatedMonth) -> None:
    cut = cut_to_unit(release(squares_month, edition_rules("partners")), "XX0101", admin_level=2)
    assert list(cut.boundaries.communes["pcode"]) == ["XX010101", "XX010102"]
    assert list(cut.boundaries.regions["pcode"]) == ["XX01"]


def test_a_unit_s_bounds_are_those_of_its_communes() -> None:
    unit = find_unit(make_boundaries(), "XX0101")
    assert unit is not None
    assert unit.bounds == (0, 1, 2, 2)
