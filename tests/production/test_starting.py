"""A new office: its configuration, its folders, and tables that pass the check once they are filled in."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from annexmaps.config import Config, OrganisationConfig, read_config
from annexmaps.errors import AnnexmapsError
from annexmaps.months import Month
from annexmaps.production import read_month, starting
from annexmaps.production.preflight import account_lines, make_preflight
from annexmaps.production.starting import start_office
from annexmaps.production.templates import make_templates
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.vocabulary.columns import layout, tables
from annexmaps.words import Words, languages

NOVEMBER = Month(2021, 11)
VALUES: dict[str, Any] = {
    "number": "0007",
    "incident_number": "12",
    "date": date(2021, 11, 30),
    "region": "Mopti",
    "cercle": "Bandiagara",
    "commune": "Dourou",
    "locality": "Village",
    "women": 1,
    "men": 0,
    "girls": 2,
    "boys": 0,
    "people": 12,
    "households": 3,
    "source": "Relais",
    "partner": "ONG",
    "monitors": 2,
    "since": date(2020, 1, 15),
    "informants": 3,
    "month": "2021-11",
    "text": "Récit",
}


def fill(path: Path, *, lang: str) -> None:
    """Write one row into a template as a person would: what the lists offer, plain values elsewhere."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    table = next(name for name in tables() if Words(lang)(f"table.{name}") == path.stem)
    names = {Words(lang)(f"header.{table}.{name}"): name for name in layout(table).columns}
    offered = choices(sheet)
    for cell in sheet[1]:
        name = names[cell.value]
        value = VALUES.get(name, offered.get(cell.column_letter, [None])[0])
        value = 1 if name.startswith("q") and name[1:].isdecimal() else 15 if name == "total" else value
        if value is not None:
            sheet.cell(3, cell.column).value = value
    if table == "incidents":
        # a type of the first category that is offered
        sheet["M3"] = "Déplacement interne forcé" if lang == "fr" else Words("en")("term.type.deplacement_violence")
    workbook.save(path)


def choices(sheet: Worksheet) -> dict[str, list[str]]:
    """The values of each list that stands alone, by the letter of its column."""
    lists = sheet.parent.worksheets[2]
    found = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and not rule.formula1.startswith("OFFSET"):
            area = rule.formula1.split("!")[1].replace("$", "")
            found[str(rule.sqref)[0]] = [row[0].value for row in lists[area]]
    return found


@pytest.mark.parametrize("lang", languages())
def test_a_template_filled_by_hand_passes_the_check_without_a_word(tmp_path: Path, lang: str) -> None:
    start_office(tmp_path, months=[NOVEMBER], boundaries="schematic", lang=lang)
    for path in (tmp_path / "2021-11").glob("*.xlsx"):
        fill(path, lang=lang)
    located = read_month(tmp_path / "2021-11", boundaries="schematic")
    said = [problem.sentence("fr") for group in make_preflight(located).groups for problem in group.problems]
    accounts = {name: (table.accounting.read, table.accounting.mapped) for name, table in located.tables.items()}
    assert (said, accounts) == ([], dict.fromkeys(tables(), (1, 1)))


def test_what_was_typed_is_what_is_read(tmp_path: Path) -> None:
    start_office(tmp_path, months=[NOVEMBER], boundaries="schematic")
    fill(tmp_path / "2021-11" / "incidents.xlsx", lang="fr")
    row = read_month(tmp_path / "2021-11", boundaries="schematic").tables["incidents"].table.iloc[0]
    assert (row["number"], row["date"].date(), row["women"]) == ("0007", date(2021, 11, 30), 1)
    assert row["commune_pcode"] == "ML050108"


def test_templates_that_nobody_filled_in_read_as_empty_tables(tmp_path: Path) -> None:
    start_office(tmp_path, months=[NOVEMBER], boundaries="schematic")
    located = read_month(tmp_path / "2021-11", boundaries="schematic")
    assert {table.accounting.read for table in located.tables.values()} == {0}
    keys = [problem.key for group in make_preflight(located).groups for problem in group.problems]
    assert keys == ["contract.empty_table"] * len(tables())


def test_a_further_month_keeps_the_boundaries_of_the_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_office(tmp_path, months=[NOVEMBER], boundaries="schematic")
    asked = []
    monkeypatch.setattr(
        starting, "load_boundaries", lambda name, **when: asked.append(name) or load_boundaries(name, **when)
    )
    start_office(tmp_path, months=[NOVEMBER.next])
    assert asked == ["schematic"]


def test_an_empty_table_is_said_where_the_rows_are_counted(tmp_path: Path) -> None:
    start_office(tmp_path, months=[NOVEMBER], boundaries="schematic")
    preflight = make_preflight(read_month(tmp_path / "2021-11", boundaries="schematic"))
    said = account_lines(preflight, words=Words("en"))
    assert said[1] == (
        "Flash alerts (alertes_flash.xlsx › alertes_flash): the table is empty, its maps will say zero. "
        "If nobody filled it in, take it out of the folder."
    )


