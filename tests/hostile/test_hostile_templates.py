"""A hostile or damaged template is refused in one sentence, before anything in it is used."""

import io
import warnings
import zipfile

import pytest
from tests.render.documents import asking, related, with_part

from annexmaps.errors import InputError
from annexmaps.sources.word_template import read_template

SOUND = asking("{{annexe_1}}")
BOMB = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:x xmlns:w="u">&b;</w:x>'


def planted(xml):
    return with_part(SOUND, "word/document.xml", change=lambda body: body.replace(b"<w:sectPr", xml + b"<w:sectPr", 1))


def field(instruction):
    return planted(f'<w:p><w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'.encode())


def pieces(*parts):
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in parts)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "end"))
    return planted(f"<w:p>{begin}{runs}{end}</w:p>".encode())


def archive(*members):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # of a name that stands twice
        for name, body in members:
            made.writestr(name, body)
    return file.getvalue()


def deep():
    return b"<x>" * 300 + b"</x>" * 300


def replaced(part, old, new):
    return with_part(SOUND, part, change=lambda body: body.replace(old, new))


FILE_ENTITY = BOMB.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/passwd"')
WIDE_BOMB = BOMB.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")
TYPES, RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
MACRO_TYPE = (b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
STRICT = (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles",
          b"http://purl.oclc.org/ooxml/officeDocument/relationships/styles")  # fmt: skip
INSERTED = b'<w:p><w:ins w:id="1" w:author="Awa"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'
TWICE = (("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>"))
HOSTILE = {
    "nothing": (b"", "not_word"),
    "a text": (b"bonjour", "not_word"),
    "an old .doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old"),
    "half a file": (SOUND[: len(SOUND) // 2], "damaged"),
    "a zip of something else": (archive(("a.txt", b"x")), "not_word"),
    "a part that is no XML": (with_part(SOUND, "word/document.xml", b"<w:document"), "damaged"),
    "an entity bomb": (with_part(SOUND, "word/settings.xml", BOMB), "declares"),
    "an entity that reads a file": (with_part(SOUND, "word/styles.xml", FILE_ENTITY), "declares"),
    "an entity bomb in UTF-16": (with_part(SOUND, "word/settings.xml", WIDE_BOMB), "declares"),
    "a zip bomb": (with_part(SOUND, "x", extra={"word/media/image9.png": b"\0" * 210_000_000}), "bomb"),
    "a bomb of text": (with_part(SOUND, "word/settings.xml", b"<x>" + b" " * 31_000_000 + b"</x>"), "bomb"),
    "elements without end": (with_part(SOUND, "word/settings.xml", deep()), "bomb"),
    "a part outside its folder": (with_part(SOUND, "x", extra={"../../x.xml": b"<x/>"}), "damaged"),
    "a part twice": (archive(*TWICE), "damaged"),
    "macros by their type": (replaced(TYPES, *MACRO_TYPE), "macros"),
    "macros by their relation": (related(SOUND, "vbaProject", "vbaProject.bin", external=False), "macros"),
    "a control": (related(SOUND, "control", "activeX1.xml", external=False), "macros"),
    "an embedded workbook": (related(SOUND, "package", "embeddings/x.xlsx", external=False), "object"),
    "an object": (related(SOUND, "oleObject", "embeddings/x.bin", external=False), "object"),
    "a chunk of HTML": (related(SOUND, "aFChunk", "x.html", external=False), "object"),
    "a frame": (related(SOUND, "frame", "http://example.org/x.docx"), "object"),
    "a picture elsewhere": (related(SOUND, "image", "http://example.org/x.png"), "outside"),
    "a picture on a share": (related(SOUND, "image", "file:////serveur/x.png"), "outside"),
    "styles elsewhere": (related(SOUND, "styles", "http://example.org/styles.xml"), "outside"),
    "a template of Word": (replaced(TYPES, b"document.main+xml", b"template.main+xml"), "dotx"),
    "strict Open XML": (replaced(RELATIONS, *STRICT), "strict"),
    "a picture fetched by a field": (field("INCLUDEPICTURE &quot;http://example.org/x.png&quot;"), "field"),
    "a command run by a field": (field("DDEAUTO c:\\\\windows\\\\cmd.exe"), "field"),
    "a command in pieces": (pieces("DD", "EAU", "TO cmd"), "field"),
    "a path told by a field": (field(" FILENAME \\p "), "field"),
    "a link out by a field": (field(" HYPERLINK &quot;http://example.org&quot; "), "field"),
    "tracked changes": (planted(INSERTED), "changes"),
    "hidden text": (planted(b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"), "hidden"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_template_is_refused_in_one_sentence(case, tmp_path):
    content, key = HOSTILE[case]
    path = tmp_path / "modele.docx"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        read_template(path)
    assert refused.value.key == f"word_template.{key}"
    assert "modele.docx" in refused.value.sentence("fr")


@pytest.mark.parametrize(
    "instruction", [" PAGE ", "NUMPAGES", " TOC \\o &quot;1-3&quot; \\h ", " HYPERLINK \\l &quot;_Toc1&quot; "]
)
def test_fields_that_count_or_point_within_may_stand(instruction, tmp_path):
    path = tmp_path / "modele.docx"
    path.write_bytes(field(instruction))
    assert read_template(path).content == path.read_bytes()


def test_a_missing_template_is_said(tmp_path):
    with pytest.raises(InputError, match=r"Le modèle rien\.docx ne peut pas être ouvert"):
        read_template(tmp_path / "rien.docx")
