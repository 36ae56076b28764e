"""DocumentSpec: the annex document, resolved. Chapters of blocks, values only; what a renderer sets without deciding anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annexmaps.spec import Cell, SideTable
from annexmaps.theme import Theme


@dataclass(frozen=True)
class Heading:
    """A title within the text."""

    text: str
    level: int = 1  # 1 of a chapter, 2 of a part of it


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str
    style: str = "body"  # body, lead (the figure a reader came for), caption, item (of a list), note (small), warning


@dataclass(frozen=True)
class Picture:
    """A map or a chart, as wide as the page lets it."""

    png: bytes = field(repr=False)
    caption: str  # above it
    alt: str  # what it says, in numbers, for who cannot see it
    page: bytes = field(default=b"", repr=False)  # the same drawn as lines, one page of PDF; empty: there is none


@dataclass(frozen=True)
class Table:
    """A table whose header is repeated on each page."""

    caption: str  # above it; empty: a paragraph says it already
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()  # of the columns against one another; empty: alike
    right: tuple[bool, ...] = ()  # columns set to the right: numbers; empty: none
    total_row: bool = False  # the last row is a total
    note: str = ""  # below it
    alt: str = ""  # what it is, for who cannot see it; empty: its caption


Block = Heading | Paragraph | Picture | Table


@dataclass(frozen=True)
class Chapter:
    """One annex or part of the document; it begins a page, and a template asks for it by name."""

    name: str  # of its bookmark and its placeholder: annexe_1
    title: str  # in the outline
    blocks: tuple[Block, ...]
    landscape: bool = False
    also: tuple[str, ...] = ()  # other names that a template may call it by


@dataclass(frozen=True)
class DocumentSpec:
    """The annexes of one month, edition and language as one document."""

    month: str  # 2021-11
    edition: str
    lang: str
    title: str
    subtitle: str  # month, organisation
    sharing: str  # sharing level, on every page
    chapters: tuple[Chapter, ...]
    ribbon: str = ""  # "DONNÉES FICTIVES" for a sample month, on every page
    producer: str = ""
    version: str = ""
    page_word: str = ""  # "Page {page} / {pages}"
    texts: Mapping[str, str] = field(
        default_factory=dict
    )  # words that a template may ask for, by name: mois, organisation
    theme: Theme = field(default_factory=Theme)


def table_of(side: SideTable) -> Table:
    """Return the margin's table `side` as one of a document: its first column is text, the others are numbers."""
    others = len(side.columns) - 1
    widths = (3.0, *(1.0 for _ in range(others)))
    right = (False, *(True for _ in range(others)))
    return Table(side.title, side.columns, side.rows, widths, right, side.total_row, side.note)
