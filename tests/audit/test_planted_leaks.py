"""The scanner finds what was planted, wherever it lies and however it is written; a file without the leak is let through."""

import struct
from urllib.parse import quote

import pytest
import tests.audit.planted as make

from annexmaps.audit.restricted import allowed_texts, make_restricted, released_points
from annexmaps.audit.scan import audit_file, make_gate
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules

NAME = "Ousmane Ag Mohamédoun Traoré"
STORY = "Tué à coups de hache devant la case de son oncle"
NUMBER = "INC-2021-11-0042"
PHONE = "+223 76 12 34 56"
PICTURE = make.png(texts={"Author": NAME})
POINT = (-3.194724, 14.496313)


@pytest.fixture(scope="module")
def gate():
    rules = edition_rules("partners")
    allowed = allowed_texts(rules, None, ["Hairé"])
    return make_gate(rules, allowed, make_restricted([NAME, STORY, NUMBER], [POINT], allowed=allowed))


def kinds(gate, name, content):
    return {finding.kind for finding in audit_file(name, content, gate)}


# what stands where, in which file, and what it is told as
LEAKS = {
    "plain in a CSV": ("a.csv", make.csv(f"x;{NAME}"), "input_value"),
    "other case and no accents": ("a.csv", make.csv("x;OUSMANE AG MOHAMEDOUN TRAORE"), "input_value"),
    "accents decomposed": ("a.csv", make.csv(f"x;{make.decomposed(STORY)}"), "input_value"),
    "full-width letters": ("a.csv", make.csv(f"x;{make.wide(STORY)}"), "input_value"),
    "no-break spaces": ("a.csv", make.csv(f"x;{STORY.replace(' ', chr(0xA0))}"), "input_value"),
    "soft hyphens": ("a.csv", make.csv(f"x;{chr(0xAD).join(NAME)}"), "input_value"),
    "zero-width letters": ("a.csv", make.csv(f"x;{chr(0x200B).join(NAME)}"), "input_value"),
    "UTF-8 read as Windows-1252": ("a.csv", make.csv(f"x;{STORY.encode().decode('cp1252')}"), "input_value"),
    "UTF-16": ("a.csv", make.csv(f"x;{NAME}", encoding="utf-16"), "input_value"),
    "UTF-16 without its mark": ("a.csv", make.csv(f"x;{NAME}", encoding="utf-16-le"), "input_value"),
    "an incident number with other signs": ("a.csv", make.csv("x;inc/2021.11 0042"), "input_value"),
    "a column that is not allowed": ("a.csv", make.csv().replace(b"type", b"victime"), "name"),
    "a telephone number with no-break spaces": ("a.csv", make.csv(f"x;{PHONE.replace(' ', chr(0xA0))}"), "phone"),
    "a Malian number in pairs": ("a.csv", make.csv("x;76 12 34 56"), "phone"),
    "a Malian number closed up": ("a.csv", make.csv("x;joindre le 66123456"), "phone"),
    "an international number": ("a.csv", make.csv("x;00223-20-22-33-44"), "phone"),
    "an e-mail": ("a.csv", make.csv("x;a.traore@ong-mali.org"), "email"),
    "a formula in a CSV": ("a.csv", make.csv("x;=HYPERLINK(1)"), "formula"),
    "decimal degrees": ("a.csv", make.csv(f"x;{POINT[1]}"), "coordinates"),
    "decimal degrees with a comma": ("a.csv", make.csv("x;14,496313 N"), "coordinates"),
    "decimal degrees rounded": ("a.csv", make.csv("x;-3.1947"), "coordinates"),
    "a point of three decimals": ("a.csv", make.csv("x;(14.496, -3.195)"), "coordinates"),
    "degrees, minutes, seconds": ("a.csv", make.csv("x;14°29'46.7\"N 3°11'41\"W"), "coordinates"),
    "degrees and decimal minutes": ("a.csv", make.csv("x;14° 29,779′ N"), "coordinates"),
    "UTM": ("a.csv", make.csv("x;30P 479017 1602626"), "coordinates"),
    "entities in a page": ("a.html", make.page(f"<b>{make.entities(STORY)}</b>"), "input_value"),
    "entities in an attribute": ("a.html", make.page(f'<b title="{make.entities(NAME)}"></b>'), "input_value"),
    "a comment of a page": ("a.html", make.page(f"<!-- {NAME} -->"), "input_value"),
    "escapes in a script": ("a.html", make.page(f'<script>var a = "{make.escaped(NAME)}"</script>'), "input_value"),
    "a JSON island": (
        "a.html",
        make.page(f'<script type="application/json">{{"type": "{make.escaped(STORY)}"}}</script>'),
        "input_value",
    ),
    "a key of a JSON island": (
        "a.html",
        make.page('<script type="application/json">{"informateur": 1}</script>'),
        "name",
    ),
    "percent signs in a style": (
        "a.html",
        make.page(f"<style>a {{b: url(data:,{quote(STORY)})}}</style>"),
        "input_value",
    ),
    "base64 in a page": ("a.html", make.page(f"<p>{make.in_base64(STORY)}</p>"), "input_value"),
    "base64 of base64": ("a.html", make.page(f"<p>{make.in_base64(make.in_base64(STORY))}</p>"), "input_value"),
    "base64 of a packed text": (
        "a.html",
        make.page(f"<p>{make.in_base64(make.in_gzip(STORY.encode()))}</p>"),
        "input_value",
    ),
    "hexadecimal": ("a.html", make.page(f"<p>{STORY.encode().hex()}</p>"), "input_value"),
    "an image that a page loads": ("a.html", make.page('<img src="https://example.org/a.png">'), "external_link"),
    "a picture within a page": (
        "a.html",
        make.page(f'<img src="data:image/png;base64,{make.in_base64(PICTURE)}">'),
        "input_value",
    ),
    "escapes in JSON": ("a.geojson", make.geojson(f'"{make.escaped(STORY)}"'), "input_value"),
    "a property that is not allowed": ("a.geojson", make.geojson('"X"', key="téléphone"), "name"),
    "a point in GeoJSON": ("a.geojson", make.geojson('"X"').replace(b"1.5, 14.25", b"-3.195, 14.496"), "coordinates"),
    "a text of an SVG": ("a.svg", make.svg(f"<text>{NAME}</text>"), "input_value"),
    "a text of an SVG in pieces": (
        "a.svg",
        make.svg(f"<text>{'</text><text>'.join(STORY.split())}</text>"),
        "input_value",
    ),
    "an attribute of an SVG": ("a.svg", make.svg(f'<g id="{NAME}"/>'), "input_value"),
    "a comment of an SVG": ("a.svg", make.svg(f"<!--{NAME}-->"), "input_value"),
    "a script of an SVG": ("a.svg", make.svg("<script>1</script>"), "script"),
    "a mark drawn in an SVG": (
        "a.svg",
        make.svg(
            '<clipPath id="p"><rect x="0" y="0" width="50" height="50"/></clipPath><circle r="3" clip-path="url(#p)"/>'
        ),
        "marks",
    ),
    "a text chunk of a PNG": ("a.png", make.png(texts={"Title": NAME}), "input_value"),
    "a packed text chunk of a PNG": ("a.png", make.png(texts={"Title": NAME}, packed=True), "input_value"),
    "bytes after the end of a PNG": ("a.png", make.png(after=STORY.encode("utf-16-le")), "input_value"),
    "bytes behind the dots of a PNG": ("a.png", make.png_with_bytes_behind_its_dots(STORY), "input_value"),
    "a GPS position in a PNG": ("a.png", make.png(exif=make.gps_exif()), "gps"),
    "the date of a PNG": ("a.png", make.png(texts={"Title": "2021-12-03T10:11:12"}), "clock"),
    "a path in a PNG": ("a.png", make.png(texts={"Title": r"C:\Users\awa\carte.qgz"}), "path"),
    "a path of a server in a PNG": ("a.png", make.png(texts={"Title": r"\\serveur\cartes$"}), "path"),
    "a Unix path in a PNG": ("a.png", make.png(texts={"Title": "/home/awa/carte.qgz"}), "path"),
    "a description of a TIFF": ("a.tif", make.tiff(description=f"{make.LEVEL} {NUMBER}"), "input_value"),
    "an artist of a TIFF": ("a.tif", make.tiff(tags={315: NUMBER}), "input_value"),
    "bytes after the end of a TIFF": ("a.tif", make.tiff() + STORY.encode(), "input_value"),
    "a hidden sheet": ("a.xlsx", make.hidden_sheet(NAME), "input_value"),
    "a sheet that is hidden": ("a.xlsx", make.hidden_sheet("x"), "hidden"),
    "a hidden row": ("a.xlsx", make.hidden_row(NAME), "hidden"),
    "a property of a workbook": ("a.xlsx", make.document_property(NAME), "input_value"),
    "a comment of a cell": ("a.xlsx", make.cell_comment(NAME), "input_value"),
    "a defined name": ("a.xlsx", make.defined_name(NAME), "input_value"),
    "a formula": ("a.xlsx", make.formula("x"), "formula"),
    "a link": ("a.xlsx", make.hyperlink("x"), "external_link"),
    "a cell in runs": ("a.xlsx", make.rich_text(STORY), "input_value"),
    "the date of a workbook": ("a.xlsx", make.workbook(lambda *_: None), "clock"),
    "a paragraph in runs": ("a.docx", make.document(STORY), "input_value"),
    "comments of a document": ("a.docx", make.document(STORY, part="word/comments.xml"), "input_value"),
    "a header of a document": ("a.docx", make.document(STORY, part="word/header2.xml"), "input_value"),
    "a footnote of a document": ("a.docx", make.document(STORY, part="word/footnotes.xml"), "input_value"),
    "an earlier part of a document": ("a.docx", make.document(STORY, part="word/glossary/document.xml"), "input_value"),
    "who wrote a document": ("a.docx", make.document(NAME, part="docProps/core.xml"), "input_value"),
    "a property of a document": ("a.docx", make.document(NAME, part="docProps/custom.xml"), "input_value"),
    "custom properties at all": ("a.docx", make.document("x", part="docProps/custom.xml"), "unexpected_part"),
    "custom XML": ("a.docx", make.document("x", part="customXml/item1.xml"), "unexpected_part"),
    "a thumbnail of a document": (
        "a.docx",
        make.with_member(make.document("x"), "docProps/thumbnail.jpeg", b"x"),
        "unexpected_part",
    ),
    "macros of a document": ("a.docx", make.with_member(make.document("x"), "word/vbaProject.bin", b"x"), "macro"),
    "a workbook in a document": (
        "a.docx",
        make.with_member(make.document("x"), "word/embeddings/a.xlsx", make.plain_workbook()),
        "attachment",
    ),
    "what a picture in a document says": (
        "a.docx",
        make.with_member(make.document("x"), "word/media/image1.png", PICTURE),
        "input_value",
    ),
    "the alternative text of a picture": ("a.docx", make.in_body(f'<wp:docPr descr="{STORY}"/>'), "input_value"),
    "the name of a bookmark": ("a.docx", make.in_body(f'<w:bookmarkStart w:name="{NAME}"/>'), "input_value"),
    "inserted text": ("a.docx", make.in_body('<w:ins w:author="x"><w:r><w:t>x</w:t></w:r></w:ins>'), "hidden"),
    "hidden text of a document": ("a.docx", make.in_body("<w:r><w:rPr><w:vanish/></w:rPr></w:r>"), "hidden"),
    "a field that loads": ("a.docx", make.in_body('<w:fldSimple w:instr="INCLUDETEXT x"/>'), "formula"),
    "a field in pieces": ("a.docx", make.in_body(make.field("INC", "LUDE", "TEXT x")), "formula"),
    "a field under another name": ("a.docx", make.in_body('<y:fldSimple y:instr="PAGE"/>'), "formula"),
    "a column of the list that is not allowed": ("a.docx", make.in_body(make.listed("Auteur présumé")), "name"),
    "the alternative text of a map in a PDF": (
        "a.pdf",
        make.pdf(drawing=f"/Span <</Alt <feff{STORY.encode('utf-16-be').hex()}>>> BDC EMC ".encode()),
        "input_value",
    ),
    "a file in a ZIP": ("a.zip", make.archive({"b.csv": make.csv(f"x;{NAME}")}), "input_value"),
    "a ZIP in a ZIP": ("a.zip", make.archive({"b.zip": make.archive({"c.csv": make.csv(f"x;{NAME}")})}), "input_value"),
    "a name in a ZIP": ("a.zip", make.archive({f"{NAME}.csv": make.csv()}), "input_value"),
    "the comment of a ZIP": ("a.zip", make.archive({"b.csv": make.csv()}, comment=NAME.encode()), "input_value"),
    "the date of a member of a ZIP": (
        "a.zip",
        make.archive({"b.csv": make.csv()}, date=(2021, 12, 3, 9, 8, 6)),
        "clock",
    ),
    "an unknown file in a ZIP": ("a.zip", make.archive({"b.csv": make.csv(), "c.bin": b"x"}), "unknown_type"),
    "the text of a PDF page": ("a.pdf", make.pdf(text=f"({NAME}) Tj".encode("cp1252")), "input_value"),
    "a kerned text of a PDF page": (
        "a.pdf",
        make.pdf(text=b"[" + b" 12 ".join(b"(%s)" % bytes([letter]) for letter in NAME.encode("cp1252")) + b"] TJ"),
        "input_value",
    ),
    "a packed stream of a PDF": ("a.pdf", make.pdf(stream=f"({STORY})".encode("cp1252")), "input_value"),
    "what a PDF says of itself": (
        "a.pdf",
        make.pdf(information=f"/Author <{STORY.encode('utf-16').hex()}>"),
        "unexpected_part",
    ),
    "a hexadecimal string of a PDF": (
        "a.pdf",
        make.pdf(information=f"/Subject <feff{STORY.encode('utf-16-be').hex()}>"),
        "input_value",
    ),
    "the date of a PDF": ("a.pdf", make.pdf(information="/CreationDate (D:20211203101112Z)"), "clock"),
    "a script of a PDF": ("a.pdf", make.pdf(extra="/OpenAction << /S /JavaScript /JS (1) >>"), "script"),
    "bytes after the end of a PDF": ("a.pdf", make.pdf() + NAME.encode(), "input_value"),
    "between objects of a PDF": ("a.pdf", make.pdf(loose=f"% {NAME}\n".encode()), "input_value"),
    "a mark drawn in a PDF": (
        "a.pdf",
        make.pdf(drawing=b"q 10 10 300 300 re W n 100 100 m 104 100 l 104 104 l 100 104 l h f Q "),
        "marks",
    ),
    "an unknown type of file": ("a.bin", b"x", "unknown_type"),
    "another type than its name": ("a.png", make.archive({"b.csv": make.csv(f"x;{NAME}")}), "input_value"),
    "no sharing level": ("a.csv", b"commune;type\nx;y\n", "no_level"),
    "the level of a closer edition": ("a.csv", make.csv("x;INTERNE - ne pas diffuser"), "other_level"),
    "a name of a file": (f"{NAME}.csv", make.csv(), "input_value"),
}


