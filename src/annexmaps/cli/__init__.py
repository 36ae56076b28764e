"""The command line: words become one call; errors become a few lines on stderr and exit status 1."""

import os
import sys
from collections.abc import Sequence

import typer

from annexmaps.cli.app import make_app
from annexmaps.errors import AnnexmapsError
from annexmaps.words import Words, language_of_locale, languages

# typer raises its own copy of click's exceptions, or click's, by version; both stand above BadParameter
_CallError: type[Exception] = typer.BadParameter.__mro__[2]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0, or 1 with one clear message."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = _language(given)
    _speak_utf8()
    sys.exit(_run(given, lang))


def _run(given: list[str], lang: str) -> int:
    words = Words(lang)
    try:
        status = make_app(lang)(given, prog_name="annexmaps", standalone_mode=False)
    except AnnexmapsError as error:
        return _refuse(words, error.sentence(lang))
    except (typer.Abort, KeyboardInterrupt):
        return _refuse(words, words("cli.interrupted"))
    except _CallError as error:
        describe = getattr(error, "format_message", error.__str__)
        message = describe()
        return _refuse(words, words("cli.usage_error", why=message or words("cli.see_help")))
    return status if isinstance(status, int) else 0


def _refuse(words: Words, sentence: str) -> int:
    # control characters in a file's text must not reach the terminal
    clean = "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in sentence)
    sys.stderr.write(f"{words('cli.error')} : {clean}\n" if words.lang == "fr" else f"{words('cli.error')}: {clean}\n")
    return 1


def _language(given: list[str]) -> str:
    """Return the language of messages: --lang wins over the locale."""
    for index, word in enumerate(given):
        value = (
            word.removeprefix("--lang=")
            if word.startswith("--lang=")
            else given[index + 1]
            if word == "--lang" and given[index + 1 :]
            else ""
        )
        if value in languages():
            return value
    return language_of_locale(os.environ)


def _speak_utf8() -> None:
    # a terminal or pipe in an older encoding must not stop on an accent
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    main()
