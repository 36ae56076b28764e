"""What a batch keeps of each folder it finished: from what, and with what recipe each file was made; no value of any table."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from annexmaps.production.files import digest_of

HOME = ".annexmaps"  # inside the folder of maps
_STAGED = "staged"


@dataclass(frozen=True)
class Record:
    """One finished folder."""

    inputs: str = ""  # fingerprint of everything it was made from
    software: str = ""  # fingerprint of what made it
    outputs: Mapping[str, str] = field(default_factory=dict)  # SHA-256 by file name
    recipes: Mapping[str, str] = field(default_factory=dict)  # by file name, of those that can be taken again

    def intact(self, folder: Path) -> frozenset[str]:
        """Return the files that stand in `folder` as they were made."""
        return frozenset(name for name, sha256 in self.outputs.items() if digest_of(folder / name) == sha256)

    def usable_recipes(self, folder: Path, *, software: str) -> dict[str, str]:
        """Return the recipes of the files of `folder` that are as this `software` made them."""
        if self.software != software:
            return {}
        return {name: self.recipes[name] for name in self.intact(folder) if name in self.recipes}


def home_of(out: Path) -> Path:
    """Return where a batch keeps its records of the folder `out`."""
    return out / HOME


def staging_of(out: Path) -> Path:
    """Return where files wait until a folder is whole; what stands there when a batch begins was left by one that was killed."""
    return home_of(out) / _STAGED


def record_path(out: Path, name: str, edition: str) -> Path:
    """Return the path of the record of `name`, a month or its pre-flight, in `edition`."""
    return home_of(out) / f"{name}_{edition}.json"


def read_record(path: Path) -> Record:
    """Return the record in `path`; one that says nothing if there is none or it cannot be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Record(str(said["inputs"]), str(said["version"]), dict(said["outputs"]), dict(said["maps"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Record()


def record_text(record: Record, edition: str) -> bytes:
    """Return `record` as the file that is kept; it says the `edition` of the files it tells of."""
    said = {
        "sharing_level": edition,
        "inputs": record.inputs,
        "version": record.software,
        "outputs": dict(sorted(record.outputs.items())),
        "maps": dict(sorted(record.recipes.items())),
    }
    return (json.dumps(said, indent=1) + "\n").encode()


def standing(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each file of `folder` and of its atlas that can be read."""
    for part in (folder, *sorted(folder.glob("atlas-*"))):
        for path in sorted(part.iterdir()) if part.is_dir() else ():
            with suppress(OSError):
                if path.is_file():
                    yield path.relative_to(folder).as_posix(), path.read_bytes()
