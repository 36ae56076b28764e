"""Tables of points in KML files: plain XML, in which nothing is looked up, included or run."""

from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from annexmaps.errors import InputError
from annexmaps.sources.cell_text import clean
from annexmaps.sources.grid import MOST_CELLS, MOST_LINES, Grid, grid_of
from annexmaps.sources.point_file import add_points

_DEEPEST = 64  # elements inside one another
_CHUNK = 1 << 20  # bytes
_OWN_FIELDS = {"name": "name", "description": "description"}


@dataclass
class _Reading:
    """What the parser has met so far."""

    path: list[str] = field(default_factory=list)
    features: list[dict[str, str]] = field(default_factory=list)
    points: list[tuple[str, str]] = field(default_factory=list)
    cell: str = ""  # name of the value that is being read
    text: list[str] = field(default_factory=list)
    cells: int = 0

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Open an element."""
        name = tag.rsplit(":", 1)[-1]
        self.path.append(name)
        if len(self.path) > _DEEPEST:
            raise ValueError(tag)
        if name == "Placemark":
            self.features.append({})
            self.points.append(("", ""))
        if name in ("Data", "SimpleData"):
            self.cell = values.get("name", "")
        self.text.clear()

    def characters(self, text: str) -> None:
        """Keep the text of an element."""
        self.text.append(text)

    def end(self, _: str) -> None:
        """Close an element and keep its value."""
        name = self.path.pop()
        inside = self.path[-1] if self.path else ""
        text = clean("".join(self.text))
        self.text.clear()
        if not self.features or "Placemark" not in self.path:
            return
        if name == "SimpleData" or (name == "value" and inside == "Data"):
            self._keep(self.cell, text)
        elif name in _OWN_FIELDS and inside == "Placemark":
            self._keep(_OWN_FIELDS[name], text)
        elif name == "coordinates" and inside == "Point":
            self.points[-1] = _point(text)

    def _keep(self, name: str, text: str) -> None:
        self.features[-1].setdefault(clean(name), text)
        self.cells += 1
        if self.cells > MOST_CELLS or len(self.features) > MOST_LINES:
            raise OverflowError


def read_kml_file(path: Path, *, table: str) -> Grid:
    """Return the placemarks of the KML file `path` as lines, their data's names first; points become two columns.

    InputError if the file is damaged, declares a document type or entities, or has no placemark.
    """
    reading = _parse(path)
    if not reading.features:
        raise InputError("sources.not_features", file=path.name)
    names = [name for name in dict.fromkeys(name for feature in reading.features for name in feature) if name]
    if len(names) * len(reading.features) > MOST_CELLS:
        raise InputError("sources.too_many_cells", file=path.name)
    lines = [[feature.get(name, "") for name in names] for feature in reading.features]
    return grid_of(add_points([names, *lines], reading.points, table=table), file=path.name)


def _parse(path: Path) -> _Reading:
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.characters
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _forbid
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except OverflowError as error:
        raise InputError("sources.too_many_cells", file=path.name) from error
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError("sources.damaged", file=path.name) from error
    return reading


def _point(text: str) -> tuple[str, str]:
    """Return the latitude and longitude of "longitude,latitude[,altitude]"."""
    parts = [part.strip() for part in text.split(",")]
    return (parts[1], parts[0]) if len(parts) in (2, 3) else ("", "")


def _forbid(*_: object) -> None:
    raise ValueError("document type")
