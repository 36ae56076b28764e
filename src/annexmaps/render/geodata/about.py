"""What a file of data says of itself: month, sharing level, division, boundaries and their licence, and its dictionary."""

from collections.abc import Iterable

from annexmaps.render.geodata.columns import Column
from annexmaps.spec import MapSpec

Entry = dict[str, str]
DICTIONARY = ("column", "type", "hxl", "title", "meaning", "values")


def about(spec: MapSpec) -> dict[str, str]:
    """Return what a file made of `spec` says of itself, by name."""
    page, origin = spec.page, spec.base.origin
    told = {
        "title": page.title,
        "subtitle": page.subtitle,
        "month": spec.month,
        "edition": spec.edition,
        "sharing_level": spec.edition,
        "sharing": page.marking,
        "frame": origin.frame,
        "own_frame": origin.own_frame,
        "boundaries": origin.title,
        "boundaries_date": origin.date,
        "boundaries_source": origin.source,
        "licence": origin.licence,
        "sources": page.sources,
        "dates": page.dates,
        "notes": " ".join(page.notes),
        "disclaimer": page.disclaimer,
        "producer": page.producer,
        "version": page.version,
        "lang": spec.lang,
    }
    return {name: text for name, text in told.items() if text}


def dictionary(columns: Iterable[Column]) -> list[Entry]:
    """Return an entry for each of `columns`, by DICTIONARY; codes stand as "code = label"."""
    return [
        {
            "column": column.name,
            "type": column.kind,
            "hxl": column.tag,
            "title": column.title,
            "meaning": column.meaning,
            "values": " ; ".join(f"{key} = {label}" for key, label in column.values),
        }
        for column in columns
    ]
