"""`annexmaps batch` without audit and lint, which the plain script has none of: for the benchmark only, here and in its workers."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annexmaps.cli import main
from annexmaps.production import drawing, making
from annexmaps.production.linting import LintedPage


def _unaudited(outputs: Iterable[tuple[Path, bytes]], **_: Any) -> Iterator[tuple[Path, bytes]]:
    return iter(outputs)


def _unlinted(_: object) -> tuple[LintedPage, ...]:
    return ()


# workers are started by importing this file once more
making.gated = _unaudited
drawing.lint_files = _unlinted

if __name__ == "__main__":
    main()
