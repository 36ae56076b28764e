"""Publishing: the assembled pages through mkdocs, strictly."""

import os
from pathlib import Path

from sitemaking.assembling import SETTINGS


def publish(pages: Path, site: Path) -> None:
    """Turn the Markdown of the folder `pages` into the HTML of the folder `site`; mkdocs' Abort at the first warning."""
    # else mkdocs' theme writes its authors' opinion of another version above the build
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    settings = load_config(str(SETTINGS), docs_dir=str(pages.resolve()), site_dir=str(site.resolve()), strict=True)
    settings.plugins.on_startup(command="build", dirty=False)
    try:
        build(settings)
    finally:
        settings.plugins.on_shutdown()
