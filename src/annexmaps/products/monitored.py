"""The monitored zone: which communes the monitoring covers, as an under-layer and as states."""

import pandas as pd

from annexmaps.kept import made_once
from annexmaps.products.product import Layers
from annexmaps.spec import Area, AreaLayer, Symbol
from annexmaps.symbology import Categorized
from annexmaps.theme import Theme
from annexmaps.theme.symbols import monitored_symbol
from annexmaps.words import Words

# when partners of one commune disagree, the strongest state holds
PRECEDENCE = ("couvert", "suspendu", "non_couvert")


@made_once
def coverage_by_commune(coverage: pd.DataFrame) -> dict[str, str]:
    """Return the coverage status of each commune's P-code; of several lines the strongest holds: covered, suspended, not covered."""
    located = coverage[(coverage["commune_pcode"] != "") & (coverage["status"] != "")]
    ranks = located["status"].map({status: rank for rank, status in enumerate(PRECEDENCE)})
    best = ranks.groupby(located["commune_pcode"], sort=True).min()
    return {str(pcode): PRECEDENCE[int(rank)] for pcode, rank in best.items()}


def monitored_zone(coverage: pd.DataFrame | None, words: Words, theme: Theme) -> Layers:
    """Return a light shade over covered communes, so that "no circle" reads differently where nobody monitors."""
    if coverage is None:
        return Layers()
    covered = [pcode for pcode, status in coverage_by_commune(coverage).items() if status == "couvert"]
    symbols: dict[str, Symbol] = {"couvert": monitored_symbol(theme)}
    layer = AreaLayer(3, tuple(Area(pcode, "couvert") for pcode in covered), symbols, name="monitored")
    legend = Categorized(symbols, {"couvert": words("map.monitored")}).legend("", {"couvert": str(len(covered))})
    return Layers(area_layers=(layer,), legends=(legend,))
