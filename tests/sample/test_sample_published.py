"""The figures of the project are those of the reference, number by number, where the reference is there."""

import tomllib
from pathlib import Path

import pytest

from annexmaps.months import Month
from annexmaps.sample import published, sample_months
from annexmaps.vocabulary import codes, find_code

_REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "published_figures.toml"
SEPTEMBER, OCTOBER, NOVEMBER = Month(2020, 9), Month(2021, 10), Month(2021, 11)
_STATUS = {"resident": "resident", "idp": "pdi", "stateless": "apatride", "other": "autre"}
_STATUS |= {"idp_returnee": "pdi_retournee", "repatriated": "rapatrie", "refouled": "refoule"}


@pytest.fixture(scope="module")
def reference():
    if not _REFERENCE.exists():
        pytest.skip("the reference is not beside this checkout")
    return tomllib.loads(_REFERENCE.read_text(encoding="utf-8"))


def crossed(month, **where):
    wanted = {name: tuple(values) for name, values in where.items()}
    return next(count.number for count in published().crossed[month] if count.where == wanted)


def share(month, where, among):
    lines = published().shares[month]
    return next(line.share for line in lines if line.where == where and line.among == among)


def coded(kind, numbers):
    return {find_code(kind, name): number for name, number in numbers.items()}


def among_codes(kind, numbers, wanted):
    return {code: number for code, number in numbers.items() if code in wanted}


@pytest.mark.parametrize("month", sample_months(), ids=str)
def test_tables_are_those_of_the_reference(reference, month):
    year, table = reference[str(month.year)], published().tables[month]
    assert table.categories == {c: n[month.number - 1] for c, n in year["by_category"].items() if c != "total"}
    assert table.regions == {region: numbers[month.number - 1] for region, numbers in year["by_region"].items()}
    assert table.total == year["by_category"]["total"][month.number - 1]


def test_every_month_of_the_reference_with_violations_is_a_sample_month(reference):
    numbers = {year: reference[str(year)]["by_category"]["total"] for year in (2020, 2021)}
    months = [Month(year, number) for year, totals in numbers.items() for number, n in enumerate(totals, 1) if n]
    assert list(sample_months()) == months


def test_years_to_date_are_those_of_the_reference(reference):
    wanted = reference["2020"]["september"]["year_to_date"], reference["2021"]["november"]["year_to_date_in_table"]
    assert tuple(published().year_to_date.values()) == wanted


@pytest.mark.parametrize("letter", ["B", "C", "D", "E"])
def test_types_of_september_2020(reference, letter):
    wanted = coded("type", reference["2020"]["september"][f"types_of_{letter}"])
    assert among_codes("type", published().totals(SEPTEMBER, "type"), wanted) == wanted


@pytest.mark.parametrize("letter", ["C", "E"])
def test_types_of_november_2021(reference, letter):
    wanted = coded("type", reference["2021"]["november"][f"types_of_{letter}"])
    assert among_codes("type", published().totals(NOVEMBER, "type"), wanted) == wanted


def test_perpetrators_of_september_2020(reference):
    printed = dict(reference["2020"]["september"]["perpetrators"])
    bars = next(value for value in printed.values() if isinstance(value, list))
    wanted = coded("perpetrator", {name: number for name, number in printed.items() if number != bars})
    four = ("barkhane", "fama", "groupe_signataire", "non_specifie")
    made = published().totals(SEPTEMBER, "perpetrator")
    assert {code: number for code, number in made.items() if code not in four} == wanted
    # which bar belongs to which of these four labels is not certain
    assert sorted(made[code] for code in four) == sorted(bars)


def test_perpetrators_of_november_2021(reference):
    wanted = coded("perpetrator", reference["2021"]["november"]["perpetrators"])
    assert published().totals(NOVEMBER, "perpetrator") == wanted


def test_victims_of_september_2020(reference):
    printed = reference["2020"]["september"]
    wanted = {code: tuple(printed[f"victims_{name}"]) for name, code in _STATUS.items()}
    assert published().victims[SEPTEMBER] == wanted


def test_places_of_september_2020(reference):
    assert (
        list(published().totals(SEPTEMBER, "place").values()) == reference["2020"]["september"]["places_of_violations"]
    )


def test_shares_of_september_2020(reference):
    printed, used = reference["2020"]["september"], published()
    segou, north = {"region": ("Ségou",)}, {"region": ("Gao", "Ménaka", "Kidal")}
    unknown, on_road = {"perpetrator": ("personne_armee_non_identifiee",)}, {"place": ("axe_routier",)}
    blows, segou_c = {"type": ("coup_blessure_mutilation",)}, segou | {"category": ("C",)}
    made = [
        share(SEPTEMBER, blows, segou_c),
        share(SEPTEMBER, {"perpetrator": ("civil",)}, segou),
        share(SEPTEMBER, unknown, segou),
        share(SEPTEMBER, unknown, north),
        share(SEPTEMBER, on_road, {"region": ("Tombouctou",)}),
    ]
    groups = ("segou_share_of_types_of_C", "segou_perpetrators_share", "gao_menaka_kidal_perpetrators_share")
    wanted = [value for group in (*groups, "tombouctou_places_share") for value in printed[group].values()]
    assert made == wanted
    for letter in "BE":
        for region, value in printed[f"shares_{letter}"].items():
            assert share(SEPTEMBER, {"region": (region,)}, {"category": (letter,)}) == value
    for region, value in printed["shares_D"].items():
        line = next(c for c in used.contradictions.values() if c.cell == f"{region}, share of category D")
        assert (line.printed, line.used) == (value, share(SEPTEMBER, {"region": (region,)}, {"category": ("D",)}))


