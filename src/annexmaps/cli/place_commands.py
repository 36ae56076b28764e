"""annexmaps places match."""

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from annexmaps.cli import printing
from annexmaps.errors import UsageError
from annexmaps.months import parse_month
from annexmaps.words import Words

if TYPE_CHECKING:
    from annexmaps.places.matching import MatchedTable
    from annexmaps.places.near_names import Candidate

_LEVELS = ("", "region", "cercle", "commune")


def add_place_commands(app: typer.Typer, words: Words) -> None:
    """Add the command to `app`."""

    # a callback keeps "match" a word of its own while it is the only command
    @app.callback(help=words("places_match.help"))
    def places() -> None:
        pass

    @app.command("match", help=words("places_match.match"))
    def match(
        file: Annotated[Path, typer.Argument(help=words("places_match.file"), metavar="FILE")],
        boundaries: Annotated[str, typer.Option("--boundaries", help=words("cli.boundaries_option"))] = "",
        month: Annotated[str, typer.Option("--month", help=words("places_match.month"))] = "",
        lang: Annotated[str, typer.Option("--lang", help=words("cli.lang"))] = words.lang,
        json: Annotated[bool, typer.Option("--json", help=words("cli.json"))] = False,
    ) -> None:
        from annexmaps.production.choices import check_choices

        check_choices(edition="internal", lang=lang)
        asked = parse_month(month) if month else None
        if month and asked is None:
            raise UsageError("places.month", value=month)
        from annexmaps.places.matching import match_file

        matched = match_file(file, boundaries=boundaries or None, month=asked)
        if json:
            printing.line(json_text.dumps(_as_record(matched, lang), ensure_ascii=False, indent=2))
            return
        _print(matched, Words(lang))


def _as_record(matched: "MatchedTable", lang: str) -> dict[str, Any]:
    boundaries = matched.boundaries
    return {
        "boundaries": {"name": boundaries.name, "frame": boundaries.frame, "version": matched.gazetteer.version},
        "accounting": matched.located.accounting.__dict__,
        "rows": _rows(matched, lang),
    }


def _rows(matched: "MatchedTable", lang: str) -> list[dict[str, Any]]:
    """Return each row: where it leads, how, why not further, and the candidates if a person must decide."""
    from annexmaps.contract import rows_of

    placed = [_row(matched, row, lang) for row in rows_of(matched.located.table)]
    lost = [_unread_row(number, key, matched, lang) for number, key in matched.unread.items()]
    return sorted([*placed, *lost], key=lambda row: int(row["row"]))


def _row(matched: "MatchedTable", row: dict[str, Any], lang: str) -> dict[str, Any]:
    number, level = int(row["row"]), int(row["place_level"])
    pcode = str(row[f"{_LEVELS[level]}_pcode"]) if level else ""
    place = matched.gazetteer.by_pcode.get(pcode)
    asked = matched.questions.get(number)
    return {
        "row": number,
        "pcode": pcode,
        "level": _LEVELS[level],
        "name": place.name if place else "",
        "how": row["place_how"],
        "reason": row["place_reason"],
        "messages": _messages(number, matched, lang),
        "point_pcode": row["point_pcode"],
        "candidates": [_candidate(candidate) for candidate in (asked.candidates if asked else ())],
    }


def _unread_row(number: int, key: str, matched: "MatchedTable", lang: str) -> dict[str, Any]:
    nothing = dict.fromkeys(("pcode", "level", "name", "how"), "")
    messages = _messages(number, matched, lang)
    return {"row": number, **nothing, "reason": key, "messages": messages, "point_pcode": "", "candidates": []}


def _messages(number: int, matched: "MatchedTable", lang: str) -> list[str]:
    return [problem.sentence(lang) for problem in matched.messages.get(number, ())]


def _candidate(candidate: "Candidate") -> dict[str, Any]:
    place = candidate.place
    return {
        "pcode": place.pcode,
        "name": place.name,
        "region_pcode": place.region_pcode,
        "cercle_pcode": place.cercle_pcode,
        "edits": candidate.edits,
    }


def _print(matched: "MatchedTable", words: Words) -> None:
    headers = ("row", "place", "how", "reason", "candidates")
    shown = printing.table(words(f"places_match.{header}") for header in headers)
    for row in _rows(matched, words.lang):
        how = words(f"places_how.{row['how']}") if row["how"] else "–"
        title = f"problem_title.{row['reason'] if '.' in row['reason'] else 'places.' + row['reason']}"
        reason = words(title) if row["reason"] and words.has(title) else row["reason"]
        nearest = ", ".join(f"{one['pcode']} {one['name']} ({one['edits']})" for one in row["candidates"])
        printing.add(shown, (str(row["row"]), f"{row['pcode']} {row['name']}".strip() or "–", how, reason, nearest))
    printing.show(shown)
    printing.line(words("build.boundaries", title=matched.boundaries.title_in(words.lang)))
    account = matched.located.accounting
    printing.line(
        words(
            "places_match.summary",
            rows=account.read,
            mapped=account.mapped,
            aggregated=account.aggregated,
            listed=account.listed,
            asked=len(matched.located.asked),
        )
    )
