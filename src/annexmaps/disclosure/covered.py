"""The covered communes as everybody knows them: a count of a cercle with one of them is that commune's."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from annexmaps.sources.boundaries import Boundaries


@dataclass(frozen=True)
class Covered:
    """How many communes of each cercle the monitoring covers."""

    communes: Mapping[str, int]  # by cercle P-code, those with at least one
    regions: Mapping[str, str]  # cercle P-code to région P-code

    @property
    def cercles_of_several(self) -> frozenset[str]:
        """The cercles with two covered communes or more."""
        return frozenset(pcode for pcode, count in self.communes.items() if count > 1)

    def can_share(self, region: str, count: int, *, smallest: int, told: Collection[str]) -> bool:
        """Tell whether `count` rows of one type in `region` leave open how many are in each of its cercles.

        `told` are cercles whose rows are told apart. The others of several covered communes hold less than `smallest` each, else they
        would be told; so the count must not fill them all, and there must be two to share it.
        """
        cercles = [pcode for pcode in self.communes if self.regions[pcode] == region and pcode not in told]
        several = [pcode for pcode in cercles if pcode in self.cercles_of_several]
        if len(cercles) < 2:
            return False
        return len(several) < len(cercles) or count < (smallest - 1) * len(several)


def covered_communes(coverage: pd.DataFrame | None, boundaries: Boundaries) -> Covered:
    """Return the covered communes per cercle of a located `coverage` table; without one every commune may be covered."""
    communes = boundaries.communes
    if coverage is not None:
        communes = communes[communes["pcode"].isin(coverage.loc[coverage["status"] == "couvert", "commune_pcode"])]
    cercles = boundaries.cercles
    regions = dict(zip(cercles["pcode"], cercles["region_pcode"], strict=True))
    return Covered(communes.groupby("cercle_pcode").size().to_dict(), regions)
