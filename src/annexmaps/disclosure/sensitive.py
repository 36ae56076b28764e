"""Violations of sensitive types: no point ever, and no commune outside the office."""

import pandas as pd

from annexmaps.disclosure.rules import EditionRules
from annexmaps.places.gazetteer import CERCLE, REGION
from annexmaps.vocabulary import category_of_type, sensitive_types


def protect_places(incidents: pd.DataFrame, rules: EditionRules) -> pd.DataFrame:
    """Return `incidents` with the places of sensitive types made as coarse as `rules` ask.

    In every edition they lose their coordinates and locality, and so does a row without a known type in a category that has
    sensitive types: its type may have been one, misspelt. Outside the internal edition they count at the cercle where the cell
    cercle × type holds `smallest_sensitive_cell` rows, else at the région where that cell does, else at the région without type.
    """
    sensitive = incidents["type"].isin(sensitive_types())
    unsure = (incidents["type"] == "") & incidents["category"].isin(_categories_with_sensitive_types())
    hidden = sensitive | unsure
    incidents = incidents.assign(
        point_agrees=incidents["point_agrees"] & ~hidden, locality=incidents["locality"].mask(hidden, "")
    )
    return incidents if rules.is_internal else _coarsen(incidents, sensitive, rules)


def _categories_with_sensitive_types() -> frozenset[str]:
    return frozenset(category_of_type(code) for code in sensitive_types())


def _coarsen(incidents: pd.DataFrame, sensitive: pd.Series, rules: EditionRules) -> pd.DataFrame:
    cells = incidents[sensitive & (incidents["place_level"] > 0)]
    in_cercle = _cell_sizes(cells, "cercle_pcode").reindex(incidents.index, fill_value=0)
    in_region = _cell_sizes(cells, "region_pcode").reindex(incidents.index, fill_value=0)
    at_cercle = sensitive & (incidents["cercle_pcode"] != "") & (in_cercle >= rules.smallest_sensitive_cell)
    at_region = sensitive & ~at_cercle
    untyped = at_region & (in_region < rules.smallest_sensitive_cell)
    return incidents.assign(
        place_level=incidents["place_level"]
        .mask(at_cercle, CERCLE)
        .where(~at_region, incidents["place_level"].clip(upper=REGION)),
        commune_pcode=incidents["commune_pcode"].mask(sensitive, ""),
        cercle_pcode=incidents["cercle_pcode"].mask(at_region, ""),
        type=incidents["type"].mask(untyped, ""),
    )


def _cell_sizes(cells: pd.DataFrame, column: str) -> pd.Series:
    return cells.groupby([column, "type"])["type"].transform("size")
