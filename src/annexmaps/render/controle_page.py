"""The pre-flight as one HTML page: no script, no request, every text escaped, readable on a phone and on A4 paper."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from annexmaps.render.controle_spec import ControlFamily, ControlGroup, ControlSection, ControlSpec, ControlTable
from annexmaps.words import printable

_STYLE_FILE = "controle.css"


def control_page(spec: ControlSpec) -> bytes:
    """Return `spec` as the bytes of a self-contained HTML page; the same bytes for the same `spec`."""
    style = (files("annexmaps") / "render" / _STYLE_FILE).read_text(encoding="utf-8").replace("\r\n", "\n")
    body = "\n".join(
        (
            _header(spec),
            _accounts(spec.accounts),
            _problems(spec),
            *(_section(section) for section in spec.sections),
        )
    )
    return f"{_head(spec, style)}\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n".encode()


def _head(spec: ControlSpec, style: str) -> str:
    # only this very style may be used: no script, image, font, frame or request of any kind
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(spec.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(spec.title)}</title>\n<style>{style}</style>\n</head>"
    )


def _header(spec: ControlSpec) -> str:
    ribbon = f'<p class="ribbon">{_text(spec.ribbon)}</p>\n' if spec.ribbon else ""
    waiting = f'<p class="waiting">{_text(spec.waiting)}</p>\n' if spec.waiting else ""
    return (
        f'{ribbon}<header>\n<p class="sharing">{_text(spec.sharing)}</p>\n<h1>{_text(spec.title)}</h1>\n'
        f'<p class="verdict">{_text(spec.verdict)}</p>\n{waiting}<p class="how">{_text(spec.how)}</p>\n</header>'
    )


def _accounts(table: ControlTable) -> str:
    return (
        f"<section>\n<h2>{_text(table.title)}</h2>\n<p>{_text(table.note)}</p>\n"
        f"{_table('accounts', table.columns, table.rows)}\n</section>"
    )


def _problems(spec: ControlSpec) -> str:
    contents = "\n".join(_contents(severity, spec) for severity in spec.severities)
    groups = "\n".join(_family(family, spec) for family in spec.families)
    paragraphs = _paragraphs(spec.problems.paragraphs)
    return f"<section>\n<h2>{_text(spec.problems.title)}</h2>\n{paragraphs}{contents}\n{groups}\n</section>"


def _contents(severity: tuple[str, str, str], spec: ControlSpec) -> str:
    """Return the kinds of problem of one `severity`, with what it means, as links to their groups."""
    code, label, meaning = severity
    families = [family for family in spec.families if family.severity == code]
    entries = "\n".join(
        f"<li><b>{_text(family.title)}</b>\n<ul>\n{_links(family, spec)}\n</ul></li>" for family in families
    )
    explained = f'<p class="meaning">{_badge(code, label)} {_text(meaning)}</p>'
    return f'{explained}\n<ul class="contents">\n{entries}\n</ul>'


def _links(family: ControlFamily, spec: ControlSpec) -> str:
    groups = ((position + 1, spec.groups[position]) for position in family.groups)
    return "\n".join(
        f'<li><a href="#p{number}">{_text(group.title)}</a> <span class="count">{_text(group.count_label)}</span></li>'
        for number, group in groups
    )


def _badge(code: str, label: str) -> str:
    return f'<span class="badge {_text(code)}">{_text(label)}</span>'


def _family(family: ControlFamily, spec: ControlSpec) -> str:
    """Return the kinds of problem of one family under its heading."""
    label = spec.groups[family.groups[0]].severity_label
    heading = f"<h3>{_text(family.title)} {_badge(family.severity, label)}</h3>\n"
    common = _advice(spec.labels.done, family.done)
    groups = "\n".join(
        _group(position + 1, spec.groups[position], spec, done="" if family.done else spec.groups[position].done)
        for position in family.groups
    )
    return f"{heading}{common}{groups}"


def _advice(label: str, sentence: str) -> str:
    return f'<p class="advice"><b>{_text(label)}</b> <span>{_text(sentence)}</span></p>\n' if sentence else ""


def _group(number: int, group: ControlGroup, spec: ControlSpec, *, done: str) -> str:
    explained = _advice(spec.labels.done, done) + _advice(spec.labels.todo, group.todo)
    more = f'<p class="more">{_text(group.more)}</p>\n' if group.more else ""
    return (
        f'<article class="{_text(group.severity)}" id="p{number}">\n<h4>{_text(group.title)} '
        f'<span class="count">{_text(group.count_label)}</span></h4>\n'
        f"{explained}{_table('findings', *_without_empty_columns(group))}\n{more}</article>"
    )


def _without_empty_columns(group: ControlGroup) -> tuple[list[str], list[list[str]]]:
    kept = [position for position in range(len(group.columns)) if any(line[position] for line in group.findings)]
    return [group.columns[at] for at in kept], [[line[at] for at in kept] for line in group.findings]


def _section(section: ControlSection) -> str:
    return f"<section>\n<h2>{_text(section.title)}</h2>\n{_paragraphs(section.paragraphs)}</section>"


def _paragraphs(paragraphs: Iterable[str]) -> str:
    return "".join(f"<p>{_text(paragraph)}</p>\n" for paragraph in paragraphs)


def _table(kind: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    body = "\n".join(f"<tr>{_cells(columns, row)}</tr>" for row in rows)
    return f'<table class="{kind}">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'


def _cells(columns: Sequence[str], row: Sequence[str | int]) -> str:
    # the header is repeated as an attribute: on a phone each cell stands under its own name
    return "".join(
        f'<td data-column="{_text(column)}"{" class=number" if isinstance(value, int) else ""}>{_text(str(value))}</td>'
        for column, value in zip(columns, row, strict=True)
    )


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
