"""Places in the text of a template: {{names}} that Word may have cut into several runs, and bookmarks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_PLACE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
_TEXT, _PARAGRAPH = qn("w:t"), qn("w:p")
# what stands between letters and is none of them
_BREAKS = (qn("w:tab"), qn("w:br"), qn("w:cr"))


@dataclass(frozen=True)
class Place:
    """A {{name}} in a paragraph."""

    name: str
    start: int  # of the paragraph's letters
    end: int


def paragraphs_of(element: Any) -> list[Any]:
    """Return every paragraph in `element`, those of tables and text boxes too."""
    return list(element.iter(_PARAGRAPH))


def places_in(paragraph: Any) -> list[Place]:
    """Return the {{names}} of `paragraph`, in their order."""
    text = "".join(text for _, text in _pieces(paragraph))
    return [Place(found[1], *found.span()) for found in _PLACE.finditer(text)]


def text_of(paragraph: Any) -> str:
    """Return the letters of `paragraph` itself, not of a text box in it."""
    return "".join(text for _, text in _pieces(paragraph))


def put(paragraph: Any, place: Place, text: str) -> None:
    """Put `text` in the room of `place`, in the form of the run it begins in."""
    at = 0
    for written, letters in list(_pieces(paragraph)):
        start, end = max(place.start - at, 0), min(place.end - at, len(letters))
        if written is not None and start < end:
            begins = at <= place.start < at + len(letters)
            _write(written, letters[:start] + (text if begins else "") + letters[end:])
        at += len(letters)


def empty_between(start: Any, end: Any) -> None:
    """Empty every text between the marks `start` and `end` of one paragraph."""
    for element in _between(start, end):
        for written in element.iter(_TEXT):
            _write(written, "")


def write_between(start: Any, end: Any, text: str, make_run: Callable[[str], Any]) -> None:
    """Put `text` between the marks `start` and `end`, in the form of the first run that stands there."""
    texts = [written for element in _between(start, end) for written in element.iter(_TEXT)]
    if not texts:
        start.addnext(make_run(text))
        return
    _write(texts[0], text)
    for written in texts[1:]:
        _write(written, "")


def _between(start: Any, end: Any) -> Iterator[Any]:
    element = start.getnext()
    while element is not None and element is not end:
        yield element
        element = element.getnext()


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    for element in paragraph.iter(_TEXT, *_BREAKS):
        if next(element.iterancestors(_PARAGRAPH)) is not paragraph:
            continue
        if element.tag == _TEXT:
            yield element, element.text or ""
        elif element.getparent().tag == qn("w:r"):
            yield None, "\t"


def _write(written: Any, text: str) -> None:
    written.text = text
    written.set(qn("xml:space"), "preserve")
