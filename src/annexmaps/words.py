"""The words a reader sees, in French and English, from `vocabulary/<language>.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Protocol, Self, runtime_checkable

DEFAULT_LANGUAGE = "fr"
_SPACES = "\n\u00a0\u202f"  # not printable by Python's rule, yet part of a sentence


@dataclass(frozen=True)
class Words:
    """The sentences and labels of one language; called with a dotted key and the values to fill in."""

    lang: str

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence of `key` with `values` filled in; KeyError if the language lacks it.

        {files} is the value, {files:fichier|fichiers} the word that goes with its number.
        """
        sentence = _entries(self.lang)[key]
        # str.format is not applied to a sentence without values: braces in it stay as they are
        return sentence.format_map(_Texts(values, alone=_alone(self.lang))) if values else sentence

    def section(self, name: str) -> dict[str, str]:
        """Return every sentence of the section `name`, unfilled, by its key within the section."""
        head = f"{name}."
        return {key.removeprefix(head): text for key, text in _entries(self.lang).items() if key.startswith(head)}

    def has(self, key: str) -> bool:
        """Tell whether this language has `key`."""
        return key in _entries(self.lang)


class _Texts(dict[str, object]):
    """Values of a sentence as plain text: attribute and index look-ups in a template find only a string."""

    def __init__(self, values: Mapping[str, object], *, alone: frozenset[str]) -> None:
        super().__init__({name: _Text(value, alone) for name, value in values.items()})


class _Text(str):
    """A value as plain text, which says how a word that is counted by it is written."""

    __slots__ = ("_alone",)
    _alone: frozenset[str]

    def __new__(cls, value: object, alone: frozenset[str]) -> Self:
        """Return the text of `value`; `alone` are the numbers that the language puts with the singular."""
        text = super().__new__(cls, value)
        text._alone = alone
        return text

    def __format__(self, forms: str) -> str:
        if not forms:
            return str(self)
        one, many = forms.split("|")
        return one if str(self) in self._alone else many


@runtime_checkable
class Sayable(Protocol):
    """A value of a sentence that has words of its own."""

    def sentence(self, lang: str) -> str:
        """Return the value in `lang`."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence, put into the language of the sentence it stands in."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """Return the words of `key` in `lang`."""
        return Words(lang)(self.key, **in_language(self.values, lang))


@dataclass(frozen=True, slots=True)
class Joined:
    """Several parts of a sentence, with the words of `by` between them."""

    parts: tuple[object, ...]
    by: str = "comma"  # a key of [joining]

    def sentence(self, lang: str) -> str:
        """Return the parts in `lang`."""
        between = Words(lang)(f"joining.{self.by}")
        return between.join(in_language({"part": part}, lang)["part"] for part in self.parts)


def in_language(values: Mapping[str, object], lang: str) -> dict[str, str]:
    """Return `values` as texts in `lang`; decimals have the language's comma or point."""
    return {name: _said(value, lang) for name, value in values.items()}


def _said(value: object, lang: str) -> str:
    if isinstance(value, Sayable):
        return value.sentence(lang)
    if isinstance(value, float):
        return f"{value:g}".replace(".", Words(lang)("joining.decimal"))
    return str(value)


def printable(text: str) -> str:
    """Return `text` with control and invisible characters shown as �: what stands in a file drives no terminal or page."""
    return "".join(letter if letter.isprintable() or letter in _SPACES else "\ufffd" for letter in text)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file of words, the default first."""
    names = [path.name.removesuffix(".toml") for path in _folder().iterdir() if _is_language(path.name)]
    return tuple(sorted(names, key=lambda name: (name != DEFAULT_LANGUAGE, name)))


def in_every_language(key: str) -> dict[str, str]:
    """Return the sentence of `key` in each language, unfilled."""
    return {lang: _entries(lang)[key] for lang in languages()}


def keys(lang: str) -> frozenset[str]:
    """Return every dotted key that `lang` has."""
    return frozenset(_entries(lang))


def language_of_locale(environment: Mapping[str, str]) -> str:
    """Return the language asked for by LC_ALL, LC_MESSAGES or LANG in `environment`; French if none says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "")[:2].lower()
        if code in languages():
            return code
    return DEFAULT_LANGUAGE


def _folder() -> Any:
    return files("annexmaps") / "vocabulary"


def _is_language(file_name: str) -> bool:
    return file_name.endswith(".toml") and len(file_name) == len("fr.toml")


@cache
def _alone(lang: str) -> frozenset[str]:
    """Return the numbers that `lang` puts with the singular."""
    return frozenset(_entries(lang)["joining.singular"].split())


@cache
def _entries(lang: str) -> dict[str, str]:
    text = (_folder() / f"{lang}.toml").read_text(encoding="utf-8")
    return dict(_flatten(tomllib.loads(text)))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, Mapping):
            pairs += _flatten(value, f"{prefix}{name}.")
        else:
            pairs.append((f"{prefix}{name}", value))
    return pairs
