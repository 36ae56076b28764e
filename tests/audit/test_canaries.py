"""A canary in every column of every table: only those of columns that the edition allows may be in a specification or a file."""

import re
from dataclasses import fields, is_dataclass, replace

import pytest
from tests.render.documents import DOCUMENT, png

from annexmaps import build, read_month, report, specify
from annexmaps.audit.folding import squeeze_line
from annexmaps.audit.layers import Layer
from annexmaps.audit.opening import open_file
from annexmaps.audit.scan import audit_file
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import EDITIONS, edition_rules
from annexmaps.document import Chapter, Paragraph, Picture, Table
from annexmaps.errors import OutputError
from annexmaps.production.auditing import audit_folder
from annexmaps.production.data_files import DATA_FORMATS
from annexmaps.production.gate import gate_of
from annexmaps.render import workbook
from annexmaps.render.docx_document import write_docx
from annexmaps.render.geodata.units import Places
from annexmaps.render.pdf_document import write_pdf

SIGN = "Zqcanari"  # what every canary begins with


def canary(table, column):
    """A text that stands nowhere else; short enough that the audit alone would not look for some of them."""
    return f"{SIGN}{table[:2]}{column.replace('_', '')[:8]}"


PLACE = {"région": "Mopti", "cercle": "Douentza", "commune": "Hairé"}
TABLES = {
    "incidents": {"date": "2021-11-03", **PLACE, "catégorie": "E", "type": "Taxe illégale"},
    "alertes_flash": {"date": "2021-11-03", **PLACE, "type d'alerte": "Attaque contre un village"},
    "indice_risque": {**PLACE, "total": "17"},
    "couverture": {**PLACE, "statut": "Couvert", "moniteurs": "3"},
}  # fmt: skip
TEXTS = {
    "incidents": ("numéro", "numéro incident", "localité", "texte", "statut victime", "activité victime", "auteur présumé", "lieu",
                  "tranche horaire", "précision", "nom de la victime", "téléphone"),
    "alertes_flash": ("numéro", "localité", "source", "vérifiée", "contact"),
    "indice_risque": ("informateur", "q1"),
    "couverture": ("organisation", "responsable"),
}  # fmt: skip
ALLOWED = {
    "numéro": "number",
    "numéro incident": "incident_number",
    "localité": "locality",
    "source": "source",
    "organisation": "partner",
}
NAMES = {
    "incidents": "incidents",
    "alertes_flash": "flash_alerts",
    "indice_risque": "risk_index",
    "couverture": "coverage",
}


