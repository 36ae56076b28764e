"""The reference of the four tables: their columns with headers, meaning and tags, and the lists of terms that cells may hold."""

from annexmaps.vocabulary import label, terms
from annexmaps.vocabulary.columns import Column, layout, tables
from annexmaps.words import Words, languages
from sitemaking.markdown import code, table

LISTS = (
    "category", "type", "victim_status", "livelihood", "perpetrator", "place", "time_slot", "precision", "alert_kind", "coverage_status",
    "yes_no",
)  # fmt: skip
_FEW = 6  # further headers shown


def columns_of_tables(lang: str, headers: tuple[str, ...]) -> str:
    """Return a table for each of the month's tables; `headers` are those of column, meaning, further headers, HXL tag."""
    words = Words(lang)
    parts = []
    for name in tables():
        lines = [_line(name, column, words) for column in layout(name).columns.values()]
        parts += [f"## {words(f'table_title.{name}')}", table(headers, lines)]
    return "\n\n".join(parts)


def lists_of_terms(lang: str, headers: tuple[str, ...]) -> str:
    """Return a table for each list; `headers` are those of term, in the other language, other spellings."""
    other = next(one for one in languages() if one != lang)
    parts = []
    for kind in LISTS:
        lines = [
            (_named(kind, term, lang), label(kind, term.code, lang=other), ", ".join(term.aliases))
            for term in terms(kind)
        ]
        columns = {
            column.terms: f"header.{name}.{column.name}"
            for name in tables()
            for column in layout(name).columns.values()
        }
        parts += [f"### {Words(lang)(columns[kind])}", table(headers, lines)]
    return "\n\n".join(parts)


def _named(kind, term, lang: str) -> str:
    head = f"{term.parent or term.code} – " if kind in ("category", "type") else ""
    return f"{head}{label(kind, term.code, lang=lang)}"


def _line(name: str, column: Column, words: Words) -> tuple[str, ...]:
    own = words(f"header.{name}.{column.name}")
    others = [header for header in column.headers if header not in (own, column.name)][:_FEW]
    return (f"**{own}**", words(f"column.{name}.{column.name}"), ", ".join(others), code(column.tags[0]))
