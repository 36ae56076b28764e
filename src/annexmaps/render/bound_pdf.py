"""Pages bound into one PDF, with bookmarks; what two pages hold alike is kept once, and the same pages give the same bytes."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject


class BoundPdf:
    """A PDF being bound, page by page."""

    def __init__(self) -> None:
        self._writer = PdfWriter()
        self._marks: dict[tuple[str, ...], IndirectObject] = {}

    def add(self, page: bytes, *, bookmark: tuple[str, ...]) -> None:
        """Add the first page of a PDF at the end, under `bookmark`: its name, after those of the units it lies in."""
        self._writer.add_page(PdfReader(io.BytesIO(page)).pages[0])
        number = len(self._writer.pages) - 1
        for depth in range(1, len(bookmark) + 1):
            # a unit of a higher level is marked at its first page
            path = bookmark[:depth]
            if path not in self._marks:
                over = self._marks.get(path[:-1])
                self._marks[path] = self._writer.add_outline_item(title=path[-1], page_number=number, parent=over)

    def finish(self, *, title: str, keywords: str) -> bytes:
        """Return the file, without a date or a program's name."""
        self._writer.compress_identical_objects()
        self._writer.metadata = {"/Title": title, "/Keywords": keywords}
        self._writer.page_mode = "/UseOutlines"
        file = io.BytesIO()
        self._writer.write(file)
        return file.getvalue()
