"""The furniture of help pages, which the command library writes in English, in the user's language."""

import re

from annexmaps.words import Words

# how the library writes them, and the words of [help] that take their place
_LINES = {
    r"^Usage: ": "usage",
    r"^Arguments:$": "arguments",
    r"^Options:$": "options",
    r"^Commands:$": "commands",
    r"Show this message and exit\.": "help",
    r"\[default:": "default",
    r"\[required\]": "required",
    r"\[OPTIONS\]": "any_option",
    r"COMMAND \[ARGS\]\.\.\.": "any_command",
}


def translate_help(text: str, words: Words) -> str:
    """Return the help page `text` with its headings and marks in the language of `words`."""
    for pattern, key in _LINES.items():
        said = words(f"help.{key}")
        text = re.sub(pattern, lambda _, said=said: said, text, flags=re.MULTILINE)  # type: ignore[misc]
    return text
