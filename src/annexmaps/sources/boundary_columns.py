"""Column dialects of boundary files: where COD-AB, FieldMaps and geoBoundaries keep codes, names, parents and dates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import geopandas as gpd
import pandas as pd
from babel import Locale
from babel.core import get_global

from annexmaps.vocabulary.folding import mend_mojibake

FINEST_LEVEL = 3  # admin level of communes
LEVEL_NAMES = {1: "region", 2: "cercle"}
NAME_LANGUAGES = ("fr", "", "en", "pt", "es")  # most wanted first; "" is a name whose language is not told

# map service admin3Pcode, shapefiles admin3Pcod and ADM3_PCODE, 2025 adm3_pcode; HXL #adm3+code; FieldMaps adm3_src
_PCODE = (
    re.compile(r"adm(?:in)?(?P<level>\d)_?pcode?"),
    re.compile(r"#adm(?P<level>\d)\+code(\+\w+)*"),
    re.compile(r"adm(?P<level>\d)_src"),
)
# admin3Name_fr, admin3Name, adm3_name, adm3_name1, #adm3+name+i_fr, ADM3_FR
_NAME = (
    re.compile(r"adm(?:in)?(?P<level>\d)_?name(?P<order>\d?)(_(?P<lang>[a-z]{2,3}))?"),
    re.compile(r"#adm(?P<level>\d)\+name(\+i_(?P<lang>[a-z]{2,3}))?(?P<order>)"),
    re.compile(r"adm(?P<level>\d)_(?!id$|src$)(?P<lang>[a-z]{2})(?P<order>)"),
)
_DATES = ("validon", "valid_on", "#date+valid", "src_date", "date")
_COUNTRIES = ("iso3", "iso_3", "adm0_iso3", "shapegroup", "iso2")
_ISO_DATE = re.compile(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})")


@dataclass(frozen=True)
class Columns:
    """The headers of one table that hold codes and names, by admin level; several names are in order of preference."""

    pcodes: Mapping[int, str]
    names: Mapping[int, tuple[str, ...]]

    @property
    def finest_level(self) -> int:
        """The finest level, 3 at most, that has P-codes and P-codes of its parents; 0 if there is none."""
        complete = [level for level in range(2, FINEST_LEVEL + 1) if all(n in self.pcodes for n in range(1, level + 1))]
        return max(complete, default=0)

    @property
    def any_level(self) -> int:
        """The finest level, 3 at most, that has P-codes at all."""
        return max((level for level in self.pcodes if level <= FINEST_LEVEL), default=0)


def find_columns(table: pd.DataFrame) -> Columns:
    """Return the columns of `table` that hold codes and names, whatever its dialect."""
    headers = [str(header) for header in table.columns]
    pcodes: dict[int, str] = {}
    for pattern in _PCODE:
        for header, found in _matches(pattern, headers):
            pcodes.setdefault(int(found["level"]), header)
    return Columns(pcodes, _names_by_level(headers, _languages(table)))


def tidy_units(table: gpd.GeoDataFrame, columns: Columns, *, level: int) -> gpd.GeoDataFrame:
    """Return the units of `table` at `level`: `pcode`, `name`, both parents' P-codes and names, `geometry`.

    The parents' columns are `cercle_pcode`, `cercle_name`, `region_pcode`, `region_name`; at level 2 each unit is also
    its own cercle. Cells become text; an empty name is replaced by the P-code.
    """
    tidy = {"pcode": _texts(table, [columns.pcodes[level]]), "name": _texts(table, columns.names.get(level, ()))}
    for parent, name in LEVEL_NAMES.items():
        tidy[f"{name}_pcode"] = _texts(table, [columns.pcodes[parent]])
        tidy[f"{name}_name"] = _texts(table, columns.names.get(parent, ()))
    names = [name for name in tidy if name.endswith("name")]
    named = {name: _filled(tidy[name], tidy[name.removesuffix("name") + "pcode"]) for name in names}
    return gpd.GeoDataFrame({**tidy, **named}, geometry=table.geometry.to_numpy(), crs=table.crs)


def find_country(table: pd.DataFrame, columns: Columns) -> tuple[str, str]:
    """Return the ISO 3166-1 alpha-3 code and the French name of the country of `table`; empty where it is not told."""
    headers = _by_lower_name(table)
    told = [headers[name] for name in _COUNTRIES if name in headers]
    codes = [_first_text(table, header) for header in [*told, columns.pcodes.get(0, "")] if header]
    alpha2, alpha3 = next(filter(None, map(_territory, codes)), ("", ""))
    own = next(filter(None, (_first_text(table, header) for header in columns.names.get(0, ()))), "")
    return alpha3, own or str(Locale("fr").territories.get(alpha2, ""))


def find_date(table: pd.DataFrame) -> str:
    """Return the day the units of `table` are valid on, ISO; empty if no column tells."""
    headers = _by_lower_name(table)
    days = (_iso_day(_first_value(table, headers[name])) for name in _DATES if name in headers)
    return next(filter(None, days), "")


def texts_of(column: pd.Series) -> list[str]:
    """Return the cells of `column` as text: whole numbers without a decimal point, nothing as an empty text."""
    return [_text(value) for value in column.tolist()]


def _matches(pattern: re.Pattern[str], headers: Iterable[str]) -> list[tuple[str, re.Match[str]]]:
    found = ((header, pattern.fullmatch(header.strip().lower())) for header in headers)
    return [(header, match) for header, match in found if match]


def _names_by_level(headers: list[str], languages: Mapping[str, str]) -> dict[int, tuple[str, ...]]:
    ranked: dict[int, list[tuple[int, str, str]]] = {}
    for pattern in _NAME:
        for header, found in _matches(pattern, headers):
            lang = found["lang"] or languages.get(found["order"], "")
            rank = NAME_LANGUAGES.index(lang) if lang in NAME_LANGUAGES else len(NAME_LANGUAGES)
            ranked.setdefault(int(found["level"]), []).append((rank, found["order"], header))
    return {level: tuple(header for _, _, header in sorted(names)) for level, names in ranked.items()}


def _languages(table: pd.DataFrame) -> dict[str, str]:
    # 2025 and FieldMaps: lang, lang1, lang2… tell the language of adm3_name, adm3_name1, adm3_name2
    headers = _by_lower_name(table)
    told = ((order, headers.get(f"{prefix}lang{order}")) for prefix in ("", "src_") for order in ("", "1", "2", "3"))
    return {order: _first_text(table, header)[:2].lower() for order, header in told if header}


def _texts(table: pd.DataFrame, headers: Iterable[str]) -> list[str]:
    texts = [""] * len(table)
    for header in headers:
        texts = _filled(texts, [mend_mojibake(text) for text in texts_of(table[header])])
    return texts


def _filled(texts: list[str], others: list[str]) -> list[str]:
    return [text or other for text, other in zip(texts, others, strict=True)]


def _text(value: object) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _by_lower_name(table: pd.DataFrame) -> dict[str, str]:
    return {str(header).strip().lower(): str(header) for header in reversed(table.columns)}


def _first_value(table: pd.DataFrame, header: str) -> object:
    return next((value for value in table[header].tolist() if _text(value)), None)


def _first_text(table: pd.DataFrame, header: str) -> str:
    return _text(_first_value(table, header))


def _iso_day(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    found = _ISO_DATE.match(_text(value))
    return "-".join(found.groups()) if found else ""


def _territory(code: str) -> tuple[str, str] | None:
    aliases = {old: new[0] for old, new in get_global("territory_aliases").items() if len(old) == 3 and old.isalpha()}
    if len(code) == 3:
        return (aliases[code.upper()], code.upper()) if code.upper() in aliases else None
    return next(((new, old) for old, new in sorted(aliases.items()) if new == code.upper()), None)
