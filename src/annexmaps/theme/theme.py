"""Theme: how every annex of an office looks. Plain values, the same in each map and each month."""

from dataclasses import astuple, dataclass, field

from annexmaps.config import OrganisationConfig
from annexmaps.theme.colours import Colours
from annexmaps.theme.logo import Logo
from annexmaps.theme.page_size import A4_LANDSCAPE, PageSize

# ours, then those that matplotlib ships: every machine draws the same bytes
FONTS = ("Roboto", "DejaVu Sans", "DejaVu Serif", "STIX")


@dataclass(frozen=True)
class Paper:
    """Colours of the ground under the data and of the margin; #rrggbb."""

    page: str = "#ffffff"
    land: str = "#faf7f0"
    neighbour: str = "#e6e6e4"
    neighbour_border: str = "#bdbdba"
    water: str = "#d5e6ee"
    water_line: str = "#86b4cd"
    country_halo: str = "#ffffff"
    border_country: str = "#3c3c3c"
    border_region: str = "#5f5f5f"
    border_cercle: str = "#8f8f8f"
    border_commune: str = "#c4c1b8"
    frame: str = "#4a4a4a"
    text: str = "#1f1f1f"
    text_soft: str = "#5c5c5c"
    text_region: str = "#33312c"
    text_cercle: str = "#4f4b43"
    text_water: str = "#3a7397"
    text_neighbour: str = "#666663"
    rule: str = "#b9b9b9"
    rule_soft: str = "#e2e2e0"


@dataclass(frozen=True)
class LineWidths:
    """Widths of the borders on the main frame, pt."""

    country: float = 1.1
    region: float = 0.8
    cercle: float = 0.4
    commune: float = 0.15
    neighbour: float = 0.4
    river: float = 0.7
    frame: float = 0.6


@dataclass(frozen=True)
class TextSizes:
    """The three sizes of the margin and the title's, pt; names on the map use them too."""

    title: float = 15.0
    large: float = 9.0  # subtitle, names of countries
    body: float = 7.5  # legends, tables, names of régions and towns
    small: float = 6.2  # the foot, notes, names of cercles

    def enlarged(self, by: float) -> "TextSizes":
        """Return the sizes times `by`."""
        return self if by == 1 else TextSizes(*(size * by for size in astuple(self)))


@dataclass(frozen=True)
class Theme:
    """How every annex looks; the defaults are those of the Mali protection cluster."""

    name: str = ""
    page: PageSize = A4_LANDSCAPE
    font: str = FONTS[0]
    paper: Paper = field(default_factory=Paper)
    lines: LineWidths = field(default_factory=LineWidths)
    text: TextSizes = field(default_factory=TextSizes)
    colours: Colours = field(default_factory=Colours)
    logos: tuple[Logo, ...] = ()  # beside the producer, in this order
    organisation: OrganisationConfig = field(default_factory=OrganisationConfig)  # where the configuration is silent
