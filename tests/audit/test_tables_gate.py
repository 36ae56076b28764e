"""The gate of the report's tables: heads of columns by edition, charts that look into another workbook, canaries."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.audit.test_canaries import month as month
from tests.audit.test_canaries import refuse_unwanted

from annexmaps.audit.layers import Fault, Kind, Layer
from annexmaps.audit.names import allowed_names
from annexmaps.audit.office import office_faults
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.errors import InputError, OutputError, UsageError
from annexmaps.production.auditing import audit_folder
from annexmaps.production.tables import explain_tables, make_tables
from annexmaps.render import tables_workbook

HEADS = "\n".join(
    (
        "FAMa",
        "Axe routier",
        "Auteur présumé",
        "Viol",
        "A · Mouvement de population forcé",
        "janv.",
        "Jusqu'à la suivante",
        "Total",
    )
)
REFUSED = {
    "internal": [],
    "partners": ["FAMa", "Axe routier", "Auteur présumé"],
    "public": [
        "FAMa",
        "Axe routier",
        "Auteur présumé",
        "Viol",
        "A · Mouvement de population forcé",
        "Jusqu'à la suivante",
    ],
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_head_is_allowed_where_the_edition_holds_the_column_it_is_of(edition: str) -> None:
    names = allowed_names(edition_rules(edition))
    assert list(names.refused(Layer("sheet", HEADS, Kind.HEADER))) == REFUSED[edition]


@pytest.mark.parametrize(("part", "found"), [(b"<c:f>'T'!$A$1:$B$2</c:f>", []), (b"<c:f>[1]Sheet!$A$1</c:f>", ["external_link"]),
                                             (b'<c:externalData r:id="rId1"/>', ["external_link"])])  # fmt: skip
def test_a_chart_may_look_into_its_own_workbook_only(part: bytes, found: list[str]) -> None:
    faults = office_faults("xl/charts/chart1.xml", b"<c:chart>" + part + b"</c:chart>", "chart")
    assert [fault.key for fault in faults if isinstance(fault, Fault)] == found


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_canary_that_is_not_allowed_is_in_the_tables(month: Path, tmp_path: Path, edition: str) -> None:
    report = make_tables(month, out=tmp_path, boundaries="schematic", edition=edition)
    assert {path.suffix for path in report.files} >= {".xlsx"}
    refuse_unwanted(report.folder, edition)
    assert audit_folder(tmp_path, inputs=month, boundaries="schematic").findings == ()
    said = "\n".join(explain_tables(month, boundaries="schematic", edition=edition))
    assert ("incidents.csv" in said) == (edition == "internal")
    assert "Zqcanari" not in said


def test_a_canary_planted_in_the_workbook_stops_the_tables(
    month: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = tables_workbook.write_tables

    def leaky(spec):
        content = io.BytesIO(sound(spec))
        with zipfile.ZipFile(content, "a") as archive:
            info = zipfile.ZipInfo("xl/worksheets/sheet99.xml")
            archive.writestr(info, "<worksheet><c t='inlineStr'><is><t>Zqcanariintexte</t></is></c></worksheet>")
        return content.getvalue()

    monkeypatch.setattr(tables_workbook, "write_tables", leaky)
    with pytest.raises(OutputError):
        make_tables(month, out=tmp_path, boundaries="schematic")
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_month_without_a_table_to_count_is_refused_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "2021-11"
    folder.mkdir()
    (folder / "couverture.csv").write_text(
        "région;cercle;commune;statut\nMopti;Douentza;Hairé;Couvert\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="2021-11"):
        make_tables(folder, out=tmp_path / "maps", boundaries="schematic")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_month_of_the_risk_index_only_has_its_levels(tmp_path: Path, edition: str) -> None:
    folder = tmp_path / "2021-11"
    folder.mkdir()
    (folder / "indice_risque.csv").write_text(
        "région;cercle;commune;total\nMopti;Douentza;Hairé;17\n", encoding="utf-8"
    )
    report = make_tables(folder, out=tmp_path / "maps", boundaries="schematic", edition=edition)
    assert [path.name.partition("_")[2].rsplit("_", 2)[0] for path in report.files] == [
        "tableaux",
        "graphique-level-numbers",
    ]


def test_outputs_among_the_inputs_are_refused(month: Path) -> None:
    with pytest.raises(UsageError):
        make_tables(month, out=month.parent, boundaries="schematic")
