"""The lock of a folder of maps: one batch at a time, let go by the system itself when its process ends, however it ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annexmaps.errors import OutputError, reason_of

LOCK_NAME = "lock.json"
_CONTENT = b'{"sharing_level": "public"}\n'  # the file stays: an audit of the folder finds nothing in it


@contextmanager
def locked(folder: Path, *, shown: Path) -> Iterator[None]:
    """Hold the lock in `folder`, made if need be; OutputError, naming `shown`, if another process holds it or none can be made."""
    with _opened(folder, shown) as file:
        if not _take(file):
            raise OutputError("batch.locked", folder=shown)
        if not file.tell():
            file.write(_CONTENT)
            file.flush()
        yield


def _opened(folder: Path, shown: Path) -> BinaryIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / LOCK_NAME).open("a+b")
    except OSError as error:
        raise OutputError("batch.not_writable", folder=shown, why=reason_of(error)) from error


if sys.platform == "win32":

    def _take(file: BinaryIO) -> bool:
        import msvcrt

        try:
            # a byte far behind the end: the file itself can still be read
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0, 2)
        return True

else:

    def _take(file: BinaryIO) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        file.seek(0, 2)
        return True
