"""Questions of a form with several choices, one column a choice, back to one column a question."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from annexmaps.contract import RawTable
from annexmaps.contract.cells import find_term
from annexmaps.vocabulary.columns import Layout, layout
from annexmaps.vocabulary.folding import fold

_CHOSEN = {"1", "true", "vrai", "oui", "yes", "x"}
_BETWEEN = " ; "  # two choices of one answer


def join_choices(raw: RawTable) -> RawTable:
    """Return `raw` with one column for each question that it spreads over columns of choices (type/viol, type/meurtre).

    Where the question has a column of its own, as in the exports of Kobo, the columns of choices are dropped as they
    repeat it; otherwise that column is added, with the choices that are marked.
    """
    columns = layout(raw.name)
    choices = {position: found for position in range(len(raw.headers)) if (found := _choice(raw, position, columns))}
    if not choices:
        return raw
    kept = [position for position in range(len(raw.headers)) if position not in choices]
    own = {columns.column_of_header(raw.headers[position]) for position in kept}
    added = {name: _answers(raw, choices, name) for name in dict.fromkeys(name for name, _ in choices.values())}
    added = {name: answers for name, answers in added.items() if name not in own}
    texts = [*(raw.cells[position].tolist() for position in kept), *added.values()]
    return replace(
        raw,
        headers=(*(raw.headers[position] for position in kept), *added),
        tags=(*(raw.tags[position] for position in kept), *("" for _ in added)) if raw.tags else (),
        cells=pd.DataFrame(dict(enumerate(texts)), dtype="str"),
    )


def _choice(raw: RawTable, position: int, columns: Layout) -> tuple[str, str] | None:
    """Return the question and the choice of a column of 0 and 1, or None if it is no such column."""
    *groups, choice = raw.headers[position].split("/")
    name = columns.column_of_header(groups[-1]) if groups else None
    if name is None or columns.columns[name].kind != "code" or not find_term(columns.columns[name].terms, choice):
        return None
    return name, choice.strip()


def _answers(raw: RawTable, choices: Mapping[int, tuple[str, str]], name: str) -> list[str]:
    columns = [(raw.cells[position], choice) for position, (question, choice) in choices.items() if question == name]
    return [
        _BETWEEN.join(choice for cells, choice in columns if fold(cells.iloc[line]) in _CHOSEN)
        for line in range(len(raw.cells))
    ]
