"""Title lines, headers, HXL tags, totals, and which column is which."""

from pathlib import Path

import pytest
from month_files import error_key, keys, month_folder, read_incidents

from annexmaps.errors import InputError
from annexmaps.sources.columns_found import column_letter
from annexmaps.sources.tables import read_tables
from annexmaps.vocabulary.columns import layout, tables
from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words, in_language, languages

SAMPLE_HEADERS = {
    "incidents": "numéro,numéro incident,date,région,cercle,commune,localité,p-code,latitude,longitude,précision,catégorie,"
    "type,femmes,hommes,filles,garçons,statut victime,activité victime,auteur présumé,lieu,tranche horaire,texte,exemple",
    "flash_alerts": "numéro,date,région,cercle,commune,localité,p-code,latitude,longitude,précision,type d'alerte,personnes,"
    "ménages,source,vérifiée,exemple",
    "risk_index": "région,cercle,commune,p-code,mois,q1,q2,q3,q4,q5,q6,q7,q8,q9,q10,q11,q12,q13,q14,q15,total,informateurs,exemple",
    "coverage": "région,cercle,commune,p-code,organisation,statut,moniteurs,depuis,exemple",
}


@pytest.mark.parametrize("table", tables())
def test_headers_of_the_sample_are_all_columns_in_order(table: str) -> None:
    found = [layout(table).column_of_header(header) for header in SAMPLE_HEADERS[table].split(",")]
    # the sample has its coordinates in two columns
    assert sorted(map(str, found)) == sorted({*layout(table).columns} - {"coordinates"})


@pytest.mark.parametrize("table", tables())
def test_no_header_means_two_columns(table: str) -> None:
    spelt = [{fold(header) for header in column.headers} for column in layout(table).columns.values()]
    assert sum(map(len, spelt)) == len(set().union(*spelt))


@pytest.mark.parametrize("table", tables())
def test_each_hxl_tag_leads_to_its_own_column(table: str) -> None:
    columns = layout(table).columns.values()
    assert {tag: layout(table).column_of_tag(tag) for column in columns for tag in column.tags} == {
        tag: column.name for column in columns for tag in column.tags
    }


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("table", tables())
def test_each_column_is_described_in_each_language(table: str, lang: str) -> None:
    assert [name for name in layout(table).columns if not Words(lang).has(f"column.{table}.{name}")] == []


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("lieu_groupe/commune", "commune"),
        ("a/b/Date", "date"),
        ("femmes/filles", None),
        ("type/viol", None),
        ("a/b", None),
    ],
)
def test_question_of_a_form_is_known_inside_its_groups(header: str, column: str | None) -> None:
    assert layout("incidents").column_of_header(header) == column


def test_hxl_attributes_come_in_any_order() -> None:
    assert layout("incidents").column_of_tag("# ADM3 + v_pcode + code") == "pcode"


def test_english_headers_in_capitals_are_known(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "DATE,CATEGORY,P-CODE,ALLEGED PERPETRATOR\n2021-11-03,B,0101,Civil\n")
    assert table.table[["pcode", "perpetrator"]].values.tolist() == [["0101", "civil"]]


def test_title_lines_are_skipped_and_reported(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "Cluster protection\n\nNovembre 2021\ndate,catégorie,commune\n2021-11-03,B,Gao\n")
    assert [(note.key, note.row) for note in table.problems] == [("sources.title_line", 1), ("sources.title_line", 3)]


