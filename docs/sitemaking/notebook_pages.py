"""A notebook as a page: its texts as they stand, its cells run, what they show below them."""

import json

from sitemaking.blocks import Page
from sitemaking.cells import run_cell


def notebook_page(source: str, page: Page) -> str:
    """Return the notebook whose JSON is `source` as Markdown."""
    parts = []
    # in one stay: what a cell sets in the environment the next ones find
    with page.workshop.inside():
        for kind, text in cells_of(source):
            parts.append(text if kind == "markdown" else f"```python\n{text}\n```")
            parts.append(page.shown(run_cell(text, page.names)) if kind == "code" else "")
    return "\n\n".join(filter(None, parts)) + "\n"


def cells_of(source: str) -> list[tuple[str, str]]:
    """Return the cells of the notebook whose JSON is `source`: their kind, markdown or code, and their text."""
    return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(source)["cells"]]