@pytest.mark.parametrize("case", LEAKS)
def test_a_planted_leak_is_found(gate, case):
    name, content, kind = LEAKS[case]
    assert kind in kinds(gate, name, content)


DATABASES = {
    "a cell": ("INSERT INTO communes VALUES ('SECRET', '')",),
    "a deleted row": ("INSERT INTO communes VALUES ('SECRET', '')", "DELETE FROM communes WHERE type = ''"),
    "a dropped table": ("CREATE TABLE old AS SELECT 'SECRET' AS type", "DROP TABLE old"),
    "a trigger": ("CREATE TRIGGER t AFTER INSERT ON communes BEGIN SELECT 'SECRET'; END",),
}


@pytest.mark.parametrize("case", DATABASES)
def test_a_leak_in_a_database_is_found(gate, tmp_path, case):
    statements = [statement.replace("SECRET", STORY) for statement in DATABASES[case]]
    assert "input_value" in kinds(gate, "a.gpkg", make.database(tmp_path, *statements))


def test_a_column_of_a_database_that_is_not_allowed_is_found(gate, tmp_path):
    assert "name" in kinds(gate, "a.gpkg", make.database(tmp_path, columns="commune TEXT, auteur TEXT"))


@pytest.mark.parametrize("order", ["<d", ">d"])
def test_a_point_among_the_bytes_of_a_geometry_is_found(gate, tmp_path, order):
    geometry = b"GP\0\1" + b"".join(struct.pack(order, number) for number in POINT)
    statement = f"INSERT INTO communes VALUES ('Hairé', x'{geometry.hex()}')"  # noqa: S608 made here
    assert "coordinates" in kinds(gate, "a.gpkg", make.database(tmp_path, statement))


