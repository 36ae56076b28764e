"""Reading files of data back in tests."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.opengis.net/kml/2.2}"


def rows_of(content: bytes, table: str, folder: Path) -> list[dict[str, Any]]:
    """The rows of a table of a GeoPackage, read as SQLite."""
    path = folder / "read.gpkg"
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')]  # noqa: S608


def fills_of(style: str) -> dict[str, tuple[str, str]]:
    """Label and colour (#rrggbb) of the first layer of each category's symbol, by the category's value."""
    root = parsed(style)
    symbols = {symbol.get("name"): symbol for symbol in root.findall("renderer-v2/symbols/symbol")}
    found = {}
    for category in root.findall("renderer-v2/categories/category"):
        options = symbols[category.get("symbol")].iter("Option")
        colour = next(option.get("value") for option in options if option.get("name") == "color")
        red, green, blue, _ = map(int, colour.split(","))
        found[category.get("value")] = (category.get("label"), f"#{red:02x}{green:02x}{blue:02x}")
    return found


def fields_named(style: str) -> set[str]:
    """Every column that a style names: the renderer's, the labels', the aliases', those of expressions and of pies."""
    root = parsed(style)
    named = {element.get("attr") for element in root.iter("renderer-v2")} | {a.get("field") for a in root.iter("alias")}
    named |= {element.get("fieldName") for element in root.iter("text-style")}
    named |= {d.get("classificationField") for d in root.iter("LinearlyInterpolatedDiagramRenderer")}
    named |= {a.get("field").strip('"') for a in root.iter("attribute")}
    for option in root.iter("Option"):
        if option.get("name") == "field":
            named.add(option.get("value"))
        if option.get("name") in ("expression", "geometryModifier"):
            named |= set(re.findall(r'"([^"]+)"', option.get("value")))
    return named - {None}


def parsed(content: bytes | str) -> ET.Element:
    """The root of an XML file that the test made."""
    return ET.fromstring(content)  # noqa: S314 our own file


def features_of(content: bytes) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(content)["features"]
    return features


def placemarks_of(content: bytes) -> list[ET.Element]:
    return list(parsed(content).iter(f"{NAMESPACE}Placemark"))
