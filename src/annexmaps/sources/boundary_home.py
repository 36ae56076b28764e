"""Where installed boundary sets are kept; known without loading what reads them."""

import os
from pathlib import Path

import platformdirs


def sets_folder(home: Path | None = None) -> Path:
    """Return the folder of installed sets: under `home`, else $ANNEXMAPS_HOME, else the user's data folder."""
    given = home or os.environ.get("ANNEXMAPS_HOME") or platformdirs.user_data_dir("annexmaps", appauthor=False)
    return Path(given) / "boundaries"
