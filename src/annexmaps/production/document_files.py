"""The files of the annex document: every annex drawn and put into one Word file and one PDF."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from annexmaps.document import Chapter, DocumentSpec
from annexmaps.production.annex_document import DrawnAnnex, make_document
from annexmaps.production.composing import Composer
from annexmaps.production.names import file_name, month_file_name
from annexmaps.production.page_files import draw_files
from annexmaps.production.page_record import MadeFile
from annexmaps.production.shelf import Shelf
from annexmaps.products.product import Product
from annexmaps.render.formats import DOCUMENTS, RENDERERS
from annexmaps.sources.word_template import WordTemplate
from annexmaps.spec import ListSpec, MapSpec
from annexmaps.words import Sayable

if TYPE_CHECKING:
    from annexmaps.render.docx_template import FilledDocument

DRAWN_AS = {"docx": "png", "pdf": "pdf"}  # a map as dots for Word, as lines for the PDF
NAME = "annexes"  # in the files' names
FILLED = "docx"  # the format that fills a template


@dataclass(frozen=True)
class DocumentFile:
    """One file of the document, and what there is to tell of it."""

    path: Path
    content: bytes
    notes: tuple[Sayable, ...] = ()


@dataclass(frozen=True)
class DrawnAnnexes:
    """The annexes of one document and the files of their maps, which are linted but not written."""

    annexes: tuple[DrawnAnnex, ...]
    maps: tuple[MadeFile, ...]


def draw_annexes(
    pages: Iterable[Product],
    composer: Composer,
    folder: Path,
    *,
    formats: Sequence[str],
    finish: Callable[[MapSpec | ListSpec], MapSpec | ListSpec],
) -> DrawnAnnexes:
    """Return each of `pages` composed, finished and drawn for a document in `formats`; `folder` is where its files would be."""
    # the maps of a document are no files of the folder
    annexes, maps, nothing = [], [], Shelf(lambda _: None)
    for page in pages:
        spec = finish(composer.compose(page))
        if isinstance(spec, MapSpec):
            drawn_as = [DRAWN_AS[name] for name in DOCUMENTS if name in formats]
            chosen = [RENDERERS[name] for name in drawn_as]
            paths = [folder / file_name(spec, renderer, example=composer.release.example) for renderer in chosen]
            made = list(draw_files(spec, chosen, paths, shelf=nothing, folder=folder))
            maps += made
            contents = dict(zip(drawn_as, (file.content for file in made), strict=True))
            annexes.append(DrawnAnnex(spec, **contents))
        else:
            annexes.append(DrawnAnnex(spec))
    return DrawnAnnexes(tuple(annexes), tuple(maps))


def document_files(
    annexes: Sequence[DrawnAnnex],
    composer: Composer,
    folder: Path,
    *,
    formats: Sequence[str],
    absent: Sequence[Product] = (),
    chapters: Sequence[Chapter] = (),
    template: WordTemplate | None = None,
) -> Iterator[DocumentFile]:
    """Yield the document of `annexes`, with `chapters` after them, in each of `formats`; nothing without annexes.

    The Word file fills `template`, if there is one; of pages that are `absent` it says so where they are asked for.
    """
    if not annexes:
        return
    document = make_document(annexes, month=composer.release.month, absent=absent, chapters=chapters)
    for name, renderer in ((name, renderer) for name, renderer in DOCUMENTS.items() if name in formats):
        example = composer.release.example
        path = folder / month_file_name(annexes[0].spec, NAME, renderer, example=example, lang=composer.lang)
        if template is not None and name == FILLED:
            filled = _fill(template, document)
            yield DocumentFile(path, filled.content, filled.notes)
        else:
            yield DocumentFile(path, renderer.draw(document))


def _fill(template: WordTemplate, document: DocumentSpec) -> "FilledDocument":
    from annexmaps.render.docx_template import fill_template

    return fill_template(template.content, document, file=template.path.name)
