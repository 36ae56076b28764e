"""Categories: that of each distinct pair of category and type, by the rules of a month's table."""

from annexmaps.contract import SourceFile
from annexmaps.contract.cells import Cells, read_codes
from annexmaps.contract.rules import settle_categories
from annexmaps.production.many_rows.tally import CATEGORIES
from annexmaps.vocabulary.columns import layout

NO_CATEGORY = -1


class Categories:
    """The category of each distinct (category, type), by number."""

    def __init__(self, headers: tuple[str, str], *, file: str) -> None:
        self.headers, self.file = headers, file  # of category and type, empty where there is no such column
        self.of_pair: list[int] = []  # position in CATEGORIES, or NO_CATEGORY
        self.remarks: list[tuple[str, ...]] = []  # problem keys of pairs that are kept

    def learn(self, pairs: list[tuple[str, str]]) -> None:
        """Read the pairs that are new since the last time."""
        for category, kind in pairs[len(self.of_pair) :]:
            codes, misread = read_codes(self._cells("type", kind))
            found, problems = settle_categories(self._cells("category", category), codes, written=(kind,))
            self.of_pair.append(CATEGORIES.index(found[0]) if found[0] else NO_CATEGORY)
            told = (problem.key for problem in (*misread, *problems) if problem.row is not None)
            self.remarks.append(tuple(told) if found[0] else ())

    def _cells(self, name: str, text: str) -> Cells:
        header = self.headers[0 if name == "category" else 1]
        column = layout("incidents").columns[name]
        return Cells("incidents", SourceFile(self.file, "", ""), column, header, (text,), (0,))
