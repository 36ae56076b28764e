"""One cell of a notebook, or block of Python of a page: run, and what its reader sees below it."""

import ast
import contextlib
import io
from dataclasses import dataclass

from PIL.Image import Image


@dataclass(frozen=True)
class Shown:
    """What a cell printed, and the value of its last line, None if that is no expression."""

    printed: str
    value: object = None

    @property
    def text(self) -> str:
        """All of it as text; a picture and a table have none."""
        told = self.value is not None and not isinstance(self.value, Image) and not hasattr(self.value, "to_html")
        return "\n".join(filter(None, (self.printed.rstrip(), repr(self.value) if told else "")))


def run_cell(code: str, names: dict[str, object]) -> Shown:
    """Run `code` with `names`, as a notebook does, and return what it shows."""
    lines = ast.parse(code).body
    last = lines.pop() if lines and isinstance(lines[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(lines, []), "<cell>", "exec"), names)  # noqa: S102 the pages are ours
        value = None
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307 as above
    return Shown(printed.getvalue(), value)