SOUND = {
    "a.csv": make.csv("N'Douri;Vol", "Pont;1 234 567", "Hairé;-12,5"),
    "a.html": make.page("<p>Annexe 1 &amp; 2 : 531 violations</p>"),
    "a.geojson": make.geojson('"Hairé"'),
    "a.svg": make.svg('<text>6 039</text><path d="M 14.4963 8.1234 L 1 2 z"/>'),
    "a.png": make.png(texts={"Title": "Annexe 1 – Carte des incidents (Novembre 2021)"}),
    "a.tif": make.tiff(),
    "a.xlsx": make.plain_workbook(),
    "a.docx": make.document("Les chiffres reflètent les zones suivies"),
    "c.docx": make.in_body(
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p>{make.listed('Commune')}</w:tc></w:tr></w:tbl>"
    ),
    "b.docx": make.in_body(
        make.field(" PAGE ") + make.field(r' HYPERLINK \l "_Toc1" ') + make.listed("Type de violation")
    ),
    "a.zip": make.archive({"b.csv": make.csv(), "c.zip": make.archive({"d.csv": make.csv()})}),
    "a.pdf": make.pdf(drawing=b"100 100 m 104 100 l 104 104 l 100 104 l h f "),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_raises_no_alarm(gate, name):
    assert list(audit_file(name, SOUND[name], gate)) == []


def test_a_sound_database_raises_no_alarm(gate, tmp_path):
    assert list(audit_file("a.gpkg", make.database(tmp_path), gate)) == []


def test_a_finding_never_shows_the_whole_value(gate):
    shown = [finding.shown for finding in audit_file("a.csv", make.csv(f"x;{NAME}"), gate)]
    assert shown == ["Ou… (28)"]


def test_names_that_stand_one_below_another_are_not_taken_for_a_value():
    rules = edition_rules("partners")
    allowed = allowed_texts(rules, None, ["Douentza", "Mondoro", "Hairé"])
    gate = make_gate(rules, allowed, make_restricted(["Douentza, Mondoro"], allowed=allowed))
    assert list(audit_file("a.csv", make.csv("Douentza;", "Mondoro;"), gate)) == []
    assert "input_value" in kinds(gate, "a.csv", make.csv("x;douentza mondoro"))


def test_points_of_the_months_before_may_stand_on_the_slider_of_the_office_s_own_pages(november):
    released = release(november, edition_rules("internal"))
    october = next(iter(released.earlier.values())).tables["incidents"].dropna(subset=["longitude"]).iloc[0]
    assert (float(october["longitude"]), float(october["latitude"])) in released_points(released)
