"""The field's terms: codes in `terms.toml` (categories A–F, types, perpetrators, levels), labels in each language's file."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words, languages


@dataclass(frozen=True)
class Term:
    """One entry of a list of terms."""

    code: str
    parent: str = ""  # the category of a type
    sensitive: bool = False  # no point is ever shown for it
    named: bool = False  # a perpetrator that is one organisation: no point is ever shown beside it
    aliases: tuple[str, ...] = ()  # spellings found in the reports, besides the labels

    @property
    def spellings(self) -> tuple[str, ...]:
        """The code and the aliases."""
        return (self.code, *self.aliases)


@cache
def terms(kind: str) -> tuple[Term, ...]:
    """Return the terms of `kind`, a section of `terms.toml`, in their order."""
    entries = tomllib.loads((files("annexmaps") / "vocabulary" / "terms.toml").read_text(encoding="utf-8"))[kind]
    return tuple(_term(code, entry) for code, entry in entries.items())


def codes(kind: str) -> tuple[str, ...]:
    """Return the codes of `kind`, in their order."""
    return tuple(term.code for term in terms(kind))


def label(kind: str, code: str, *, lang: str) -> str:
    """Return what a reader sees for `code`; an empty code has an empty label."""
    return Words(lang)(f"term.{kind}.{code}") if code else ""


def find_code(kind: str, text: str) -> str | None:
    """Return the code of `kind` whose code, label (any language) or alias is `text` once folded, or None."""
    return _index(kind).get(fold(text))


def sensitive_types() -> frozenset[str]:
    """Return the codes of violation types for which no point may ever be shown."""
    return frozenset(term.code for term in terms("type") if term.sensitive)


def named_perpetrators() -> frozenset[str]:
    """Return the codes of perpetrators that name one organisation; a violation laid to one of them has no point."""
    return frozenset(term.code for term in terms("perpetrator") if term.named)


def category_of_type(code: str) -> str:
    """Return the category (A–F) that the type `code` belongs to."""
    return next(term.parent for term in terms("type") if term.code == code)


def _term(code: str, entry: dict[str, Any]) -> Term:
    sensitive, named = entry.get("sensitive", False), entry.get("named", False)
    return Term(code, entry.get("category", ""), sensitive, named, tuple(entry.get("aliases", ())))


@cache
def _index(kind: str) -> dict[str, str]:
    return {fold(spelling): term.code for term in terms(kind) for spelling in _all_spellings(kind, term)}


def _all_spellings(kind: str, term: Term) -> Iterable[str]:
    yield from term.spellings
    for lang in languages():
        yield label(kind, term.code, lang=lang)
