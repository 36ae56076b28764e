"""Questions of a form with several choices."""

from pathlib import Path

import pytest
from month_files import keys, read_incidents


def _type(tmp_path: Path, text: str) -> tuple[str, list[str]]:
    table = read_incidents(tmp_path, text)
    return table.table.loc[0, "type"], keys(table)


def test_column_of_choices_marked_once_gives_the_answer(tmp_path: Path) -> None:
    text = "date,catégorie,commune,type/viol,type/meurtre\n2021-11-03,C,Gao,1,0\n"
    assert _type(tmp_path, text) == ("viol", [])


def test_columns_of_choices_inside_a_group_give_the_answer(tmp_path: Path) -> None:
    text = "date,catégorie,commune,faits/type/viol,faits/type/meurtre\n2021-11-03,C,Gao,True,False\n"
    assert _type(tmp_path, text) == ("viol", [])


def test_columns_of_choices_beside_their_question_are_not_read_twice(tmp_path: Path) -> None:
    text = "date,catégorie,commune,type,type/viol,type/meurtre\n2021-11-03,C,Gao,viol,1,0\n"
    assert _type(tmp_path, text) == ("viol", [])


@pytest.mark.parametrize("cell", ["viol", "viol viol", "viol; viol"])
def test_one_choice_in_a_cell_is_taken(tmp_path: Path, cell: str) -> None:
    assert _type(tmp_path, f"date,catégorie,commune,type\n2021-11-03,C,Gao,{cell}\n") == ("viol", [])


@pytest.mark.parametrize(
    "text",
    [
        "date,catégorie,commune,type/viol,type/meurtre\n2021-11-03,C,Gao,1,1\n",
        "date,catégorie,commune,type\n2021-11-03,C,Gao,viol meurtre\n",
        "date,catégorie,commune,type\n2021-11-03,C,Gao,Viol ; Meurtre\n",
    ],
)
def test_several_choices_are_not_chosen_from(tmp_path: Path, text: str) -> None:
    assert _type(tmp_path, text) == ("", ["contract.several_choices"])


def test_words_that_are_no_choices_stay_one_unknown_answer(tmp_path: Path) -> None:
    assert _type(tmp_path, "date,catégorie,commune,type\n2021-11-03,C,Gao,viol au marché\n") == (
        "",
        ["contract.unknown_code"],
    )


def test_no_choice_marked_is_an_empty_answer(tmp_path: Path) -> None:
    assert _type(tmp_path, "date,catégorie,commune,type/viol\n2021-11-03,C,Gao,0\n") == ("", [])
