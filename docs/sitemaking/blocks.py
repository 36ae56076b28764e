"""The blocks of a page that do something when the site is built: commands that run, tables typed in, files shown, generated parts.

- ```console run: each line is run, what it prints stands below it; `fails`, `head=12`, `piped` as into a file
- ```python run: as a cell of a notebook
- ```toml file=PATH: what is shown is also written to PATH
- <!-- fill PATH -->: the table below is typed into the workbook PATH
- <!-- show PATH -->: the text of a file that was made
- <!-- generated NAME | header | header -->: a part of the reference
- <!-- python … -->: lines that are run and not shown
- [words](work:PATH): a file that was made is put beside the page; ![words](work:PATH.png) shows it
"""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL.Image import Image

from sitemaking.cells import Shown
from sitemaking.filling import fill_workbook
from sitemaking.generated import GENERATED
from sitemaking.markdown import table
from sitemaking.pictures import put_beside, put_picture
from sitemaking.workshop import Workshop

_BLOCK = re.compile(
    r"^```(?P<kind>\w+) (?P<asked>run[^\n]*|file=\S+)\n(?P<code>.*?)^```$"
    r"|^<!-- fill (?P<workbook>\S+) -->\n\n(?P<table>(?:\|[^\n]*\n)+)"
    r"|^<!-- show (?P<shown>\S+) -->$"
    r"|^<!-- generated (?P<name>\w+)(?P<headers>[^\n]*) -->$"
    r"|^<!-- python\n(?P<hidden>.*?)-->$"
    r"|\]\(work:(?P<made>[^)\s]+)\)",
    flags=re.MULTILINE | re.DOTALL,
)


@dataclass
class Page:
    """One page in one language, on its way into the site."""

    workshop: Workshop
    beside: Path  # folder of what it made
    link: str  # from the page to that folder
    names: dict[str, object] = field(default_factory=dict)  # of its Python lines
    put: int = 0  # files put beside it

    def expand(self, text: str) -> str:
        """Return the Markdown `text` with its blocks carried out, in their order."""
        return _BLOCK.sub(self._block, text)

    def shown(self, shown: Shown) -> str:
        """Return what a cell shows, as Markdown."""
        parts = [f"```text\n{shown.text}\n```"] if shown.text else []
        if isinstance(shown.value, Image):
            name = self._next_name()
            self.beside.mkdir(parents=True, exist_ok=True)
            put_picture(shown.value, self.beside / f"{name}.png")
            parts.append(f"![{name}]({self.link}/{name}.png)")
        elif hasattr(shown.value, "to_html"):
            parts.append(shown.value.to_html(border=0))
        return "\n\n".join(parts)

    def _block(self, found: re.Match[str]) -> str:
        if found["asked"]:
            return self._fenced(found["kind"], found["asked"], found["code"])
        if found["workbook"]:
            fill_workbook(self.workshop.folder / found["workbook"], found["table"])
            return found["table"]
        if found["shown"]:
            path = self.workshop.find(found["shown"])
            return _text_of(path)
        if found["name"]:
            headers = tuple(part.strip() for part in found["headers"].split("|")[1:])
            return GENERATED[found["name"]](self.workshop.lang, headers)
        if found["hidden"]:
            self.workshop.python(found["hidden"], self.names)
            return ""
        made = put_beside(self.workshop.find(found["made"]), self.beside, self._next_name())
        return f"]({self.link}/{made})"

    def _fenced(self, kind: str, asked: str, code: str) -> str:
        if asked.startswith("file="):
            path = self.workshop.folder / asked.removeprefix("file=")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code, encoding="utf-8")
            return _fence(kind, code)
        if kind == "python":
            return "\n\n".join(filter(None, (_fence(kind, code), self.shown(self.workshop.python(code, self.names)))))
        head = re.search(r"head=(\d+)", asked)
        told = []
        for line in code.strip().splitlines():
            printed = self.workshop.command(line, fails="fails" in asked, piped="piped" in asked).splitlines()
            cut = int(head[1]) if head else len(printed)
            told += [f"$ {line}", *printed[:cut], *(["…"] if printed[cut:] else [])]
        return _fence("console", "\n".join(told))

    def _next_name(self) -> str:
        self.put += 1
        return str(self.put)


def _fence(kind: str, text: str) -> str:
    return f"```{kind}\n{text.rstrip()}\n```"


def _text_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix != ".csv":
        return _fence(path.suffix[1:], text)
    headers, *rows = csv.reader(text.splitlines(), delimiter=";")
    return table(headers, rows)
