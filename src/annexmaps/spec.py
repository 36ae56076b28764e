"""MapSpec: one map, resolved. Values only; what a renderer draws without deciding anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shapely.geometry.base import BaseGeometry

from annexmaps.symbology import Legend as Legend
from annexmaps.symbology import LegendLine as LegendLine
from annexmaps.theme import Symbol as Symbol
from annexmaps.theme import Theme as Theme


@dataclass(frozen=True)
class Area:
    """The class of one administrative unit."""

    pcode: str
    key: str  # a key of the layer's symbols
    text: str = ""  # drawn inside where it fits: the level's number
    sign: str = ""  # a key of the layer's signs, always drawn, beside the text where both fit


@dataclass(frozen=True)
class AreaLayer:
    """Fills of administrative units."""

    admin_level: int  # 1 région, 2 cercle, 3 commune
    areas: tuple[Area, ...]
    symbols: Mapping[str, Symbol]
    signs: Mapping[str, Symbol] = field(default_factory=dict)  # small symbols inside an area
    name: str = "class"  # what its classes are, as the column of a file of data is called: level, coverage


@dataclass(frozen=True)
class Circle:
    """A proportional circle; its sectors are the shares of `parts`."""

    pcode: str
    longitude: float  # degrees, WGS 84
    latitude: float
    diameter: float  # mm
    parts: tuple[tuple[str, float], ...]  # (#rrggbb, share of one), clockwise from north
    text: str = ""  # a count, drawn where it fits
    key: str = ""  # its class, where circles come in classes
    counts: tuple[tuple[str, int], ...] = ()  # by key of a legend; empty where the edition tells a class only


@dataclass(frozen=True)
class Record:
    """What a page counts at one place, in one of its legend's classes; the reader of an interactive page may filter and recount it."""

    pcode: str  # of the lowest unit that is told; empty: no place
    key: str  # a key of the page's legends
    count: int = 1
    details: tuple[str, ...] = ()  # further cells of its row, as the spec's `record_columns`


@dataclass(frozen=True)
class Mark:
    """A symbol at a place."""

    longitude: float  # degrees, WGS 84
    latitude: float
    key: str  # a key of the spec's mark symbols
    text: str = ""  # its number in the list
    pcode: str = ""
    point: tuple[float, float] | None = None  # what it stands for, where the edition tells one; None: its commune


@dataclass(frozen=True)
class Stack:
    """The letters of an area's classes with their counts, on a small plate in or beside the area."""

    pcode: str
    longitude: float  # degrees, WGS 84; of a point inside the area
    latitude: float
    title: str
    parts: tuple[tuple[str, str, str], ...]  # letter, #rrggbb, count


@dataclass(frozen=True)
class Label:
    """A name on the map; the renderer finds its place near the point, or leaves it out by rank."""

    text: str
    longitude: float
    latitude: float
    kind: str  # region, cercle, commune, town, country, river
    rank: int = 0  # the lower, the more important


@dataclass(frozen=True)
class SideTable:
    """A small table in the margin; the first column is text, the others are numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total_row: bool = False  # the last row is a total
    note: str = ""


@dataclass(frozen=True)
class Trend:
    """Counts by class, month after month."""

    title: str
    months: tuple[str, ...]  # 2021-01 …
    classes: tuple[tuple[str, str, tuple[int | None, ...]], ...]  # label, #rrggbb, one count a month; None: no data


@dataclass(frozen=True)
class YearReport:
    """The year up to the month, as the report prints it."""

    tables: tuple[SideTable, ...]
    trend: Trend | None  # None where the edition tells no classes
    note: str = ""


@dataclass(frozen=True)
class ListItem:
    """One line of a numbered list beside the map."""

    number: str
    text: str
    key: str = ""  # a key of the spec's mark symbols


@dataclass(frozen=True)
class Page:
    """The words in the margin, resolved in one language."""

    title: str
    subtitle: str  # the number a reader came for
    sharing: str  # sharing level, printed on the page
    ribbon: str = ""  # "DONNÉES FICTIVES" for a sample month
    notes: tuple[str, ...] = ()  # limits of the data, not placed, what the edition leaves out
    sources: str = ""
    dates: str = ""  # period, cut-off, production
    disclaimer: str = ""
    projection: str = ""
    producer: str = ""
    version: str = ""
    empty: str = ""  # printed across the frame when there is nothing to map
    schematic: str = ""  # "Limites schématiques", printed in the frame
    words: Mapping[str, str] = field(default_factory=dict)  # other short words a renderer prints: scale, north, locator

    @property
    def marking(self) -> str:
        """What a file says of its own sharing: the level, and that the data are fictitious if they are."""
        return ", ".join(text for text in (self.sharing, self.ribbon) if text)


@dataclass(frozen=True)
class Unit:
    """One administrative unit's geometry, EPSG:4326."""

    pcode: str
    name: str
    geometry: BaseGeometry
    parent: str = ""  # P-code of the cercle of a commune, of the région of a cercle


