"""The folder in which the pages of one language do what they tell, and what that prints."""

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from annexmaps.cli import main
from sitemaking.cells import Shown, run_cell

COLUMNS = 100  # characters of a line on a page
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LOCALES = {"fr": "fr_FR.UTF-8", "en": "en_GB.UTF-8"}


class Workshop:
    """Runs commands and Python lines in `folder`, in the language `lang`; what one page leaves there the next one finds."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.folder = folder
        self.lang = lang
        folder.mkdir(parents=True, exist_ok=True)

    def command(self, line: str, *, fails: bool = False, piped: bool = False) -> str:
        """Return what the command `line` prints, at a terminal or `piped` into a file; RuntimeError if it ends otherwise than told."""
        name, *words = shlex.split(line)
        if name != "annexmaps":
            raise RuntimeError(f"only annexmaps is run on a page: {line}")
        printed, errors, status = (io.StringIO() if piped else _Terminal()), io.StringIO(), None
        with self.inside(), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(errors):
            try:
                main(words)
            except SystemExit as end:
                status = end.code
        text = _COLOURS.sub("", printed.getvalue() + errors.getvalue())
        if bool(status) is not fails:
            raise RuntimeError(f"{line}\nended with {status}:\n{text}")
        return _tidy(text)

    def python(self, code: str, names: dict[str, object]) -> Shown:
        """Run `code` with `names` and return what a reader sees below it."""
        with self.inside():
            return run_cell(code, names)

    def find(self, pattern: str) -> Path:
        """Return the one file that `pattern` names. FileNotFoundError if there is none, or several."""
        found = sorted(self.folder.glob(pattern))
        if len(found) != 1:
            raise FileNotFoundError(f"{pattern}: {[path.name for path in found]}")
        return found[0]

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """Stand in the folder, with its language and a home of its own for boundaries; all is as before afterwards."""
        home = str(self.folder / ".annexmaps")
        ours = {
            "LANG": _LOCALES[self.lang],
            "COLUMNS": str(COLUMNS),
            "NO_COLOR": "1",
            "TERM": "xterm",
            "ANNEXMAPS_HOME": home,
        }
        kept = dict(os.environ)
        for name in ("LC_ALL", "LC_MESSAGES", "SOURCE_DATE_EPOCH"):
            os.environ.pop(name, None)
        os.environ.update(ours)
        try:
            with contextlib.chdir(self.folder):
                yield
        finally:
            os.environ.clear()
            os.environ.update(kept)


class _Terminal(io.StringIO):
    """A terminal of a page's width; nobody answers at it."""

    def isatty(self) -> bool:
        """Tell that tables are as wide as the page."""
        return True


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.rstrip().splitlines())
