"""Finished folders, made again from their data and compared."""

from pathlib import Path

import pytest

from annexmaps.errors import InputError
from annexmaps.production.order import Order
from annexmaps.production.orders_of_folder import orders_of
from annexmaps.production.verifying import VerifiedFolder, verify


def verified(home: Path, month: str = "2021-02") -> VerifiedFolder:
    return next(verify(home / "maps" / month, home / "data", Order(out=home / "maps", boundaries="carres")))


def test_what_a_batch_made_is_made_again_byte_for_byte(made: Path) -> None:
    assert {file.state for file in verified(made).files} == {"same"}


def test_tables_that_changed_are_told_as_the_reason(made: Path) -> None:
    table = made / "data" / "2021-02" / "incidents.csv"
    table.write_text(
        table.read_text(encoding="utf-8").replace("XX020202", "XX020201").replace("Sud", "N'Douri"), encoding="utf-8"
    )
    found = verified(made)
    assert not found.is_same
    assert [reason.key for reason in found.reasons] == ["verify.reason_inputs"]


def test_a_file_changed_by_hand_is_told_from_one_that_comes_out_differently(made: Path) -> None:
    path = made / "maps" / "2021-02" / "partners" / "2021-02_annexe-4_incident-list_partners_fr.xlsx"
    path.write_bytes(path.read_bytes() + b" ")
    found = verified(made)
    assert [(file.name, file.state) for file in found.files if file.state != "same"] == [(path.name, "changed")]


def test_a_folder_whose_month_is_not_among_the_data_is_told_and_does_not_stop_the_others(made: Path) -> None:
    kept, other = (made / "maps" / month / "partners" / "manifest.json" for month in ("2021-02", "2020-12"))
    other.parent.mkdir(parents=True)
    other.write_text(
        kept.read_text(encoding="utf-8").replace('"month": "2021-02"', '"month": "2020-12"'), encoding="utf-8"
    )
    found = list(verify(made / "maps", made / "data", Order(out=made / "maps", boundaries="carres")))
    assert [(one.month, one.is_same) for one in found] == [("2020-12", False), ("2021-01", True), ("2021-02", True)]
    assert [reason.key for reason in found[0].reasons] == ["verify.reason_no_tables"]


def test_a_folder_without_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"manifest\.json"):
        next(verify(tmp_path, tmp_path, Order(out=tmp_path)))


def test_orders_are_told_by_the_names_of_files() -> None:
    names = (
        "2021-11_annexe-1_incidents_exemple_partners_fr.png",
        "2021-11_annexe-3_risk-index_change_exemple_partners_fr.png",
        "2021-11_annexe-1_incidents_exemple_a3_petit_partners_en.png",
        "2021-11_annexe-4_incident-list_exemple_partners_fr.xlsx",
        "2021-11_tableau-de-bord_exemple_partners_fr.html",
        "2021-11_annexe-1_incidents_exemple_partners_fr.html",
        "atlas-cercle/2021-11_annexe-1_incidents_atlas-cercle_exemple_partners_fr.pdf",
        "controle_cartes.json",
    )
    orders = orders_of(names, Order(out=Path()), read={}.get)
    assert {(order.lang, order.page, order.atlas, order.only, order.formats) for order in orders} == {
        ("fr", "", "", ("1", "3"), ("png",)),
        ("en", "a3", "", ("1",), ("small",)),
        ("fr", "", "", ("4",), ("xlsx",)),
        ("fr", "", "", ("1",), ("html",)),
        ("fr", "", "cercle", ("1",), ("pdf",)),
    }