@dataclass(frozen=True)
class Origin:
    """Where a base comes from, for whoever takes its geometry along."""

    title: str = ""
    frame: str = ""  # the division in force: 2016
    own_frame: str = ""  # the division of the file itself
    date: str = ""  # valid on, ISO
    source: str = ""
    licence: str = ""
    schematic: bool = False
    notes: tuple[str, ...] = ()  # what was done to it, a sentence each


@dataclass(frozen=True, eq=False)
class Base:
    """What lies under every map of a country: units, neighbours, water. Geometries in EPSG:4326.

    A base equals itself only: renderers keep what they made of it, and comparing every vertex would take longer than drawing.
    """

    name: str
    communes: tuple[Unit, ...]
    cercles: tuple[Unit, ...]
    regions: tuple[Unit, ...]
    country: Unit
    neighbours: tuple[Unit, ...] = ()
    rivers: tuple[Unit, ...] = ()  # pcode empty
    lakes: tuple[Unit, ...] = ()
    projection: str = ""  # a PROJ string; metres
    origin: Origin = field(default_factory=Origin)


@dataclass(frozen=True)
class Basemap:
    """A muted picture of the ground under one map, north up, in the projection of its base."""

    dots: bytes = field(
        repr=False
    )  # red, green, blue, cover (0 see-through, 255 solid), row by row from the upper left
    size: tuple[int, int]  # dots across and down
    extent: tuple[float, float, float, float]  # west, south, east, north, projected metres


@dataclass(frozen=True)
class PageTiles:
    """Tiles that an interactive page asks one host for while it is read, in EPSG:3857; only where the office wants that."""

    address: str  # https://host/{z}/{x}/{y}.png
    highest_zoom: int
    attribution: str

    @property
    def origin(self) -> str:
        """The only place that the page may ask: https://host."""
        return "/".join(self.address.split("/")[:3])

    @property
    def host(self) -> str:
        """The name of that place, for the reader."""
        return self.origin.removeprefix("https://")


OUTSIDE = "outside"  # ends the keys of what is drawn outside the unit of a page


@dataclass(frozen=True)
class PageUnit:
    """The administrative unit that a page of an atlas is about; what lies outside it is drawn paler."""

    pcode: str
    name: str
    admin_level: int  # 1 région, 2 cercle
    bounds: tuple[float, float, float, float]  # west, south, east, north, degrees


@dataclass(frozen=True)
class MapSpec:
    """One map of one month, edition and language."""

    product: str  # "1"
    slug: str  # incidents
    month: str  # 2021-11
    edition: str
    lang: str
    base: Base
    page: Page
    legends: tuple[Legend, ...] = ()
    area_layers: tuple[AreaLayer, ...] = ()
    circles: tuple[Circle, ...] = ()
    marks: tuple[Mark, ...] = ()
    mark_symbols: Mapping[str, Symbol] = field(default_factory=dict)
    stacks: tuple[Stack, ...] = ()  # the fullest first
    labels: tuple[Label, ...] = ()
    tables: tuple[SideTable, ...] = ()
    items: tuple[ListItem, ...] = ()
    records: tuple[Record, ...] = ()
    record_columns: tuple[str, ...] = ()  # headers of the records' details
    record_fields: tuple[str, ...] = ()  # names of the same columns in a file of data
    record_classes: tuple[
        tuple[str, str], ...
    ] = ()  # key and label of what records are counted by; empty: they are no counts
    data_level: int = 3  # admin level of the units that a file of data tells of
    inset: tuple[float, float, float, float] | None = None  # west, south, east, north of the zoomed frame, degrees
    variant: str = ""  # change; empty: the annex's own page
    unit: PageUnit | None = None  # of a page of an atlas; None: the whole country
    theme: Theme = field(default_factory=Theme)  # paper, page size, fonts; its class colours are in the symbols already
    basemap: tuple[Basemap, ...] = ()  # one picture a frame; a frame takes the finest that covers it


Cell = str | int | float | date | None  # of a list; a text stays a text whatever it looks like


@dataclass(frozen=True)
class ListSpec:
    """One list (Annex 4), resolved: the rows of a workbook sheet."""

    product: str
    slug: str
    month: str
    edition: str
    lang: str
    page: Page
    columns: tuple[str, ...]  # headers
    rows: tuple[tuple[Cell, ...], ...]
    names: tuple[str, ...] = ()  # of the columns, the same in every language: commune
    widths: tuple[int, ...] = ()  # characters
    dictionary: tuple[tuple[str, ...], ...] = ()  # header, what it means, unit, source, editions that hold it
    theme: Theme = field(default_factory=Theme)
