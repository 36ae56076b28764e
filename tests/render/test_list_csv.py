"""Annex 4 as CSV: opened by a double click where it is made for, nothing in it runs, every column explained."""

import csv
import io
from datetime import date

import pytest

from annexmaps.audit.open_plain import is_formula
from annexmaps.render.list_csv import write_csv, write_csv_dictionary
from annexmaps.spec import ListSpec, Page

PAGE = Page("Annexe 4", "2 violations", "INTERNE – ne pas diffuser", ribbon="DONNÉES FICTIVES")


def listing(*rows, lang="fr", page=PAGE):
    columns, dictionary = ("N°", "Date", "Localité", "Longitude"), (("N°", "Numéro", "–", "ici", "interne"),)
    return ListSpec("4", "list", "2021-11", "internal", lang, page, columns, rows, dictionary=dictionary)


def read(content, separator=";"):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_french_cells_are_parted_by_semicolons_and_decimals_have_a_comma():
    made = write_csv(listing((1, date(2021, 11, 3), "Boni; Haïré", -3.19)))
    assert read(made)[1] == ["1", "2021-11-03", "Boni; Haïré", "-3,19", "INTERNE – ne pas diffuser", "DONNÉES FICTIVES"]


def test_english_cells_are_parted_by_commas_and_decimals_have_a_point():
    made = write_csv(listing((1, None, "Boni, Haïré", -3.19), lang="en"))
    assert read(made, ",")[1][:4] == ["1", "", "Boni, Haïré", "-3.19"]


def test_accents_are_read_as_utf_8_by_a_spreadsheet():
    assert write_csv(listing()).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("typed", ["=1+1", "+223 76", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"])
def test_a_text_that_would_run_is_inert_and_reads_as_typed(typed):
    (cell,) = [row[2] for row in read(write_csv(listing((1, None, typed, None))))[1:]]
    assert is_formula(typed)
    assert not is_formula(cell)
    assert cell.removeprefix("\u200b") == typed


def test_the_dictionary_explains_every_column_and_states_the_sharing_level():
    assert read(write_csv_dictionary(listing())) == [
        ["Colonne", "Signification", "Unité", "Source", "Éditions"],
        ["N°", "Numéro", "–", "ici", "interne"],
        ["Diffusion", "Niveau de diffusion de la liste\xa0: INTERNE – ne pas diffuser.", "–", "annexmaps", ""],
        ["Exemple", "Marque des mois d'exemple\xa0: DONNÉES FICTIVES.", "–", "annexmaps", ""],
    ]
