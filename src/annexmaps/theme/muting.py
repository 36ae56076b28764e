"""How a picture of the ground is muted, so that marks and words over it stay readable."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Muting:
    """How much of a picture is kept under a map; shares of one."""

    colour: float = 0.35  # of the colours; the rest is grey
    contrast: float = 0.6  # of the way from white: black becomes a light grey
    land_veil: float = 0.25  # of the land's colour over the country
    neighbour_veil: float = 0.48  # of the neighbours' grey around it
    water_veil: float = 0.75  # of the water's colour over the sea
    halo: float = 0.8  # of the light edge that lifts the country off its neighbours


MUTING = Muting()
