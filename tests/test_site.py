"""The documentation site: its commands run, its links lead somewhere, its pages ask the network for nothing."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from annexmaps.vocabulary.columns import layout, tables
from annexmaps.words import Words, languages
from make_site import make_site
from sitemaking.columns_reference import columns_of_tables, lists_of_terms
from sitemaking.commands_reference import commands
from sitemaking.french import french_spaces
from sitemaking.settings_reference import settings

# what a browser fetches by itself; a link is only followed by a reader
LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "video": "src",
    "object": "data",
}


class Addresses(HTMLParser):
    """What one page loads, where it links, and the places in it that can be linked to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.places: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places |= {given.get("id") or "", given.get("name") or ""}
        address = given.get(LOADED.get(tag, ""))
        self.loaded += [address] if address else []
        self.linked += [given["href"]] if tag == "a" and given.get("href") else []


def test_the_site_is_whole_and_asks_the_network_for_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(site, pages=tmp_path / "pages", work=tmp_path / "work")
    # the pages that a command made are theirs, and have tests of their own
    pages = {path: Addresses(path) for path in site.rglob("*.html") if "made" not in path.parts}
    assert {"index.html", "en/index.html"} <= {path.relative_to(site).as_posix() for path in pages}
    faults = [*fetched(pages, site), *dead_links(pages, site)]
    assert faults == []


def fetched(pages: dict[Path, Addresses], site: Path) -> Iterator[tuple[str, str]]:
    for page, found in pages.items():
        yield from ((page.name, address) for address in found.loaded if urlsplit(address).netloc)
    for sheet in site.rglob("*.css"):
        outside = re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']*", sheet.read_text(encoding="utf-8"))
        yield from ((sheet.name, address) for address in outside)


def dead_links(pages: dict[Path, Addresses], site: Path) -> Iterator[tuple[str, str]]:
    for page, found in pages.items():
        if page.name == "404.html":
            continue  # its links start where the site will stand
        for address in (*found.loaded, *found.linked):
            parts = urlsplit(address)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            place = unquote(parts.fragment)
            if parts.scheme or parts.netloc:
                continue
            if not target.is_file() or (place and target in pages and place not in pages[target].places):
                yield page.relative_to(site).as_posix(), address


def test_french_signs_stand_behind_a_no_break_space() -> None:
    given = "Deux mois : « oui » ou non ? `a : b` ![une image](a.png)\n```text\na : b\n```\n"
    made = given.replace(" : «", "\u00a0: «").replace("« oui »", "«\u00a0oui\u00a0»").replace(" ?", "\u00a0?")
    assert french_spaces(given) == made


def test_every_command_stands_in_the_reference() -> None:
    told = commands("fr", ("", "", ""))
    assert re.findall(r"^## annexmaps (init|build|check|places match)$", told, flags=re.MULTILINE) == [
        "init", "build", "check", "places match",
    ]  # fmt: skip
    assert "| `--edition` | Édition" in told.replace("\u00a0", " ")
    assert "| `partners` |" in told


def test_every_setting_stands_in_the_reference_with_its_default() -> None:
    told = settings("en", ("", "", ""))
    defaults = re.findall(r"^\| `(limits|extraction|tolerance)` \| ([^|]*) \|", told, flags=re.MULTILINE)
    assert defaults == [("limits", "`[6, 15, 20]`"), ("extraction", ""), ("tolerance", "`0.05`")]


def test_every_column_and_every_list_of_terms_stands_in_the_reference() -> None:
    for lang in languages():
        told = columns_of_tables(lang, ("", "", "", ""))
        headers = [Words(lang)(f"header.{name}.{column}") for name in tables() for column in layout(name).columns]
        assert [header for header in headers if f"| **{header}** |" not in told] == []
    lists = lists_of_terms("fr", ("", "", ""))
    needed = {column.terms for name in tables() for column in layout(name).columns.values()} - {""}
    assert lists.count("### ") == len(needed)
