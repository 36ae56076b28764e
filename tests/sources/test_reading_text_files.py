"""Encodings, separators, quotes and broken lines of text files."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from month_files import error_key, keys, month_folder, read_incidents

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import clean, plain_number
from annexmaps.sources.columns_found import find_columns
from annexmaps.sources.month_folder import FoundTable
from annexmaps.sources.read import read_raw
from annexmaps.sources.tables import read_tables

TEXT = "date;région;catégorie;texte\n2021-11-03;Ségou;B;l'été à Goundam\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"]
)
def test_encodings_of_partners_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "incidents.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert list(read_raw(FoundTable("incidents", path)).cells.loc[0]) == [
        "2021-11-03",
        "Ségou",
        "B",
        "l'été à Goundam",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman"])
def test_encoding_that_was_assumed_is_stated(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "incidents.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert [note.key for note in read_raw(FoundTable("incidents", path)).problems] == [f"sources.{encoding}_assumed"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_found(tmp_path: Path, separator: str) -> None:
    table = read_incidents(tmp_path, "date;catégorie;commune\n2021-11-03;B;Gao\n".replace(";", separator))
    assert table.table["commune"].tolist() == ["Gao"]


def test_line_that_declares_the_separator_is_no_data(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "sep=|\ndate|catégorie|commune\n2021-11-03|B|Gao\n")
    assert table.table[["row", "commune"]].values.tolist() == [[3, "Gao"]]


def test_separator_and_line_break_inside_quotes_stay_in_the_cell(tmp_path: Path) -> None:
    table = read_incidents(
        tmp_path, 'date,catégorie,commune,texte\n2021-11-03,B,Gao,"a, b\n""c"""\n2021-11-04,B,Gao,d\n'
    )
    assert table.table[["row", "text"]].values.tolist() == [[2, 'a, b\n"c"'], [3, "d"]]


def test_line_with_a_cell_too_many_is_refused_not_shifted(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,texte,commune\n2021-11-03,B,ici, là,Gao\n2021-11-04,B,x,Gao\n")
    assert (table.refused[2].key, table.table["row"].tolist()) == ("sources.too_many_in_line", [3])


def test_short_line_is_kept_with_a_warning(tmp_path: Path) -> None:
    table = read_incidents(tmp_path, "date,catégorie,commune,texte\n2021-11-03,B,Gao\n")
    assert (keys(table), table.rows_read, len(table.table)) == (["sources.too_few_in_line"], 1, 1)


@pytest.mark.parametrize("text", ['date,catégorie\n2021-11-03,"B\n', 'date,catégorie\n"2021"x,B\n'])
def test_quotation_mark_out_of_place_is_refused(tmp_path: Path, text: str) -> None:
    assert error_key(read_incidents, tmp_path, text) == "sources.quotes"


def test_empty_file_is_refused(tmp_path: Path) -> None:
    assert error_key(read_incidents, tmp_path, " \n") == "sources.empty_file"


def test_binary_rubbish_is_refused(tmp_path: Path) -> None:
    path = month_folder(tmp_path) / "incidents.csv"
    path.write_bytes(b"date,\x00\x00\x01\x81\x8d\xff")
    assert error_key(read_raw, FoundTable("incidents", path)) == "sources.not_text"


@pytest.mark.parametrize(
    ("written", "plain"),
    [("12.0", "12"), ("1e3", "1000"), ("0.10", "0.10"), ("1e400", "1e400"), ("NaN", "NaN"), ("1.5E-3", "0.0015")],
)
def test_numbers_lose_only_what_the_format_added(written: str, plain: str) -> None:
    assert plain_number(written) == plain


_CELL = st.text(max_size=6) | st.sampled_from(
    ['"', ";", ",", "\n", "date", "#date", "Total", "2021-11-03", "B", "catégorie", "commune"]
)


@settings(max_examples=80, deadline=None)
@example("××", "cp1252")
@given(st.lists(_CELL, max_size=30).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text_below_a_header_is_counted_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    folder = month_folder(tmp_path_factory.mktemp("month"))
    content = f"date,catégorie,commune\n{text}".encode(encoding, errors="replace")
    (folder / "incidents.csv").write_bytes(content)
    assert _rows_missing(folder) in {0, "sources.quotes", "sources.not_text"}


def _rows_missing(folder: Path) -> int | str:
    try:
        table = read_tables(folder)["incidents"]
    except InputError as error:
        return error.key
    return table.rows_read - len(table.table) - len(table.refused)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"{", b"SQLite format 3\x00", b"\xff\xfe"]), st.binary(max_size=200)
)
def test_any_bytes_are_refused_in_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "incidents.csv"
    path.write_bytes(start + rest)
    with pytest.raises(InputError):
        find_columns(read_raw(FoundTable("incidents", path)))


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_half_a_character_is_replaced() -> None:
    assert clean("a\ud800b") == "a\ufffdb"
