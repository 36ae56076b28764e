"""annexmaps init: what a new office is asked, and what it is given."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from annexmaps.cli import printing
from annexmaps.errors import UsageError
from annexmaps.months import Month, parse_month
from annexmaps.words import Words


def add_init(app: typer.Typer, words: Words) -> None:
    """Add the command to `app`."""

    @app.command("init", help=words("init.help"))
    def init(
        folder: Annotated[Path, typer.Argument(help=words("init.folder"), metavar="FOLDER")],
        months: Annotated[str, typer.Option("--months", help=words("init.months"))] = "",
        organisation: Annotated[str, typer.Option("--organisation", help=words("setting.organisation.name"))] = "",
        contact: Annotated[str, typer.Option("--contact", help=words("setting.organisation.contact"))] = "",
        country: Annotated[str, typer.Option("--country", help=words("init.country"))] = "",
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("setting.boundaries.name"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        from annexmaps.production.starting import start_office

        told = Words(lang)
        asks = sys.stdin.isatty()
        started = start_office(
            folder,
            months=read_months(months or (_ask("init.ask_months", told, default=_this_month()) if asks else "")),
            organisation=organisation or (_ask("init.ask_organisation", told) if asks else ""),
            contact=contact or (_ask("init.ask_contact", told) if asks else ""),
            country=country or (_ask("init.ask_country", told) if asks else ""),
            boundaries=boundaries or (_ask("init.ask_boundaries", told) if asks else ""),
            lang=lang,
        )
        for path in started.written:
            printing.line(told("init.written", path=path))
        for path in started.kept:
            printing.line(told("init.kept", path=path))
        printing.line(told("init.schematic" if started.schematic else "init.places", title=started.boundaries))
        printing.line(told("init.next", folder=folder))


def read_months(text: str) -> list[Month]:
    """Return the months that `text` names: 2021-11, several with commas, or 2021-01:2021-11. UsageError for anything else."""
    months: list[Month] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, last = (parse_month(end.strip()) for end in (part.split(":") * 2)[:2])
        if first is None or last is None or last < first or part.count(":") > 1:
            raise UsageError("init.months", value=part)
        month = first
        while month <= last:
            months.append(month)
            month = month.next
    return list(dict.fromkeys(months))


def _ask(key: str, words: Words, *, default: str = "") -> str:
    answer: str = typer.prompt(words(key), default=default, show_default=bool(default))
    return answer.strip()


def _this_month() -> str:
    # only what is proposed: what is written depends on the answer
    today = date.today()
    return str(Month(today.year, today.month))
