"""Violations that point at people: no point ever for some, and outside the office no finer place than their type allows."""

from collections import Counter

import pandas as pd

from annexmaps.disclosure.covered import Covered
from annexmaps.disclosure.rules import EditionRules, default_rules
from annexmaps.places.gazetteer import CERCLE, REGION
from annexmaps.vocabulary import category_of_type

SHOWN = ("category", "type")  # all that a hidden row tells outside the office beside its place


def hidden_rows(incidents: pd.DataFrame, rules: EditionRules) -> pd.Series:
    """Tell which of `incidents` count as sensitive: of a sensitive type, or without a known type in a category that has one.

    The type of the latter may have been a sensitive one, misspelt or left out.
    """
    unsure = (incidents["type"] == "") & incidents["category"].isin(_categories(rules))
    return incidents["type"].isin(list(rules.sensitive)) | unsure


def hide_points(incidents: pd.DataFrame, rules: EditionRules) -> pd.DataFrame:
    """Return `incidents` without a point or a locality where the row is sensitive or laid to a named organisation, in every edition."""
    hidden = hidden_rows(incidents, rules) | incidents["perpetrator"].isin(list(rules.named))
    return incidents.assign(
        point_agrees=incidents["point_agrees"] & ~hidden, locality=incidents["locality"].mask(hidden, "")
    )


def coarsen(incidents: pd.DataFrame, rules: EditionRules, covered: Covered) -> pd.DataFrame:
    """Return `incidents` as they may be told outside the office: each keeps its région and its category.

    A row of a sensitive type is told at its cercle where the cell cercle × type holds `smallest_sensitive_cell` rows and the cercle has
    two covered communes; else at its région where what is left of the type there does and no cercle's share follows from it; else its
    type is not told. A row without a known type in a category of sensitive types stands among these. All of them lose every column
    but SHOWN.
    """
    hidden, sensitive = hidden_rows(incidents, rules), incidents["type"].isin(list(rules.sensitive))
    at_cercle = sensitive & _fills_cercle(incidents[sensitive], rules, covered).reindex(
        incidents.index, fill_value=False
    )
    rest = sensitive & ~at_cercle
    at_region = rest & _fills_region(incidents, rest, at_cercle, rules, covered)
    above = hidden & ~at_cercle
    level = incidents["place_level"]
    told = incidents.assign(
        place_level=level.mask(at_cercle, CERCLE).where(~above, level.clip(upper=REGION)),
        commune_pcode=incidents["commune_pcode"].mask(hidden, ""),
        cercle_pcode=incidents["cercle_pcode"].mask(above, ""),
        type=incidents["type"].mask(rest & ~at_region, ""),
    )
    return told.assign(**{name: _blank(told[name], hidden) for name in _details(told)})


def types_not_told(incidents: pd.DataFrame, told: pd.DataFrame, rules: EditionRules) -> pd.DataFrame:
    """Return région, category and type of the hidden rows whose type `told`, made from `incidents`, does not tell; "" for unknown."""
    silent = hidden_rows(incidents, rules) & (told["type"] == "")
    return incidents.loc[silent, ["region_pcode", "category", "type"]]


def _categories(rules: EditionRules) -> list[str]:
    return sorted({category_of_type(code) for code in rules.sensitive})


def _fills_cercle(sensitive: pd.DataFrame, rules: EditionRules, covered: Covered) -> pd.Series:
    sizes = sensitive.groupby(["cercle_pcode", "type"])["type"].transform("size")
    allowed = sensitive["type"].map(dict(rules.sensitive)) >= CERCLE
    several = sensitive["cercle_pcode"].isin(list(covered.cercles_of_several))
    return allowed & several & (sizes >= rules.smallest_sensitive_cell)


def _fills_region(
    incidents: pd.DataFrame, rest: pd.Series, at_cercle: pd.Series, rules: EditionRules, covered: Covered
) -> pd.Series:
    """Tell which rows of `rest` are in a cell région × type that is large enough and pins no cercle."""
    smallest = rules.smallest_sensitive_cell
    told: dict[str, set[str]] = {}
    for kind, cercle in _pairs(incidents[at_cercle], "type", "cercle_pcode"):
        told.setdefault(kind, set()).add(cercle)
    counts = Counter(_pairs(incidents[rest & (incidents["region_pcode"] != "")], "region_pcode", "type"))
    safe = {
        (region, kind)
        for (region, kind), count in counts.items()
        if rules.sensitive[kind] >= REGION
        and count >= smallest
        and covered.can_share(region, count, smallest=smallest, told=told.get(kind, set()))
    }
    return pd.Series([pair in safe for pair in _pairs(incidents, "region_pcode", "type")], incidents.index, dtype=bool)


def _pairs(table: pd.DataFrame, one: str, other: str) -> list[tuple[str, str]]:
    return list(zip(table[one], table[other], strict=True))


def _details(table: pd.DataFrame) -> list[str]:
    columns = (*default_rules()["internal"]["columns"]["incidents"], "date")
    return [name for name in columns if name in table and name not in SHOWN]


def _blank(column: pd.Series, hidden: pd.Series) -> pd.Series:
    return column.mask(hidden, "") if column.dtype.kind in "OTU" or str(column.dtype) == "str" else column.mask(hidden)
