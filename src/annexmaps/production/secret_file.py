"""The file of the secret that displaces points: 32 random bytes, written once, for its owner only."""

import os
import re
import secrets
import stat
from pathlib import Path

from annexmaps.errors import InputError, OutputError, reason_of

SECRET_BYTES = 32
_SECRET = re.compile(rb"[0-9a-f]{64}\s*", re.IGNORECASE)
_LEAST_VARIED = 16  # different bytes; of 32 random ones fewer than 20 are never seen
_OWNER_ONLY = 0o600


def write_new_secret(path: Path) -> None:
    """Write a new secret to `path`, readable by its owner only; OutputError if there is a file already or none can be written."""
    try:
        # never over another file: a secret that is lost cannot be made again
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_hex(SECRET_BYTES).encode() + b"\n")
    except FileExistsError:
        raise OutputError("points.secret_exists", file=path) from None
    except OSError as error:
        raise OutputError("points.secret_not_written", file=path, why=reason_of(error)) from None


def read_secret(path: Path) -> bytes:
    """Return the secret kept in `path`; InputError, which tells nothing of what the file holds, if there is none."""
    try:
        with path.open("rb") as stream:
            text = stream.read(4 * SECRET_BYTES)
    except FileNotFoundError:
        raise InputError("points.secret_missing", file=path.name) from None
    except OSError as error:
        raise InputError("points.secret_unreadable", file=path.name, why=reason_of(error)) from None
    secret = bytes.fromhex(text.decode()) if _SECRET.fullmatch(text) else b""
    if len(set(secret)) < _LEAST_VARIED:
        raise InputError("points.not_a_secret", file=path.name)
    return secret


def is_open_to_others(path: Path) -> bool:
    """Tell whether others than its owner may read or change `path`; never on systems without such rights."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