def cells_of(table):
    return {**TABLES[table], **{column: canary(table, column) for column in TEXTS[table]}}


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canaries") / "2021-11"
    folder.mkdir()
    for table in TABLES:
        cells = cells_of(table)
        (folder / f"{table}.csv").write_text(f"{';'.join(cells)}\n{';'.join(cells.values())}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def located(month):
    return read_month(month, boundaries="schematic")


def forbidden(edition):
    rules = edition_rules(edition)
    return {
        canary(table, column)
        for table in TABLES
        for column in TEXTS[table]
        if ALLOWED.get(column) not in rules.columns[NAMES[table]]
    }


def texts_of(value):
    """Every text of a specification, whatever holds it; shapes of boundaries have none."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for entry in fields(value):
            if entry.name != "base":
                yield from texts_of(getattr(value, entry.name))
    elif isinstance(value, dict):
        yield from texts_of(list(value.items()))
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from texts_of(one)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("annex", ["1", "2", "3", "4", "5"])
def test_no_canary_that_is_not_allowed_is_in_a_specification(located, edition, annex):
    said = "\n".join(texts_of(specify(located, annex=annex, edition=edition)))
    assert {text for text in forbidden(edition) if text in said} == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_canary_that_is_not_allowed_is_in_any_layer_of_a_file(month, tmp_path, edition):
    formats = ("png", "small", "pdf", "svg", "tif", "xlsx", "html")
    report = build(month, out=tmp_path, boundaries="schematic", only=("2", "4"), formats=formats, edition=edition)
    assert {path.suffix for path in report.files} == {".png", ".pdf", ".svg", ".tif", ".xlsx", ".html"}
    refuse_unwanted(report.folder, edition)
    assert audit_folder(tmp_path, inputs=month, boundaries="schematic").findings == ()


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_canary_that_is_not_allowed_is_in_a_dashboard_a_page_of_an_annex_or_an_atlas(month, tmp_path, edition):
    shown = {"out": tmp_path, "boundaries": "schematic", "edition": edition}
    pages = build(month, **shown, formats=("html",), only=("1", "2", "3", "5"))
    assert len(pages.files) == 5
    atlas = build(month, **shown, formats=("pdf",), only=("1",), atlas="cercle")
    assert {path.parent.name for path in atlas.files} == {edition, "atlas-cercle"}
    refuse_unwanted(pages.folder, edition)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_canary_that_is_not_allowed_is_in_the_annex_document(month, tmp_path, edition):
    made = report(month, out=tmp_path, boundaries="schematic", only=("4",), edition=edition)
    assert [path.suffix for path in made.files] == [".docx", ".pdf"]
    refuse_unwanted(made.folder, edition)
    assert audit_folder(tmp_path, inputs=month, boundaries="schematic").findings == ()


@pytest.fixture(scope="module")
def partners_gate(located):
    released = release(located, edition_rules("partners"))
    return gate_of(located, released, Config())


PLANTS = {
    "a paragraph": lambda text: Paragraph(text),
    "a cell": lambda text: Table("", ("N°",), ((text,),), alt="x"),
    "an alternative text": lambda text: Picture(png(30, 20), "x", text),
    "the name of a table": lambda text: Table("", ("N°",), (("x",),), alt=text),
}


@pytest.mark.parametrize("place", PLANTS)
def test_the_audit_finds_a_canary_of_every_column_planted_in_the_document(partners_gate, place):
    missed = []
    for text in sorted(forbidden("partners")):
        chapter = Chapter("annexe_4", "x", (PLANTS[place](text),))
        for name, write in (("a.docx", write_docx), ("a.pdf", write_pdf)):
            content = write(replace(DOCUMENT, chapters=(chapter,)))
            if "input_value" not in {finding.kind for finding in audit_file(name, content, partners_gate)}:
                missed.append((name, text))
    # a PDF does not name its tables
    assert [one for one in missed if (one[0], place) != ("a.pdf", "the name of a table")] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_canary_that_is_not_allowed_is_in_a_file_of_data(month, tmp_path, edition):
    shown = {"out": tmp_path, "boundaries": "schematic", "edition": edition}
    refuse_unwanted(build(month, **shown, only=("1", "2"), formats=("gpkg",)).folder, edition)


def test_a_canary_planted_in_every_file_of_data_stops_the_build(month, tmp_path, monkeypatch):
    sound = Places.cells

    def leaky(places, pcode):
        return {**sound(places, pcode), "name": canary("incidents", "nom de la victime")}

    monkeypatch.setattr(Places, "cells", leaky)
    with pytest.raises(OutputError) as refused:
        build(month, out=tmp_path, boundaries="schematic", only=("2",), formats=DATA_FORMATS)
    told = str(refused.value)
    files = [".geojson", "_topojson_partners_fr.json", "_hxl_partners_fr.csv", ".kml", ".gpkg › annexe_2_communes"]
    assert [file for file in files if not re.search(rf"{re.escape(file)}.*une valeur des tableaux reçus", told)] == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_no_canary_that_is_not_allowed_is_beside_masked_points(month, tmp_path):
    secret = tmp_path / "points.key"
    secret.write_text(bytes(range(32)).hex() + "\n", encoding="ascii")
    secret.chmod(0o600)
    shown = {"out": tmp_path / "maps", "boundaries": "schematic", "points": "masked", "secret": secret}
    formats = ("small", "html", "xlsx", "gpkg")
    refuse_unwanted(build(month, **shown, only=("1", "4"), formats=formats).folder, "partners")


def refuse_unwanted(folder, edition):
    """Open every file of `folder` and its atlas, manifest and record included; none may hold what `edition` does not allow."""
    unwanted = {squeeze_line(text): text for text in forbidden(edition)}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert "manifest.json" in {path.name for path in files}
    for path in files:
        for part in open_file(path.name, path.read_bytes()):
            text = squeeze_line(part.text) if isinstance(part, Layer) else b""
            assert [(path.name, part.where, told) for sign, told in unwanted.items() if sign in text] == []


def test_a_canary_planted_by_a_renderer_stops_the_build(month, tmp_path, monkeypatch):
    sound = workbook.write_workbook

    def leaky(listing):
        rows = tuple((*row[:-1], canary("incidents", "nom de la victime")) for row in listing.rows)
        return sound(type(listing)(**{**{f.name: getattr(listing, f.name) for f in fields(listing)}, "rows": rows}))

    monkeypatch.setattr(workbook, "write_workbook", leaky)
    with pytest.raises(
        OutputError, match=r"annexe-4.*\.xlsx › .*sharedStrings\.xml\s: une valeur des tableaux reçus"
    ) as refused:
        build(month, out=tmp_path, boundaries="schematic", only=("4",))
    assert canary("incidents", "nom de la victime") not in str(refused.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_sample_month_raises_no_alarm(sample_folder, tmp_path, edition):
    # build stops at the first finding
    report = build(
        sample_folder / "2021-11", out=tmp_path, boundaries="schematic", only=("4",), edition=edition, lang="en"
    )
    assert len(report.files) == 1
