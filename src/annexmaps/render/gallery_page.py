"""The contact sheet as one HTML page: pictures and links beside it, no script, every text escaped."""

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from urllib.parse import quote

from annexmaps.words import printable

_STYLE_FILE = "gallery.css"


@dataclass(frozen=True)
class Card:
    """A picture with its title."""

    title: str
    path: str  # from the page


@dataclass(frozen=True)
class Link:
    """A file that is no picture."""

    title: str
    path: str


@dataclass(frozen=True)
class SheetMonth:
    """The annexes of one month and edition."""

    title: str
    sharing: str
    ribbon: str  # empty: the data are real
    cards: tuple[Card, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole page."""

    title: str
    how: str
    lang: str
    months: tuple[SheetMonth, ...]


def gallery_page(sheet: Sheet) -> bytes:
    """Return `sheet` as the bytes of an HTML page; the same bytes for the same `sheet`."""
    style = (files("annexmaps") / "render" / _STYLE_FILE).read_text(encoding="utf-8").replace("\r\n", "\n")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    # pictures beside the page, this very style, and nothing else
    policy = (
        f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    months = "\n".join(_month(month) for month in sheet.months)
    return (
        f'<!DOCTYPE html>\n<html lang="{_text(sheet.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(sheet.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(sheet.title)}</h1>\n<p>{_text(sheet.how)}</p>\n{months}\n</main>\n</body>\n</html>\n"
    ).encode()


def _month(month: SheetMonth) -> str:
    ribbon = f'<p class="ribbon">{_text(month.ribbon)}</p>\n' if month.ribbon else ""
    cards = "\n".join(_card(card) for card in month.cards)
    links = "\n".join(f'<li><a href="{_address(link.path)}">{_text(link.title)}</a></li>' for link in month.links)
    return (
        f'<section>\n<h2>{_text(month.title)} <span class="sharing">{_text(month.sharing)}</span></h2>\n{ribbon}'
        f'<div class="cards">\n{cards}\n</div>\n<ul>\n{links}\n</ul>\n</section>'
    )


def _card(card: Card) -> str:
    address, title = _address(card.path), _text(card.title)
    return f'<figure><a href="{address}"><img src="{address}" alt="{title}" loading="lazy"></a><figcaption>{title}</figcaption></figure>'


def _address(path: str) -> str:
    # a name is a path from the page, never a scheme or a host
    return escape(quote(f"./{path}"))


def _text(text: str) -> str:
    return escape(printable(text))
