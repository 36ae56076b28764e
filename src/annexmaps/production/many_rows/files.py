"""The files of a count: the counts, as CSV or Parquet, and the account of every row; working files of the office, never published."""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from annexmaps.contract import what_to_do
from annexmaps.errors import OutputError, UsageError
from annexmaps.join import names_by_pcode
from annexmaps.production.files import publish
from annexmaps.production.manifest import MANIFEST_NAME
from annexmaps.production.many_rows.counting import CountedRows
from annexmaps.production.many_rows.listing import Reason
from annexmaps.production.many_rows.whereabouts import Whereabout
from annexmaps.sources.cell_text import csv_cell
from annexmaps.words import Words

SHARING = "internal"  # exact numbers of every type, in every commune
COLUMNS = (
    "month", "level", "region_pcode", "region", "cercle_pcode", "cercle", "commune_pcode", "commune", "category", "rows", "sharing"
)  # fmt: skip
ACCOUNT_COLUMNS = ("outcome", "reason", "rows", "first_rows", "todo", "sharing")
_SUFFIXES = (".csv", ".parquet")
_LEVELS = ("", "region", "cercle", "commune")
_SHARED_EDITIONS = {"partners", "public"}
_BOM = "\ufeff"  # lets a spreadsheet see that the file is UTF-8

_Line = tuple[str | int, ...]


def check_out(out: Path, *, source: Path) -> None:
    """Refuse, before anything is read, an `out` that is no CSV or Parquet file, the table itself, or among finished maps."""
    if out.suffix.casefold() not in _SUFFIXES:
        raise UsageError("long_table.suffix", file=out.name)
    folder = out.resolve().parent
    if out.resolve() == source.resolve():
        raise UsageError("long_table.itself", file=out.name)
    if (folder / MANIFEST_NAME).exists() or _SHARED_EDITIONS & set(folder.parts):
        raise OutputError("long_table.among_maps", folder=folder.name)


def write_counts(counted: CountedRows, out: Path, *, lang: str) -> tuple[Path, Path]:
    """Write the counts to `out` and the account of the rows beside it, both or none; return the two paths."""
    words = Words(lang)
    account = out.with_name(f"{out.stem}_{words('many_rows.account_name')}.csv")
    lines = list(_count_lines(counted, words))
    counts = _parquet(lines) if out.suffix.casefold() == ".parquet" else _csv(COLUMNS, lines, words)
    publish({out: counts, account: _csv(ACCOUNT_COLUMNS, _account_lines(counted, words), words)})
    return out, account


def reason_lines(counted: CountedRows, words: Words) -> Iterable[tuple[str, str, str, Reason]]:
    """Yield (outcome, problem key, title, rows) of every reason, the most rows first in each outcome."""
    for outcome, reasons in (
        ("aggregated", counted.aggregated),
        ("listed", counted.listed),
        ("remarks", counted.remarks),
    ):
        for key, reason in sorted(reasons.items(), key=lambda item: (-item[1].count, item[0])):
            yield outcome, key, words(f"problem_title.{key}"), reason


def _count_lines(counted: CountedRows, words: Words) -> Iterable[_Line]:
    ground = counted.boundaries
    names = names_by_pcode(ground.communes, ground.cercles, ground.regions)
    sharing, levels = (
        words(f"term.edition.{SHARING}"),
        [words(f"decisions.level.{name}") if name else "" for name in _LEVELS],
    )
    counts = sorted(counted.counts.items(), key=lambda item: (item[0][0], *_codes(item[0][1]), item[0][2]))
    for (month, unit, category), count in counts:
        named = (part for code in _codes(unit) for part in (code, names.get(code, "")))
        yield str(month), levels[unit.level], *named, category, count, sharing


def _account_lines(counted: CountedRows, words: Words) -> Iterable[_Line]:
    sharing, account = words(f"term.edition.{SHARING}"), counted.accounting
    totals: Mapping[str, int] = {name: getattr(account, name) for name in ("read", "mapped", "aggregated", "listed")}
    for name, count in totals.items():
        yield words(f"many_rows.total_{name}"), "", count, "", "", sharing
    for outcome, key, title, reason in reason_lines(counted, words):
        first = ", ".join(map(str, reason.first)) + ("…" if reason.count > len(reason.first) else "")
        yield words(f"many_rows.{outcome}"), title, reason.count, first, what_to_do(key, lang=words.lang), sharing
    for note in counted.notes:
        yield words("many_rows.note"), note.sentence(words.lang), "", str(note.row or ""), "", sharing


def _codes(unit: Whereabout) -> tuple[str, str, str]:
    return unit.region_pcode, unit.cercle_pcode, unit.commune_pcode


def _csv(columns: tuple[str, ...], lines: Iterable[_Line], words: Words) -> bytes:
    headers = [words(f"many_rows.column.{name}") for name in columns]
    rows = ([csv_cell(str(cell)) for cell in line] for line in (headers, *lines))
    return (_BOM + "".join(";".join(row) + "\r\n" for row in rows)).encode()


def _parquet(lines: list[_Line]) -> bytes:
    columns = list(zip(*lines, strict=True)) if lines else [()] * len(COLUMNS)
    kinds = [pa.int64() if name == "rows" else pa.string() for name in COLUMNS]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    written = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, names=list(COLUMNS)), written, compression="zstd")
    return written.getvalue()
