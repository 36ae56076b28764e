"""Assembling: the pages of docs/ and notebooks/ become the Markdown that mkdocs turns into the site."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from annexmaps.words import languages
from sitemaking.blocks import Page
from sitemaking.french import french_spaces
from sitemaking.notebook_pages import notebook_page
from sitemaking.workshop import Workshop

DOCS = Path(__file__).parents[1]
NOTEBOOKS = DOCS.parent / "notebooks"
SETTINGS = DOCS / "site.yml"
STATIC = ("pictures", "assets")
_LANGUAGE = re.compile(r" ?\[[^\]]*\]\([\w/.-]+\.(?P<lang>[a-z]{2})\.md\)\.?")


def assemble(out: Path, work: Path) -> None:
    """Write the pages of the site into the folder `out`; their commands are run in the folder `work`. Both are made anew."""
    for folder in (out, work):
        shutil.rmtree(folder, ignore_errors=True)
    for name in STATIC:
        shutil.copytree(DOCS / name, out / name)
    workshops = {lang: Workshop(work / lang, lang) for lang in languages()}
    named = list(pages_of(yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["nav"]))
    # in their order: what a page leaves in the folder the next ones find; the first page shows what they made
    for name in sorted([*named, *_not_named(named)], key=lambda name: name == "index.md"):
        for lang, source in _sources(name):
            _write(name, lang, source, out, workshops[lang or languages()[0]])


def pages_of(nav: Any) -> Iterator[str]:
    """Return the pages that the navigation `nav` names, in their order."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for below in nav.values():
            yield from pages_of(below)
    else:
        for below in nav:
            yield from pages_of(below)


def _not_named(named: list[str]) -> list[str]:
    # a page of docs/ that the navigation does not name yet can still be linked to
    stems = {path.stem.removesuffix(f".{lang}") for path in DOCS.glob("*.md") for lang in languages()}
    found = {stem for stem in stems if not stem.endswith(tuple(f".{lang}" for lang in languages()))}
    return sorted({f"{stem}.md" for stem in found} - set(named))


def _sources(name: str) -> list[tuple[str, Path]]:
    """Return the source of the page `name` in each language that it has; a language is empty for a page that has one source."""
    stem, plain = name.removesuffix(".md"), DOCS / name
    notebook = NOTEBOOKS / f"{Path(stem).name}.ipynb"
    if stem.startswith("notebooks/") and notebook.exists():
        return [("", notebook)]
    own = {lang: DOCS / f"{stem}.{lang}.md" for lang in languages()}
    found = [(lang, path) for lang, path in own.items() if path.exists()]
    if plain.exists():
        # beside a page in one language the plain one is the other's
        return [*found, *((lang, plain) for lang, path in own.items() if not path.exists())] if found else [("", plain)]
    return found


def _write(name: str, lang: str, source: Path, out: Path, workshop: Workshop) -> None:
    stem = name.removesuffix(".md")
    target = out / (f"{stem}.{lang}.md" if lang else name)
    made = f"made/{stem.replace('/', '-')}-{workshop.lang}"
    up = "../" * stem.count("/")
    page = Page(workshop, out / made, f"{up}{made}")
    text = source.read_text(encoding="utf-8")
    told = notebook_page(text, page) if source.suffix == ".ipynb" else page.expand(text)
    target.parent.mkdir(parents=True, exist_ok=True)
    linked = _link(told, lang)
    target.write_text(french_spaces(linked) if workshop.lang == "fr" else linked, encoding="utf-8")


def _link(text: str, lang: str) -> str:
    """Return `text` with links between sources, such as editions.fr.md, as links between pages of the site.

    One to another language goes: every page of the site has a switch for that at its head.
    """
    kept = _LANGUAGE.sub(lambda found: found[0] if found["lang"] == lang else "", text)
    return re.sub(rf"(\]\([\w/.-]+)\.{lang}\.md", r"\1.md", kept) if lang else kept
