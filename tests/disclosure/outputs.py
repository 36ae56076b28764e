"""What is made of a month beside its annexes: the year's tables, the interactive pages' islands, the record of the checks."""

import json
import re
from pathlib import Path
from typing import Any

from annexmaps import specify
from annexmaps.config import Config
from annexmaps.disclosure.release import release
from annexmaps.disclosure.rules import edition_rules
from annexmaps.figures import TablesSpec
from annexmaps.places.located import LocatedMonth
from annexmaps.production.composing import Composer
from annexmaps.production.month_pages import month_pages
from annexmaps.products import all_products
from annexmaps.products.year_report import year_report
from annexmaps.spec import ListSpec, MapSpec, YearReport
from annexmaps.theme import Theme
from annexmaps.words import Words


def report_of(month: LocatedMonth, edition: str) -> YearReport:
    """The year's tables in French."""
    made = year_report(release(month, edition_rules(edition)), Words("fr"), Theme())
    assert made
    return made


def tables_of(month: LocatedMonth, edition: str, config: Config | None = None) -> TablesSpec:
    """The tables of the report in French."""
    settings = config or Config()
    return Composer(release(month, edition_rules(edition, settings.disclosure)), settings, "fr").tables()


def specs_of_edition(month: LocatedMonth, edition: str, *, unit: str = "") -> list[MapSpec | ListSpec]:
    """Every page of every annex that the edition may have, in French; with `unit` those of the atlas."""
    composer = Composer(release(month, edition_rules(edition)), Config(), "fr")
    pages = [page for product in all_products() for page in product.pages if composer.can_make(page)]
    return [
        specify(month, annex=page.annex, variant=page.variant, edition=edition, lang="fr", unit=unit)
        for page in pages
        if page.kind == "map" or not unit
    ]


def islands_of(month: LocatedMonth, edition: str) -> dict[str, Any]:
    """The data of each interactive page, by file name."""
    composer = Composer(release(month, edition_rules(edition)), Config(), "fr")
    return {path.name: island_in(page) for path, page in month_pages(composer, all_products(), Path())}


def island_in(page: bytes) -> Any:
    """The data island of an interactive page."""
    found = re.search(r'<script type="application/json" id="annexmaps-data">(.*?)</script>', page.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])
