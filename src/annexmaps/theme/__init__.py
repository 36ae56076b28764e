"""The look of every annex: paper, page size, fonts, colours and symbols. Plain values; a theme file may change them."""

from annexmaps.theme.colours import RISK_PALETTES as RISK_PALETTES
from annexmaps.theme.colours import Colours as Colours
from annexmaps.theme.logo import Logo as Logo
from annexmaps.theme.page_size import A4_LANDSCAPE as A4_LANDSCAPE
from annexmaps.theme.page_size import PAGE_SIZES as PAGE_SIZES
from annexmaps.theme.page_size import PageSize as PageSize
from annexmaps.theme.symbol import Symbol as Symbol
from annexmaps.theme.theme import FONTS as FONTS
from annexmaps.theme.theme import LineWidths as LineWidths
from annexmaps.theme.theme import Paper as Paper
from annexmaps.theme.theme import TextSizes as TextSizes
from annexmaps.theme.theme import Theme as Theme
