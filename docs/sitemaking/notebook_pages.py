"""A notebook as a page: its texts as they stand, its cells run, what they show below them."""

import json

from sitemaking.blocks import Page


def notebook_page(source: str, page: Page) -> str:
    """Return the notebook whose JSON is `source` as Markdown."""
    parts = []
    for cell in json.loads(source)["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(text)
            continue
        parts.append(f"```python\n{text}\n```")
        parts.append(page.shown(page.workshop.python(text, page.names)))
    return "\n\n".join(filter(None, parts)) + "\n"
