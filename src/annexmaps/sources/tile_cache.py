"""Tiles kept on this machine, so that none is asked for twice and a long fetch can be taken up again."""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

LARGEST = 2_000_000  # bytes of one kept tile


@dataclass(frozen=True)
class TileCache:
    """A folder of tiles, named by the hash of their address."""

    folder: Path

    def get(self, url: str) -> bytes | None:
        """Return the tile of `url`, or None if it is not kept."""
        path = self._path(url)
        with suppress(OSError):
            if path.stat().st_size <= LARGEST:
                return path.read_bytes() or None
        return None

    def keep(self, url: str, content: bytes) -> None:
        """Keep the tile of `url`; a folder that cannot be written to keeps nothing."""
        path = self._path(url)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(content)
            try:
                Path(file.name).replace(path)
            finally:
                Path(file.name).unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        name = hashlib.sha256(url.encode()).hexdigest()
        return self.folder / name[:2] / name


def usual_cache() -> TileCache:
    """Return the cache of this user: under $ANNEXMAPS_HOME, else in the system's folder for caches."""
    home = os.environ.get("ANNEXMAPS_HOME")
    given = Path(home) / "cache" if home else Path(platformdirs.user_cache_dir("annexmaps", appauthor=False))
    return TileCache(given / "tiles")
