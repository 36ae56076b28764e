"""The documentation site: pages of docs/ and notebooks/ with their commands run, as HTML that needs no network; `make docs` makes it.

`python docs/make_site.py [FOLDER]` writes it into FOLDER, else into build/site.
"""

import sys
from pathlib import Path

from sitemaking.assembling import assemble
from sitemaking.publishing import publish

BUILD = Path(__file__).parents[1] / "build"


def main() -> None:
    """Make the site; mkdocs stops at the first link that leads nowhere."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD / "site"
    make_site(site, pages=BUILD / "docs", work=BUILD / "docs-work")


def make_site(site: Path, *, pages: Path, work: Path) -> None:
    """Write the site into the folder `site`, by way of its `pages` in Markdown and of the `work` that they tell."""
    assemble(pages, work)
    publish(pages, site)


if __name__ == "__main__":
    main()
