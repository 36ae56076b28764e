"""A month folder, a home and traps for each hostile file."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("harness")

from harness import Traps, traps  # noqa: E402 - its assertions explain themselves only if it comes after


@pytest.fixture
def month(tmp_path: Path) -> Path:
    folder = tmp_path / "months" / "2021-11"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def set_traps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Traps]:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ANNEXMAPS_HOME", str(home))
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with traps(tmp_path / "elsewhere") as set_for_test:
        yield set_for_test
    assert list(temporary.iterdir()) == []
