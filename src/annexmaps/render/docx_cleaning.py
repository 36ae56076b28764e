"""A template of an office made clean: links, comments, authors, embedded fonts and properties go, pictures are written anew as PNG."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from PIL import Image, UnidentifiedImageError

from annexmaps.errors import InputError
from annexmaps.sources.word_template import LEFT_OUT
from annexmaps.words import Phrase

LARGEST_PICTURE = 50_000_000  # dots
_PNG = "image/png"
# elements that point at what is left out, or tell who wrote when
_GONE = ("w:attachedTemplate", "w:rsids", "w:docVars", "w:dataBinding", "w:printerSettings", "w:embedRegular", "w:embedBold",
         "w:embedItalic", "w:embedBoldItalic", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:saveThroughXslt",
         "w:embedTrueTypeFonts", "w:saveSubsetFonts", "w:rsid", "w:nsid", "w:tmpl", "a:hlinkClick", "a:hlinkHover")  # fmt: skip
# attributes that number sessions and paragraphs: they tell who wrote when, and some read like a telephone number
_NUMBERS = ("rsid", "paraId", "textId", "anchorId", "editId")
_ID = qn("r:id")
_EXTENSIONS = "{http://schemas.openxmlformats.org/drawingml/2006/main}extLst"


def clean(document: Any, file: str) -> list[Phrase]:
    """Take out of the python-docx `document`, read from `file`, what no output may hold; return what there is to tell of it.

    InputError for a picture that cannot be written anew.
    """
    package = document.part.package
    told = {LEFT_OUT[kind] for kind in _drop_relations(package)}
    for part in list(package.iter_parts()):
        if _is_text(part):
            _rewrite(part)
    for number, part in enumerate(_pictures(package), start=1):
        _as_png(part, number, file)
    return [Phrase(f"word_template.left_{name}", {"file": file}) for name in sorted(told - {""})]


def _drop_relations(package: Any) -> Iterator[str]:
    for source in (package, *package.iter_parts()):
        for key, relation in list(source.rels.items()):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in LEFT_OUT:
                del source.rels[key]
                yield kind


def _is_text(part: Any) -> bool:
    return str(part.partname).endswith(".xml") and str(part.partname).startswith("/word/")


def _rewrite(part: Any) -> None:
    own = getattr(part, "element", None)
    element = own if own is not None else parse_xml(part.blob)
    for link in list(element.iter(qn("w:hyperlink"))):
        # the words stay, the address goes
        if link.get(_ID) is not None:
            _unwrap(link)
    gone: Iterable[Any] = [found for tag in _GONE if tag.split(":")[0] in nsmap for found in element.iter(qn(tag))]
    for found in [*gone, *_extensions(element), *_hidden_styles(part, element)]:
        if found.getparent() is not None:
            found.getparent().remove(found)
    for found in element.iter():
        for name in [one for one in found.attrib if one.rsplit("}", 1)[-1].startswith(_NUMBERS)]:
            del found.attrib[name]
    if own is None:
        part._blob = serialize_part_xml(element)


def _extensions(element: Any) -> list[Any]:
    # of pictures: a second one in another format, where it is kept
    return [found for found in element.iter(_EXTENSIONS) if found.getparent().tag == qn("a:blip")]


def _hidden_styles(part: Any, element: Any) -> list[Any]:
    return list(element.iter(qn("w:vanish"))) if str(part.partname).endswith(("/styles.xml", "/numbering.xml")) else []


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def _pictures(package: Any) -> list[Any]:
    found = {relation.target_part: None for relation in package.iter_rels() if relation.reltype.endswith("/image")}
    return sorted(found, key=lambda part: str(part.partname))


def _as_png(part: Any, number: int, file: str) -> None:
    name = str(part.partname).rsplit("/", 1)[-1]
    try:
        with Image.open(BytesIO(part.blob)) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise InputError("word_template.picture", file=file, picture=name)
            kept, written = picture.convert("RGBA" if _is_clear(picture) else "RGB"), BytesIO()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InputError("word_template.picture", file=file, picture=name) from error
    # only the dots: what the file says besides is not copied
    kept.info.clear()
    kept.save(written, "PNG")
    part._blob, part._content_type, part._image = written.getvalue(), _PNG, None
    part.partname = PackURI(f"/word/media/image{number}.png")


def _is_clear(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
