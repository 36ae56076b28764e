"""Any table of bad rows: rows read = rows mapped + rows aggregated + rows listed with a reason."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from month_files import month_folder

from annexmaps.places.located import locate_table
from annexmaps.sources.boundaries import Boundaries, load_boundaries
from annexmaps.sources.month_folder import find_tables
from annexmaps.sources.tables import read_table
from annexmaps.vocabulary.columns import layout, tables
from annexmaps.words import languages

FILES = {
    "incidents": "incidents",
    "flash_alerts": "alertes_flash",
    "risk_index": "indice_risque",
    "coverage": "couverture",
}
_TEXTS = [
    "2021-11-03", "03/11/2021", "11/13/2021", "44503", "hier", "B", "Z", "Viol", "Enlèvement", "couvert", "bof", "Gao", "Tilemsi", "Dogo",
    "Ménaka", "MÃ©naka", "NA", "ML070101", "MLI070101", "070101", "XX", "16.27", "-0,04", "14°30'15\"N", "1,52 Ouest",
    "-1,52 Ouest", "NaN", "1e400",
    "30P 512345 1612345", "14.5, -3.2", "12", "-3", "1 234", "oui", "=1+1", "{row}", "<b>", "Total", "#date", "2021-10", "\u202e", "é" * 90,
]  # fmt: skip
_CELL = st.just("") | st.sampled_from(_TEXTS) | st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=6)


@pytest.fixture(scope="module")
def schematic() -> Boundaries:
    from annexmaps.months import Month

    return load_boundaries("schematic", month=Month(2021, 11))


def _quoted(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=st.sampled_from(tables()), data=st.data())
def test_every_bad_row_is_counted_once(
    name: str, data: st.DataObject, schematic: Boundaries, tmp_path_factory: pytest.TempPathFactory
) -> None:
    columns = list(layout(name).columns)
    lines = data.draw(st.lists(st.lists(_CELL, min_size=len(columns), max_size=len(columns)), max_size=6))
    folder: Path = month_folder(tmp_path_factory.mktemp("month"))
    (folder / f"{FILES[name]}.csv").write_text("".join(map(_quoted, [columns, *lines])), encoding="utf-8")
    checked = read_table(name, found := find_tables(folder), month=found.month)
    account = locate_table(checked, schematic).accounting
    assert checked.rows_read == len(checked.table) + len(checked.refused)
    assert account.read == account.mapped + account.aggregated + account.listed == checked.rows_read
    assert all(problem.sentence(lang) for problem in checked.problems for lang in languages())
