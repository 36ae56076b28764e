"""Cells of a sample row that say where: names, P-code, coordinates, precision."""

import unicodedata
from random import Random

from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.headers import LANG
from annexmaps.vocabulary import label

_WITHOUT_PCODE = 0.12  # share of rows with a commune
_PLAIN_SPELLING = 0.08  # share of rows whose commune is written without accents or in capitals
_IN_CAPITALS = 0.5  # share of the plainly spelt
_DIGITS = 4  # of a coordinate, about 10 m


def place_cells(region: str, cercle: str, commune: Commune | None, *, spelling: Random) -> list[str]:
    """Return région, cercle, commune, localité (always empty) and P-code; some without P-code, some plainly spelt."""
    name, pcode = (commune.name, commune.pcode) if commune else ("", "")
    without_pcode, plain = spelling.random() < _WITHOUT_PCODE, spelling.random() < _PLAIN_SPELLING
    return [region, cercle, _plain(name, spelling) if plain else name, "", "" if without_pcode else pcode]


def point_cells(commune: Commune | None, cercle: str, point: tuple[float, float] | None) -> list[str]:
    """Return latitude, longitude and precision of a row."""
    if point and commune:
        return [f"{point[0]:.{_DIGITS}f}", f"{point[1]:.{_DIGITS}f}", label("precision", "localite", lang=LANG)]
    code = "commune" if commune else "cercle" if cercle else "region"
    return ["", "", label("precision", code, lang=LANG)]


def point_near(commune: Commune | None, drawn: Random) -> tuple[float, float] | None:
    """Return a latitude and longitude near the commune's coordinate, or None if it has none."""
    east, north = drawn.uniform(-1, 1), drawn.uniform(-1, 1)
    if commune is None or commune.latitude is None or commune.longitude is None:
        return None
    # a square of this half-side fits in the circle of the largest shift
    reach = commune.shift / 2**0.5
    return commune.latitude + north * reach, commune.longitude + east * reach


def _plain(name: str, spelling: Random) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return letters.upper() if spelling.random() < _IN_CAPITALS else letters
