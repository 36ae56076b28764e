"""The release gate of a build: what was drawn is audited before it is published; one finding and nothing is."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annexmaps.audit.finding import Finding
from annexmaps.audit.restricted import allowed_texts, released_cells, restricted_values
from annexmaps.audit.scan import Gate, audit_files, make_gate
from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.errors import OutputError
from annexmaps.places.located import LocatedMonth
from annexmaps.words import Joined, Phrase

MOST_TOLD = 12  # findings in one message


def gated(
    outputs: Iterable[tuple[Path, bytes]],
    *,
    located: LocatedMonth,
    released: ReleasedMonth,
    config: Config,
    said: Iterable[str] = (),
    tiles: str = "",
) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of `outputs`, each as it comes and audited; raise after the last if one holds what the edition may not.

    `said` are credits that the caller gave; `tiles` is the address that interactive pages may ask. OutputError says which file,
    where in it, what kind of thing, and what to do; never the value.
    """
    gate, findings = gate_of(located, released, config, said, tiles=tiles), list[Finding]()
    for path, content in outputs:
        findings += audit_files({path: content}, gate)
        yield path, content
    if findings:
        raise refusal(sorted(findings), "audit.found", edition=Phrase(f"term.edition.{released.rules.edition}"))


def gate_of(
    located: LocatedMonth, released: ReleasedMonth, config: Config, said: Iterable[str] = (), *, tiles: str = ""
) -> Gate:
    """Return what the files of `released` are compared with: allow-lists, patterns, and what `located` holds beyond it."""
    cells = (*released_cells(released), *config_texts(config), *said)
    allowed = allowed_texts(released.rules, located.boundaries, cells)
    return make_gate(released.rules, allowed, restricted_values(located, released, allowed), tiles=tiles)


def config_texts(config: Config) -> tuple[str, ...]:
    """Return what the office declares of itself to be printed: its name, contact, disclaimer, sources."""
    organisation = config.organisation
    said = (organisation.name, organisation.contact, organisation.disclaimer, organisation.incident_source)
    return tuple(text for text in (*said, config.population.source) if text)


def refusal(findings: Sequence[Finding], key: str, **values: object) -> OutputError:
    """Return the error `key` that tells `findings`, the first of them one by one, and what to do about each kind."""
    told = tuple(describe(finding) for finding in findings[:MOST_TOLD])
    more = (Phrase("audit.more", {"count": len(findings) - MOST_TOLD}),) if len(findings) > MOST_TOLD else ()
    advice = tuple(Phrase(f"audit.todo.{kind}") for kind in dict.fromkeys(todo_of(one.kind) for one in findings))
    return OutputError(
        key,
        **values,
        count=len(findings),
        files=len({finding.file for finding in findings}),
        findings=Joined((*told, *more), by="line"),
        todo=Joined(advice, by="line"),
    )


def describe(finding: Finding) -> Phrase:
    """Return the line that tells `finding`: its file, where in it, its kind, and a trace of the value."""
    kind, where = Phrase(f"audit.kind.{finding.kind}"), finding.where or Phrase("audit.whole_file")
    values = {"file": finding.file, "where": where, "kind": kind, "shown": finding.shown}
    return Phrase("audit.finding" if finding.shown else "audit.finding_plain", values)


_TODO = {
    "input_value": "leak", "coordinates": "leak", "name": "column", "marks": "leak", "points": "leak",
    "no_level": "level", "other_level": "level", "phone": "declare", "email": "declare", "url": "declare", "path": "clean",
    "machine": "clean", "clock": "clean",
    "unknown_type": "foreign", "type_mismatch": "foreign",
}  # fmt: skip


def todo_of(kind: str) -> str:
    """Return which advice a finding of `kind` gets: `audit.todo.<advice>` in the vocabulary."""
    return _TODO.get(kind, "part")