def test_nothing_that_is_there_is_changed(tmp_path: Path) -> None:
    (tmp_path / "annexmaps.toml").write_text("# mine", encoding="utf-8")
    (tmp_path / "2021-11").mkdir()
    (tmp_path / "2021-11" / "violations.csv").write_text("date,commune,catégorie\n", encoding="utf-8")
    started = start_office(tmp_path, months=[NOVEMBER, NOVEMBER.next], boundaries="schematic")
    assert (tmp_path / "annexmaps.toml").read_text(encoding="utf-8") == "# mine"
    assert [path.name for path in (tmp_path / "2021-11").iterdir()] == ["violations.csv"]
    assert [path.name for path in started.kept] == ["annexmaps.toml", "2021-11"]
    assert {path.parent.name for path in started.written} == {"2021-12"}


def test_the_new_configuration_holds_what_was_given_and_else_the_defaults(tmp_path: Path) -> None:
    for lang in languages():
        folder = tmp_path / lang
        name = 'Bureau "Nord" \\ #1'
        start_office(folder, months=[NOVEMBER], organisation=name, contact="a@example.org", lang=lang)
        read = read_config(folder / "annexmaps.toml")
        assert read.organisation == OrganisationConfig(name=name, contact="a@example.org")
        assert (read.risk_index, read.points, read.sharing) == (Config().risk_index, Config().points, Config().sharing)


def test_every_commented_setting_may_be_uncommented(tmp_path: Path) -> None:
    start_office(tmp_path, months=[NOVEMBER])
    text = (tmp_path / "annexmaps.toml").read_text(encoding="utf-8")
    settings = [
        line[2:] if line.startswith("# ") and " = " in line and "," not in line.split(" = ")[0] else line
        for line in text.splitlines()
    ]
    live = [line for line in settings if not line.startswith("#")]
    (tmp_path / "annexmaps.toml").write_text("\n".join(live), encoding="utf-8")
    read = read_config(tmp_path / "annexmaps.toml")
    assert (read.risk_index.limits, read.points.farthest, read.dates.extraction) == ((6, 15, 20), 15, date(2021, 12, 2))


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"months": []}, "init.month"),
        ({"country": "Niger"}, "init.country"),
        ({"boundaries": "nowhere"}, "boundaries.unknown"),
        ({"lang": "de"}, "usage.lang"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_written(tmp_path: Path, options: dict[str, Any], key: str) -> None:
    with pytest.raises(AnnexmapsError) as refused:
        start_office(tmp_path / "office", **({"months": [NOVEMBER], "boundaries": "schematic"} | options))
    assert refused.value.key == key
    assert not (tmp_path / "office").exists()


@pytest.mark.parametrize("country", ["MLI", "mali", "Mali"])
def test_the_country_goes_by_its_name_or_its_code(tmp_path: Path, country: str) -> None:
    assert start_office(tmp_path, months=[NOVEMBER], country=country, boundaries="schematic").schematic


def test_the_lists_of_communes_are_those_of_the_cercle(squares: Boundaries) -> None:
    lists = openpyxl.load_workbook(BytesIO(make_templates(squares, month=NOVEMBER, lang="fr")["incidents.xlsx"]))[
        "Listes"
    ]
    rows = list(zip(lists["E"], lists["F"], strict=True))[1:]
    assert [(key.value, name.value) for key, name in rows if name.value] == [
        ("Aval|Bas", "N'Douri"),
        ("Aval|Bas", "Sud"),
        ("Aval|Ouest", "Pont"),
        ("Nord|Est", "Ménara"),
        ("Nord|Haut", "Alba"),
        ("Nord|Haut", "Flottante"),
        ("Nord|Haut", "Pont"),
    ]


def test_the_list_of_a_row_starts_at_its_parents_and_is_as_long_as_they_have_communes(squares: Boundaries) -> None:
    sheet = openpyxl.load_workbook(
        BytesIO(make_templates(squares, month=NOVEMBER, lang="fr")["incidents.xlsx"])
    ).worksheets[0]
    formula = next(rule.formula1 for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith("F3"))
    keys, parents = "'Listes'!$E$2:$E$8", '$D3&"|"&$E3'
    assert formula == f"OFFSET('Listes'!$F$2,MATCH({parents},{keys},0)-1,0,COUNTIF({keys},{parents}),1)"


def test_headers_and_tags_are_locked_and_cells_below_are_open(squares: Boundaries) -> None:
    sheet = openpyxl.load_workbook(
        BytesIO(make_templates(squares, month=NOVEMBER, lang="fr")["incidents.xlsx"])
    ).worksheets[0]
    assert sheet.protection.sheet
    assert (sheet["A1"].protection.locked, sheet["A2"].protection.locked) == (True, True)
    assert not sheet.column_dimensions["A"].protection.locked


def test_days_outside_the_month_are_stopped(squares: Boundaries) -> None:
    sheet = openpyxl.load_workbook(
        BytesIO(make_templates(squares, month=NOVEMBER, lang="fr")["incidents.xlsx"])
    ).worksheets[0]
    rule = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith("C3"))
    first, last = ((datetime(2021, 11, day) - datetime(1899, 12, 30)).days for day in (1, 30))
    assert (rule.type, float(rule.formula1), float(rule.formula2)) == ("date", first, last)
    assert rule.errorStyle in (None, "stop")


def test_the_same_month_gives_the_same_bytes() -> None:
    boundaries = load_boundaries("schematic", month=NOVEMBER)
    assert make_templates(boundaries, month=NOVEMBER, lang="fr") == make_templates(
        boundaries, month=NOVEMBER, lang="fr"
    )
