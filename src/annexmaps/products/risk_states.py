"""The state of every commune on a risk map: a level, or why there is none."""

from collections.abc import Mapping

import pandas as pd

from annexmaps.kept import made_once
from annexmaps.products.monitored import coverage_by_commune
from annexmaps.sources.boundaries import Boundaries

STATES = ("incomplete", "no_report", "suspended", "not_covered")
_STATE_OF_COVERAGE = {"couvert": "no_report", "suspendu": "suspended", "non_couvert": "not_covered"}


@made_once
def state_of_communes(
    boundaries: Boundaries, levels: Mapping[str, str], coverage: pd.DataFrame | None
) -> dict[str, str]:
    """Return the level, or one of STATES, of every commune's P-code; without `coverage` a commune without a form is not covered."""
    covered = {} if coverage is None else coverage_by_commune(coverage)
    without = {pcode: _STATE_OF_COVERAGE[covered.get(pcode, "non_couvert")] for pcode in boundaries.communes["pcode"]}
    return {pcode: levels.get(pcode, state) for pcode, state in without.items()}
