"""A small annex document and templates of an office, for the tests of Word files and PDFs."""

import io
import zipfile

import docx
from PIL import Image

from annexmaps.document import Chapter, DocumentSpec, Heading, Paragraph, Picture, Table


def png(width: int = 297, height: int = 210, colour: str = "#8c1c2e") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


ROWS = tuple((number, "Mopti", "Hairé", f"Vol, extorsion, pillage {number}") for number in range(1, 121))
MAP = Chapter(
    "annexe_1",
    "Annexe 1 – Carte (Novembre 2021)",
    (Picture(png(), "Annexe 1 – Carte (Novembre 2021)", "531 violations : A 78 ; B 23."),),
    landscape=True,
    also=("annex_1",),
)
LIST = Chapter(
    "annexe_4",
    "Annexe 4 – Liste (Novembre 2021)",
    (
        Paragraph("Annexe 4 – Liste (Novembre 2021)", "caption"),
        Table("", ("N°", "Région", "Commune", "Type"), ROWS, (1, 3, 3, 8), (True, False, False, False), alt="Liste"),
    ),
    landscape=True,
    also=("annex_4",),
)
SOURCES = Chapter(
    "sources", "Sources", (Heading("Sources"), Paragraph("Limites : carrés.", "item"), Paragraph("Note.", "note"))
)
DOCUMENT = DocumentSpec(
    month="2021-11",
    edition="partners",
    lang="fr",
    title="Annexes – Novembre 2021",
    subtitle="Novembre 2021 · Cluster",
    sharing="PARTENAIRES – diffusion restreinte",
    chapters=(MAP, LIST, SOURCES),
    ribbon="DONNÉES FICTIVES",
    producer="Cluster",
    version="annexmaps",
    page_word="Page {page} / {pages}",
    texts={
        "mois": "Novembre 2021",
        "diffusion": "PARTENAIRES – diffusion restreinte",
        "annexe_2": "(Annexe non faite.)",
    },
)


def template(plant=None) -> bytes:
    """A plain document of python-docx, changed by `plant`."""
    word = docx.Document()
    if plant is not None:
        plant(word)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def asking(*texts: str) -> bytes:
    """A template with a paragraph for each of `texts`, cut into a run for every third letter."""

    def plant(word):
        for text in texts:
            paragraph = word.add_paragraph()
            for start in range(0, len(text), 3):
                paragraph.add_run(text[start : start + 3])

    return template(plant)


def with_part(
    content: bytes, name: str, body: bytes | None = None, *, change=None, extra: dict[str, bytes] | None = None
) -> bytes:
    """`content` with one member replaced or changed, and further members."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            kept = old.read(member)
            if member == name:
                kept = body if body is not None else change(kept)
            new.writestr(member, kept)
        for member, more in (extra or {}).items():
            new.writestr(member, more)
    return file.getvalue()


def related(
    content: bytes, kind: str, target: str, *, external: bool = True, of: str = "word/_rels/document.xml.rels"
) -> bytes:
    """`content` with one more relationship of `kind` to `target`."""
    mode = ' TargetMode="External"' if external else ""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rIdPlanted" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_part(content, of, change=lambda body: body.replace(b"</Relationships>", relation.encode()))
