"""What a call means whose words are not ours: -h, help, version, and commands by the names that one would guess."""

import difflib
from collections.abc import Sequence

from annexmaps.vocabulary.folding import fold
from annexmaps.words import Words, languages


def plain_call(given: Sequence[str]) -> list[str]:
    """Return the words `given` with help and the version asked for as the command knows them: `help build`, `build -h`, `version`."""
    words = ["--help" if word == "-h" else word for word in given]
    if words[:1] == ["help"]:
        return [*words[1:], "--help"]
    return ["--version"] if words == ["version"] else words


def language_first(given: Sequence[str]) -> list[str]:
    """Return the words `given` with --lang and its value before the command, where every command takes it."""
    at = next((at for at, word in enumerate(given) if word.split("=")[0] == "--lang"), -1)
    if at < 0:
        return list(given)
    end = at + (1 if "=" in given[at] else 2)
    return [*given[at:end], *given[:at], *given[end:]]


def meant_command(word: str, commands: Sequence[str]) -> str:
    """Return which of `commands` the `word` comes nearest to, by its letters or by what it means in any language; empty if none."""
    guessed = {
        guess: command
        for lang in languages()
        for command, guesses in Words(lang).section("command_guess").items()
        for guess in guesses.split()
    }
    known = {**guessed, **{command: command for command in commands}}
    near = difflib.get_close_matches(fold(word), known, n=1)
    return known[near[0]] if near else ""