def test_the_rest_of_september_2020(reference):
    printed, used = reference["2020"]["september"], published()
    assert used.rankings[SEPTEMBER] == {r: tuple(cercles) for r, cercles in printed["most_affected_cercles"].items()}
    assert crossed(SEPTEMBER, region=["Mopti"], category=["A"]) == printed["mopti_movements"]
    assert used.village_attacks[SEPTEMBER][0] == printed["village_attacks_reported_by_flash"]
    assert used.tables[SEPTEMBER].total == printed["total"]


def test_cercles_of_november_2021_and_the_months_before(reference):
    printed, used = reference["2021"]["november"], published()
    gazetteer_names = {"Barouéli": "Baraouéli"}
    wanted = {gazetteer_names.get(name, name): number for name, number in printed["by_cercle"].items()}
    assert used.totals(NOVEMBER, "cercle") == wanted
    made = {"september": used.totals(Month(2021, 9), "cercle"), "october": used.totals(OCTOBER, "cercle")}
    made["november"] = used.totals(NOVEMBER, "cercle")
    assert {name: cercles["Douentza"] for name, cercles in made.items()} == printed["douentza_by_month"]


def test_cells_of_november_2021_are_printed_or_listed_as_contradictions(reference):
    printed = reference["2021"]["november"]
    regions = {"mopti": "Mopti", "segou": "Ségou", "tombouctou": "Tombouctou", "gao": "Gao"}
    wanted = {(r, c): n for key, r in regions.items() for c, n in printed[f"{key}_by_category"].items()}
    for line in published().contradictions.values():
        region, _, category = line.cell.partition(", category ")
        if category:
            assert wanted[region, category] == line.printed
            wanted[region, category] = line.used
    assert published().cells(NOVEMBER) == wanted


def test_the_rest_of_november_2021(reference):
    printed, used = reference["2021"]["november"], published()
    north = ["Gao", "Ménaka", "Kidal"]
    assert used.tables[NOVEMBER].total == printed["total"]
    assert crossed(OCTOBER, region=north, category=list("BCE")) == printed["gao_menaka_kidal_B_C_E"]["october"]
    assert crossed(NOVEMBER, region=north, category=list("BCE")) == printed["gao_menaka_kidal_B_C_E"]["november"]
    for letter, number in printed["daytime"].items():
        assert crossed(NOVEMBER, category=[letter], time_slot=["journee"]) == number
    assert used.totals(NOVEMBER, "time_slot") == coded("time_slot", printed["time_slots"])
    for name, value in printed["places_share"].items():
        assert share(NOVEMBER, {"place": (find_code("place", name),)}, {}) == value
    for name, value in printed["victims_livelihood_share"].items():
        assert share(NOVEMBER, {"livelihood": (find_code("livelihood", name),)}, {}) == value


def test_contradictions_of_the_reference_are_all_kept(reference):
    lines, printed = published().contradictions, reference["contradictions"]
    pairs = {
        "year_to_date_2021": ["year_to_date"],
        "share_of_B_2021_11": ["share_of_life"],
        "segou_A_plus_F_2021_11": ["segou_movements_and_services"],
    }
    for key, (name,) in pairs.items():
        assert (lines[name].printed, lines[name].used) == (printed[key]["printed"], printed[key]["used"])
    assert lines["kidalet"].printed == printed["kidalet_2021_11"]["printed"]
    of_d = [lines[f"liberty_{region}"] for region in ("tombouctou", "mopti", "segou")]
    assert "/".join(f"{line.printed:.0%}"[:-1] for line in of_d) + " %" == printed["shares_D_2020_09"]["printed"]
    assert "/".join(f"{line.used:.0%}"[:-1] for line in of_d) + " %" == printed["shares_D_2020_09"]["used"]


def test_levels_of_november_2021(reference):
    named = published().levels[NOVEMBER]
    made = {(published().printed_names[pcode], level) for pcode, level in named.items()}
    wanted = {
        (name, level)
        for level, cercles in reference["risk_index"]["november_2021"].items()
        for names in cercles.values()
        for name in names
    }
    assert made == wanted - {("Kidalet", "serieuse")}


def test_risk_index_facts(reference):
    assert published().communes_surveyed == {2021: reference["risk_index"]["communes_surveyed_2021"]}


def test_every_code_of_the_figures_is_in_the_vocabulary():
    for by_attribute in published().counts.values():
        for attribute, numbers in by_attribute.items():
            if attribute != "cercle":
                assert set(numbers) <= set(codes(attribute))


def test_tables_of_a_month_add_up_to_its_total():
    for table in published().tables.values():
        assert sum(table.categories.values()) == sum(table.regions.values()) == table.total


@pytest.mark.parametrize(("month", "number"), published().year_to_date.items(), ids=str)
def test_months_add_up_to_the_year_to_date(month, number):
    totals = [table.total for other, table in published().tables.items() if other.year == month.year and other <= month]
    assert sum(totals) == number
