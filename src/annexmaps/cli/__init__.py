"""The command line: words become one call; errors become a few lines on stderr and exit status 1."""

import io
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout

import typer

from annexmaps.cli.app import COMMANDS, make_app
from annexmaps.cli.help_text import translate_help
from annexmaps.cli.meant import language_first, meant_command, plain_call
from annexmaps.errors import AnnexmapsError, UsageError
from annexmaps.words import Words, language_of_locale, languages, printable

# typer raises its own copy of click's exceptions, or click's, by version; both stand above BadParameter
_INTERRUPTED = 130  # exit status after Ctrl-C, as shells have it
_CallError: type[Exception] = typer.BadParameter.__mro__[2]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0, or 1 with one clear message."""
    given = plain_call(list(sys.argv[1:] if arguments is None else arguments))
    lang = _language(given)
    _speak_utf8()
    sys.exit(_run(given, lang))


def _run(given: list[str], lang: str) -> int:
    words = Words(lang)
    try:
        _check_command(given)
        status = _call(given, words)
    except AnnexmapsError as error:
        return _refuse(words, error.sentence(lang))
    except (typer.Abort, KeyboardInterrupt):
        status = _INTERRUPTED
    except _CallError as error:
        again = language_first(given)
        if getattr(error, "option_name", "") == "--lang" and again != given:
            return _run(again, lang)
        return _explain(words, error)
    except ModuleNotFoundError as error:
        library = str(error.name).partition(".")[0]
        if library == __package__.partition(".")[0]:
            raise  # ours: nothing that an installation mends
        return _refuse(words, words("cli.library_missing", name=library))
    if status == _INTERRUPTED:
        _refuse(words, words("cli.interrupted"))
    return status if isinstance(status, int) else 0


def _call(given: list[str], words: Words) -> object:
    if "--help" not in given:
        return make_app(words.lang)(given, prog_name="annexmaps", standalone_mode=False)
    with redirect_stdout(io.StringIO()) as page:
        status = make_app(words.lang)(given, prog_name="annexmaps", standalone_mode=False)
    sys.stdout.write(translate_help(page.getvalue(), words))
    return status


def _check_command(given: list[str]) -> None:
    before = given[2:] if given[:1] == ["--lang"] else given
    command = next((word for word in before if not word.startswith("-")), "")
    if command and command not in COMMANDS:
        meant = meant_command(command, COMMANDS)
        if meant:
            raise UsageError("usage.command", value=command, hint=meant)
        raise UsageError("usage.command_far", value=command, known=", ".join(COMMANDS))


def _explain(words: Words, error: Exception) -> int:
    """Say in the user's language what is wrong with the call; the library's own messages are English."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        sys.stdout.write(f"{translate_help(str(error), words)}\n")
        return 0
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        told = {"value": getattr(error, "option_name", ""), "hint": near, "command": _command(error)}
        return _refuse(words, words("error.usage.option" if near else "error.usage.option_far", **told))
    if kind == "MissingParameter":
        missing = getattr(error, "param", None)
        name, about = str(getattr(missing, "name", "")).upper(), str(getattr(missing, "help", None) or "")
        return _refuse(words, words("error.usage.missing", name=name, about=about, command=_command(error)))
    if str(error).startswith("Missing command"):
        return _refuse(words, words("error.usage.no_command", known=", ".join(COMMANDS)))
    if "unexpected extra argument" in str(error):
        return _refuse(words, words("error.usage.extra"))
    if kind == "NoSuchCommand" or str(error).startswith("No such command"):
        return _refuse(words, words("error.usage.subcommand", known=_subcommands(error)))
    describe = getattr(error, "format_message", error.__str__)
    return _refuse(words, words("cli.usage_error", why=describe()))


def _command(error: Exception) -> str:
    return str(getattr(getattr(error, "ctx", None), "command_path", "annexmaps"))


def _subcommands(error: Exception) -> str:
    group = getattr(getattr(error, "ctx", None), "command", None)
    return ", ".join(getattr(group, "commands", ())) or "–"


def _refuse(words: Words, sentence: str) -> int:
    sys.stderr.write(f"{printable(words('cli.error', sentence=sentence))}\n")
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
        first = value.split(",")[0].strip()
        if first in languages():
            return first
    return language_of_locale(os.environ)


def _speak_utf8() -> None:
    # a terminal or pipe in an older encoding must not stop on an accent
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


if __name__ == "__main__":
    main()
