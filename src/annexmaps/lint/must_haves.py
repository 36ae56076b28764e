"""The fourteen things that a map lacking one is not issued (OCHA 2009, UN ST/AI/189/Add.25/Rev.1, MapAction)."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from annexmaps.inventory import Inventory
from annexmaps.lint.finding import Finding
from annexmaps.months import month_label, parse_month
from annexmaps.words import Words

_NUMERIC_SCALE = re.compile(r"1\s:\s[\d\s,.]+")
_VALUE = re.compile(r"\{\w+\}")


def says(text: str, key: str, lang: str) -> bool:
    """Tell whether `text` holds the vocabulary's sentence of `key` in `lang`, whatever its values."""
    parts = [re.escape(part) for part in _VALUE.split(" ".join(Words(lang)(key).split()))]
    return re.search(".+?".join(parts), " ".join(text.split()), flags=re.DOTALL) is not None


def _title(page: Inventory) -> Iterator[Finding]:
    title, head = page.written("title"), f"{page.written('title')} {page.written('subtitle')}"
    month = parse_month(page.month)
    named = month is not None and month_label(month, lang=page.lang).lower() in title.lower()
    numbered = re.search(rf"\b{re.escape(page.product)} – \w", title)
    if not (numbered and named and page.country and page.country in head):
        yield Finding("title", {"title": title or "–"})


def _legend(page: Inventory) -> Iterator[Finding]:
    if not page.legend:
        yield Finding("legend")


def _scale(page: Inventory) -> Iterator[Finding]:
    written = page.written("scale")
    bars = [shape for shape in page.shapes_of("scalebar") if not shape.where]
    if not (bars and _NUMERIC_SCALE.search(written) and page.paper in written):
        yield Finding("scale", {"paper": page.paper})


def _north(page: Inventory) -> Iterator[Finding]:
    if not (page.shapes_of("north") and page.of_part("north")):
        yield Finding("north")


def _locator(page: Inventory) -> Iterator[Finding]:
    if not (page.shapes_of("locator") and page.shapes_of("locator.extent")):
        yield Finding("locator")


def _sources(page: Inventory) -> Iterator[Finding]:
    sources, dates = page.written("sources"), page.written("dates")
    told = says(sources, "map.sources", page.lang) and says(sources, "map.sources_tables", page.lang)
    if not (told and says(dates, "map.cut_off", page.lang)):
        yield Finding("sources")


def _dates(page: Inventory) -> Iterator[Finding]:
    dates = page.written("dates")
    made = any(says(dates, key, page.lang) for key in ("map.made_on", "map.made_on_unknown"))
    if not (made and says(dates, "map.period", page.lang) and says(dates, "map.cut_off", page.lang) and "UTC" in dates):
        yield Finding("dates")


def _disclaimer(page: Inventory) -> Iterator[Finding]:
    if not page.written("disclaimer"):
        yield Finding("disclaimer")


def _limits(page: Inventory) -> Iterator[Finding]:
    if not page.written("note"):
        yield Finding("limits")


def _projection(page: Inventory) -> Iterator[Finding]:
    if not says(page.written("projection"), "map.projection", page.lang):
        yield Finding("projection")


def _producer(page: Inventory) -> Iterator[Finding]:
    # the producer stands before the version, set off by a dot
    if " · " not in page.written("producer") or says(
        page.written("producer").split(" · ")[0], "map.version", page.lang
    ):
        yield Finding("producer")


def _sharing(page: Inventory) -> Iterator[Finding]:
    wanted = Words(page.lang)(f"sharing.{page.edition}")
    if " ".join(page.written("sharing").split()) != " ".join(wanted.split()):
        yield Finding("sharing", {"wanted": wanted, "found": page.written("sharing") or "–"})


def _version(page: Inventory) -> Iterator[Finding]:
    if not says(page.written("producer"), "map.version", page.lang):
        yield Finding("version")


def _not_on_map(page: Inventory) -> Iterator[Finding]:
    subtitle = page.written("subtitle")
    if not any(
        says(subtitle, f"map.{key}", page.lang)
        for key in ("placed", "placed_all", "placed_none", "placed_untold", "placed_unit")
    ):
        yield Finding("not_on_map")


MUST_HAVES: Mapping[str, Callable[[Inventory], Iterator[Finding]]] = MappingProxyType(
    {
        "title": _title,
        "legend": _legend,
        "scale": _scale,
        "north": _north,
        "locator": _locator,
        "sources": _sources,
        "dates": _dates,
        "disclaimer": _disclaimer,
        "limits": _limits,
        "projection": _projection,
        "producer": _producer,
        "sharing": _sharing,
        "version": _version,
        "not_on_map": _not_on_map,
    }
)
