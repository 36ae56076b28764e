"""Which rows the figures of a sentence count: the condition in words, how many there are, and where they stand as far as is told."""

from collections.abc import Iterable, Iterator

from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.figures import Selection, Sentence, TablesSpec
from annexmaps.months import number_label
from annexmaps.places.located import LocatedMonth
from annexmaps.production.preflight.groups import row_runs
from annexmaps.products.monthly.selection import count, in_words, matching_rows, release_of, selected_rows
from annexmaps.words import Words

_LISTS = {"incidents": "4", "flash_alerts": "2"}  # the annex whose numbers the released rows bear


def explain(spec: TablesSpec, release: ReleasedMonth, located: LocatedMonth) -> Iterator[str]:
    """Yield each sentence of `spec` with its figures: their conditions, rows, and where these stand.

    In the internal edition that is the file with the row numbers of the spreadsheet; in the partners' the numbers of the edition's
    own lists; an edition that tells no rows has none.
    """
    words = Words(spec.lang)
    for chapter in spec.chapters:
        yield f"{'#' * chapter.level} {chapter.heading}"
        for table in chapter.tables:
            yield words("tables.command.table", sheet=table.sheet, rule=table.rule)
        for sentence in chapter.sentences:
            yield sentence.text
            yield from _figures(sentence, release, located, words)
    if not release.rules.rows:
        yield words("tables.command.not_told")


def _figures(sentence: Sentence, release: ReleasedMonth, located: LocatedMonth, words: Words) -> Iterator[str]:
    for figure, selection in sentence.figures:
        number = number_label(count(release, selection), lang=words.lang)
        said = number if figure == number else words("tables.command.figure", figure=figure, count=number)
        yield words("tables.command.rows", figure=said, selection=in_words(selection, release, words))
        yield from _where(selection, release, located, words)


def _where(selection: Selection, release: ReleasedMonth, located: LocatedMonth, words: Words) -> Iterator[str]:
    if release.rules.is_internal:
        table = _located_at(located, selection.month).tables[selection.table]
        rows = matching_rows(table.table, selection.where)["row"]
        if len(rows):
            yield words("tables.command.rows_list", rows=_runs(rows, words), file=table.source.shown)
        return
    listed = selected_rows(release, selection)
    if release.rules.rows and "list_number" in listed and len(listed):
        month = release_of(release, selection.month).month
        yield words(
            "tables.command.rows_annex",
            rows=_runs(listed["list_number"], words),
            annex=_LISTS[selection.table],
            month=month,
        )


def _located_at(located: LocatedMonth, month: str) -> LocatedMonth:
    return (
        located if str(located.month) == month else next(one for at, one in located.earlier.items() if str(at) == month)
    )


def _runs(rows: Iterable[int], words: Words) -> str:
    runs = row_runs(int(row) for row in rows)
    return words("joining.comma").join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
