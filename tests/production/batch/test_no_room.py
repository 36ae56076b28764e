"""No room, or no right to write: nothing half-written, one clear sentence, and the next run mends it."""

import errno
import os
from pathlib import Path

import pytest
from tests.production.batch.conftest import OPTIONS, tree

from annexmaps import batch
from annexmaps.errors import OutputError
from annexmaps.production import files


def test_a_disk_that_is_full_for_one_folder_leaves_it_as_it_was_and_makes_the_others(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullOnce:
        """Synchronises as the system does, but once finds the disk full: decisions and pre-flights take seven files."""

        synchronised = 0

        def fsync(self, number: int) -> None:
            self.synchronised += 1
            if self.synchronised == 10:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(number)

    monkeypatch.setattr(files, "os", FullOnce())
    first = batch(made / "data", out=tmp_path / "maps", workers=1, **OPTIONS)  # type: ignore[arg-type]
    there = tree(tmp_path / "maps")
    expected = tree(made / "maps")
    assert [str(one.month) for one in first.failed] == ["2021-01"]
    assert there == {name: content for name, content in expected.items() if name.startswith("2021-02")}


def test_a_folder_that_cannot_be_written_in_is_named_before_anything_is_made(made: Path, tmp_path: Path) -> None:
    (tmp_path / "maps").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"Impossible d'écrire.*maps"):
        batch(made / "data", out=tmp_path / "maps", workers=1, only=("4",))
