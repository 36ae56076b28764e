"""Fourteen ways in which partners misspell the name of a commune, each drawn from a seed."""

import unicodedata
from collections.abc import Callable
from random import Random

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_APOSTROPHES = "'’ʼ`´‘"


def _case(name: str, dice: Random) -> str:
    return dice.choice([name.upper(), name.lower(), name.swapcase(), name.title()])


def _bare(name: str, dice: Random) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def _accents_doubled(name: str, dice: Random) -> str:
    return "".join(f"{letter}\u0301" if letter in "aeiouéèê" else letter for letter in name)


def _joints(name: str, dice: Random) -> str:
    for old in (" ", "-", *_APOSTROPHES):
        name = name.replace(old, dice.choice([" ", "-", "  ", "", "'", "’", "–", "\u00a0"]))
    return name


def _mojibake(name: str, dice: Random) -> str:
    return name.encode().decode("cp1252", "replace")


def _form(name: str, dice: Random) -> str:
    de = "d'" if name[0] in "AEIOUÉÈÂ" else "de "
    return dice.choice(["commune ", "Commune rurale ", "COMMUNE  URBAINE ", "commune\u00a0"]) + de + name


def _n_forms(name: str, dice: Random) -> str:
    if name[:1] != "N" or name[1:2] not in _APOSTROPHES:
        return f" {name}"
    return "N" + dice.choice(["", " ", "’", "`", "-", " ' "]) + name[2:]


def _ends(name: str, dice: Random) -> str:
    return dice.choice(["  ", "\t", ""]) + name + dice.choice([" .", "...", "\u00a0 ", ";", " -"])


def _drop(name: str, dice: Random) -> str:
    at = _place(name, dice)
    return name[:at] + name[at + 1 :]


def _add(name: str, dice: Random) -> str:
    at = _place(name, dice)
    return name[:at] + dice.choice(_LETTERS) + name[at:]


def _change(name: str, dice: Random) -> str:
    at = _place(name, dice)
    return name[:at] + dice.choice(_LETTERS) + name[at + 1 :]


def _transpose(name: str, dice: Random) -> str:
    at = _place(name[:-1], dice)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _double(name: str, dice: Random) -> str:
    at = _place(name, dice)
    return name[:at] + name[at] + name[at:]


def _bare_and_change(name: str, dice: Random) -> str:
    return _change(_bare(name, dice).upper(), dice)


def _place(name: str, dice: Random) -> int:
    return dice.choice([at for at, letter in enumerate(name) if letter.isalpha()])


CORRUPTIONS: dict[str, Callable[[str, Random], str]] = {
    "case": _case,
    "accents dropped": _bare,
    "accents doubled": _accents_doubled,
    "hyphen, blank, apostrophe": _joints,
    "mojibake": _mojibake,
    "commune de": _form,
    "N' forms": _n_forms,
    "blanks and dots at the ends": _ends,
    "letter dropped": _drop,
    "letter added": _add,
    "letter changed": _change,
    "letters transposed": _transpose,
    "letter doubled": _double,
    "capitals, no accents, letter changed": _bare_and_change,
}
EDITS = ("letter dropped", "letter added", "letter changed", "letters transposed", "letter doubled")