def test_hxl_row_is_dropped_and_names_columns(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,Unité 3\n#date,,#adm3+name\n2021-11-03,B,Gao\n")
    assert table.table[["row", "commune"]].values.tolist() == [[3, "Gao"]]


def test_hxl_row_alone_is_enough(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "quand,quoi,où\n#date,#event+type,#adm3\n2021-11-03,Viol,Gao\n")
    assert table.table[["commune", "type"]].values.tolist() == [["Gao", "viol"]]


def test_blank_rows_are_not_counted(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune\n,,\n2021-11-03,B,Gao\n\n ,,\n")
    assert (table.rows_read, table.table["row"].tolist()) == (1, [3])


def test_total_lines_below_are_reported_not_counted(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune,femmes\n2021-11-03,B,Gao,2\nTotal général,,,2\n")
    assert (keys(table), table.rows_read) == (["sources.total_line"], 1)


def test_commune_beside_words_is_no_total(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "commune,catégorie,date\nTotal,B,2021-11-03\n")
    assert table.rows_read == 1


def test_month_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune\n")
    assert (len(table.table), table.rows_read, list(table.table)[:3]) == (0, 0, ["row", "number", "incident_number"])


def test_unknown_column_is_named_and_left_out(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune,météo\n2021-11-03,B,Gao,vent\n")
    note = table.problems[0]
    assert (note.key, note.column, note.values["letter"]) == ("sources.unknown_column", "météo", "D")


def test_column_without_header_is_named_by_its_letter(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune,\n2021-11-03,B,Gao,vent\n")
    assert [(note.key, note.values["letter"]) for note in table.problems] == [("sources.unnamed_column", "D")]


def test_two_columns_of_one_meaning_are_both_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"auteur \(D\) et Perpetrator \(E\)"):
        read_incidents(tmp_path, "date,catégorie,commune,auteur,Perpetrator\n")


def test_missing_column_names_headers_and_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_incidents(tmp_path, "datte,catégorie,commune\n2021-11-03,B,Gao\n")
    assert in_language(caught.value.values, "fr") == {
        "file": "incidents.csv",
        "columns": "date",
        "headers": "datte, catégorie, commune",
        "nearest": "datte",
    }


@pytest.mark.parametrize(
    ("file", "headers"),
    [
        ("incidents", "date,commune"),
        ("incidents", "date,catégorie"),
        ("incidents", "date,catégorie,latitude"),
        ("alertes_flash", "date,commune"),
        ("alertes_flash", "type d'alerte,commune"),
        ("indice_risque", "commune,mois"),
        ("indice_risque", "q1,total"),
        ("couverture", "commune,organisation"),
        ("couverture", "statut,organisation"),
    ],
)
def test_required_columns_of_each_table(tmp_path: Path, file: str, headers: str) -> None:
    assert error_key(read_tables, month_folder(tmp_path, **{f"{file}_dot_csv": headers})).startswith(
        "sources.required_missing"
    )


def test_headers_that_mean_nothing_are_refused(tmp_path: Path) -> None:
    assert error_key(read_incidents, tmp_path, "a,b\n1,2\n") == "sources.required_none"


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_have_their_letters(position: int, letters: str) -> None:
    assert column_letter(position) == letters


def test_header_on_two_lines_of_merged_cells_is_one(tmp_path: Path) -> None:
    table = read_incidents(
        tmp_path, "Date,Catégorie,Lieu,,Victimes,\n,,Cercle,Commune,Femmes,Hommes\n2021-11-03,B,Gao,Gao,2,1\n"
    )
    assert (table.table[["row", "commune", "women", "men"]].values.tolist(), keys(table)) == (
        [[3, "Gao", 2.0, 1.0]],
        [],
    )


def test_row_under_an_incomplete_header_stays_data(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune,\n2021-11-03,B,Gao,lieu\n")
    assert table.table["row"].tolist() == [2]


def test_groups_above_a_whole_header_are_a_title(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "Quand,Quoi,Où\ndate,catégorie,commune\n2021-11-03,B,Gao\n")
    assert (keys(table), table.table["row"].tolist()) == (["sources.title_line"], [3])


def test_hxl_tags_under_two_lines_of_header_are_dropped(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "Date,Catégorie,Lieu,\n,,Cercle,Commune\n#date,,,#adm3\n2021-11-03,B,Gao,Gao\n")
    assert (table.table["row"].tolist(), table.rows_read) == ([4], 1)
