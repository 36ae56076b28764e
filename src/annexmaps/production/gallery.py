"""The contact sheet: one page that shows the annexes of every month of a folder, and leads to their files."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annexmaps.errors import InputError
from annexmaps.months import month_label, parse_month
from annexmaps.production.files import publish
from annexmaps.production.manifest import MANIFEST_NAME
from annexmaps.products import all_products
from annexmaps.products.product import Product
from annexmaps.render.gallery_page import Card, Link, Sheet, SheetMonth, gallery_page
from annexmaps.words import Words

GALLERY_NAME = "index.html"
_ANNEX = re.compile(r"\d{4}-\d{2}_annexe-([^_]+)_(.+)\.(\w+)")
_OTHER = re.compile(r"\d{4}-\d{2}_([^_]+)_.+\.(\w+)")
_PICTURE = ".png"


@dataclass(frozen=True)
class _Files:
    """The files of one month and edition that its manifest lists and that are there."""

    place: str  # as the sheet's links start: 2021-11/partners
    month: str
    edition: str
    fictitious: bool
    names: tuple[str, ...]


def write_gallery(folder: str | Path, *, lang: str) -> Path:
    """Write `folder`/index.html, a contact sheet of all months and editions below it, newest first; return its path.

    Only files that a manifest lists are shown. InputError if `folder` holds no month that was built, OutputError if the page cannot
    be written.
    """
    place, words = Path(folder), Words(lang)
    found = sorted(_found(place), key=lambda one: (one.month, one.edition), reverse=True)
    if not found:
        raise InputError("gallery.nothing", folder=place.name or place)
    pages = {(page.annex, page.variant): page for product in all_products() for page in product.pages}
    months = tuple(_sheet_month(one, pages, words) for one in found)
    page = gallery_page(Sheet(words("gallery.title"), words("gallery.how"), lang, months))
    publish({place / GALLERY_NAME: page})
    return place / GALLERY_NAME


def _found(folder: Path) -> Iterator[_Files]:
    for path in sorted(folder.glob(f"*/*/{MANIFEST_NAME}")):
        manifest = _read(path)
        month, edition = str(manifest.get("month")), str(manifest.get("edition"))
        if parse_month(month) is None or [month, edition] != list(path.parts[-3:-1]):
            continue
        names = tuple(
            name for name in manifest.get("outputs", ()) if "/" not in name and (path.parent / name).is_file()
        )
        yield _Files(f"{month}/{edition}", month, edition, bool(manifest.get("fictitious")), names)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise InputError("gallery.manifest", file=f"{path.parent.parent.name}/{path.parent.name}/{path.name}") from None
    return manifest if isinstance(manifest, dict) else {}


def _sheet_month(files: _Files, pages: Mapping[tuple[str, str], Product], words: Words) -> SheetMonth:
    month = parse_month(files.month)
    assert month is not None  # noqa: S101 checked when it was found
    shown = {name: _page(name, pages) for name in sorted(files.names)}
    titles = {name: _title(page, words.lang) for name, page in shown.items()}
    pictures = [(page.annex, page.variant, name) for name, page in shown.items() if page and name.endswith(_PICTURE)]
    cards = tuple(Card(titles[name], f"{files.place}/{name}") for _, _, name in sorted(pictures))
    others = [name for name in shown if not name.endswith((_PICTURE, ".json"))]
    return SheetMonth(
        title=month_label(month, lang=words.lang),
        sharing=words(f"sharing.{files.edition}") if words.has(f"sharing.{files.edition}") else files.edition,
        ribbon=words("sample.mark") if files.fictitious else "",
        cards=cards,
        links=tuple(Link(_said(name, titles[name], words), f"{files.place}/{name}") for name in others),
    )


def _page(name: str, pages: Mapping[tuple[str, str], Product]) -> Product | None:
    found = _ANNEX.fullmatch(name)
    if found is None:
        return None
    # the annex's slug, then the name of a further page if it is one
    variant = f"{found[2]}_".split("_")[1]
    return pages.get((found[1], variant)) or pages.get((found[1], ""))


def _title(page: Product | None, lang: str) -> str:
    # a title ends with its month or year in brackets, which the heading tells
    return re.sub(r" \([^()]*\{[^()]*\)$", "", page.title[lang]) if page else ""


def _said(name: str, title: str, words: Words) -> str:
    found = _OTHER.fullmatch(name)
    what, extension = (found[1], found[2]) if found else ("", Path(name).suffix.removeprefix("."))
    key = f"gallery.file.{what}"
    return words("gallery.link", title=title or (words(key) if words.has(key) else name), extension=extension.upper())
