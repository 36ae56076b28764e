"""The names of the files that a build writes."""

import re

from annexmaps.render.formats import Renderer
from annexmaps.spec import ListSpec, MapSpec, PageUnit
from annexmaps.theme import A4_LANDSCAPE
from annexmaps.vocabulary.folding import fold

ATLAS_LEVELS = {"region": 1, "cercle": 2}  # as options and file names say them: admin level
_NO_NAME = re.compile(r"[^0-9A-Za-z]+")
_LONGEST = 40  # letters of a unit's name


def file_name(specification: MapSpec | ListSpec, renderer: Renderer, *, example: bool, book: str = "") -> str:
    """Return <month>_annexe-<n>_<slug>[_<variant>][_<unit>][_exemple][_<page>][_<kind>]_<edition>_<lang>.<ext>; A4 landscape is not said.

    `book`, the level of an atlas, stands in the unit's place for a file that holds all its pages: atlas-cercle.
    """
    variant, unit = "", ""
    if isinstance(specification, MapSpec):
        variant, unit = specification.variant, unit_part(specification.unit) if specification.unit else ""
    where = f"atlas-{book}" if book else unit
    head = [specification.month, f"annexe-{specification.product}", specification.slug, variant, where]
    marks = ("exemple" if example else "", _page_name(specification), renderer.variant)
    parts = (*head, *marks, specification.edition, specification.lang)
    return f"{'_'.join(part for part in parts if part)}.{renderer.extension}"


def month_file_name(
    specification: MapSpec | ListSpec, what: str, renderer: Renderer, *, example: bool, lang: str
) -> str:
    """Return <month>_<what>[_exemple][_<kind>]_<edition>_<lang>.<ext>, of a file that holds all annexes of a month."""
    head = {"month": specification.month, "edition": specification.edition, "lang": lang}
    return file_of_month(what, renderer.extension, **head, example=example, kind=renderer.variant)


def file_of_month(
    what: str, extension: str, *, month: str, edition: str, lang: str, example: bool, kind: str = ""
) -> str:
    """Return <month>_<what>[_exemple][_<kind>]_<edition>_<lang>.<extension>."""
    parts = (month, what, "exemple" if example else "", kind, edition, lang)
    return f"{'_'.join(part for part in parts if part)}.{extension}"


def _page_name(specification: MapSpec | ListSpec) -> str:
    if not isinstance(specification, MapSpec) or specification.theme.page == A4_LANDSCAPE:
        return ""
    return specification.theme.page.name


def unit_part(unit: PageUnit) -> str:
    """Return `unit` as file names say it: cercle-koro_ML0504; without its code where that is its name."""
    name, code = (_NO_NAME.sub("-", text).strip("-")[:_LONGEST] for text in (fold(unit.name), unit.pcode))
    level = level_name(unit.admin_level)
    return f"{level}-{name}" if fold(unit.pcode) == fold(unit.name) else f"{level}-{name}_{code}"


def level_name(admin_level: int) -> str:
    """Return the name of an atlas's level: region, cercle."""
    return next(name for name, level in ATLAS_LEVELS.items() if level == admin_level)
