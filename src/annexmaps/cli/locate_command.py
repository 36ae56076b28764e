"""annexmaps locate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from annexmaps.cli import printing
from annexmaps.errors import UsageError
from annexmaps.months import parse_month
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.production.many_rows.counting import CountedRows


def add_locate_command(app: typer.Typer, words: Words) -> None:
    """Add the command to `app`."""

    @app.command("locate", help=words("many_rows.help"))
    def locate(
        file: Annotated[Path, typer.Argument(help=words("many_rows.file"), metavar="FILE")],
        out: Annotated[Path, typer.Option("--out", help=words("many_rows.out"))],
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        month: Annotated[str, typer.Option("--month", help=words("places_match.month"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        asked = parse_month(month) if month else None
        if month and asked is None:
            raise UsageError("places.month", value=month)
        from annexmaps.production.many_rows.counting import count_rows
        from annexmaps.production.many_rows.files import check_out, write_counts

        check_out(out, source=file)
        counted = count_rows(file, boundaries=boundaries or None, month=asked)
        _print(counted, write_counts(counted, out, lang=lang), Words(lang))


def _print(counted: "CountedRows", written: tuple[Path, Path], words: Words) -> None:
    from annexmaps.production.many_rows.files import reason_lines

    account = counted.accounting
    printing.line(words("many_rows.summary", **account.__dict__))
    for outcome, _, title, reason in reason_lines(counted, words):
        printing.line(words(f"many_rows.told_{outcome}", rows=reason.count, reason=title))
    printing.line(words("build.boundaries", title=counted.boundaries.title_in(words.lang)))
    for path in written:
        printing.line(f"  {path}")
    printing.line(words("many_rows.internal"))
