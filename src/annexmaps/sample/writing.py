"""Write the sample months to folders: four CSV tables and a file that says it is fiction."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from annexmaps.errors import OutputError, UsageError, reason_of
from annexmaps.months import Month
from annexmaps.sample.circumstances import with_circumstances
from annexmaps.sample.coverage import coverage_rows
from annexmaps.sample.flash_alerts import flash_alert_rows
from annexmaps.sample.gazetteer import Commune, read_communes
from annexmaps.sample.headers import LANG, TABLES
from annexmaps.sample.incidents import incident_rows
from annexmaps.sample.monitored import monitored_in
from annexmaps.sample.placing import place
from annexmaps.sample.published import published
from annexmaps.sample.risk_index import risk_index_rows
from annexmaps.sample.seeds import seed_of
from annexmaps.sample.violations import violations_of
from annexmaps.words import Words

_BYTE_ORDER_MARK = "\ufeff"  # spreadsheets need it to read the accents
EXAMPLE_FILE = "exemple.toml"


def write_sample(out: Path, *, months: Sequence[Month]) -> list[Path]:
    """Write each of `months` as a month folder of `out` and return the folders, in the order given.

    The same month has the same bytes whatever else is written. UsageError for a month without published tables; OutputError,
    before anything is written, if a folder exists that is not a sample month, and if `out` cannot be written to.
    """
    folders = {month: out / str(month) for month in months}
    for month, folder in folders.items():
        _refuse_unknown_month(month)
        _refuse_real_month(folder)
    communes = read_communes()
    return [_write_month(folder, month, communes) for month, folder in folders.items()]


def tables_of(month: Month, communes: Sequence[Commune]) -> dict[str, list[list[str]]]:
    """Return the rows of the tables of `month`, by file name without ending, in the columns of `headers.TABLES`."""
    monitored = monitored_in(month, communes)
    placed = place(month, with_circumstances(month, violations_of(month)), monitored.covered)
    return {
        "incidents": incident_rows(month, placed),
        "alertes_flash": flash_alert_rows(month, monitored.covered),
        "indice_risque": risk_index_rows(month, monitored),
        "couverture": coverage_rows(month, monitored),
    }


def _write_month(folder: Path, month: Month, communes: Sequence[Commune]) -> Path:
    tables = tables_of(month, communes)
    # the warning goes first: a folder left half-written is still marked as fiction
    texts = {EXAMPLE_FILE: _example(month, tables)}
    texts |= {f"{name}.csv": _csv(TABLES[name], rows) for name, rows in tables.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise OutputError("sample.unwritable", folder=folder, reason=reason_of(error)) from error
    return folder


def _refuse_unknown_month(month: Month) -> None:
    if month not in published().tables:
        raise UsageError("sample.no_month", month=month)


def _refuse_real_month(folder: Path) -> None:
    # nobody's tables are ever overwritten with fiction
    if folder.exists() and not (folder / EXAMPLE_FILE).is_file():
        raise OutputError("sample.not_an_example", folder=folder, file=EXAMPLE_FILE)


def _csv(headers: Mapping[str, str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([list(headers), list(headers.values()), *rows])
    return _BYTE_ORDER_MARK + text.getvalue()


def _example(month: Month, tables: Mapping[str, Sequence[object]]) -> str:
    words = Words(LANG)
    holds = [words("sample.holds_tables")]
    if any(month in figures for figures in (published().crossed, published().shares)):
        holds.append(words("sample.holds_figures"))
    if month in published().levels or month in published().statements:
        holds.append(words("sample.holds_levels"))
    lines = [
        f"# {words('sample.mark')}",
        "fiction = true",
        f"month = {_quoted(str(month))}",
        f"seed = {_quoted(seed_of(month))}",
        f"statement = {_quoted(words('sample.statement'))}",
        "holds = [",
        *(f"    {_quoted(line)}," for line in holds),
        "]",
        "",
        "[rows]",
        *(f"{name} = {len(rows)}" for name, rows in tables.items()),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
