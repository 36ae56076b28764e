"""Composing: the pages of a released month, one specification each."""

import os
from datetime import UTC, datetime
from functools import cached_property

from annexmaps.config import Config
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.errors import UsageError
from annexmaps.figures import TablesSpec
from annexmaps.kept import Kept
from annexmaps.months import day_label
from annexmaps.products import product_slug
from annexmaps.products.base import make_base
from annexmaps.products.compose import compose
from annexmaps.products.monthly.chapters import month_tables
from annexmaps.products.product import Ingredients, Product
from annexmaps.sources.population import Population
from annexmaps.spec import ListSpec, MapSpec, PageUnit
from annexmaps.theme import Theme
from annexmaps.words import Words

_PAGES: Kept[MapSpec | ListSpec] = Kept(160)  # those of a year in two languages: later months show them again


class Composer:
    """Composes the pages of one released month in one language; what lies under its maps is made once."""

    def __init__(
        self,
        release: ReleasedMonth,
        config: Config,
        lang: str,
        *,
        theme: Theme | None = None,
        population: Population | None = None,
    ) -> None:
        self.release = release
        self.config = config
        self.lang = lang
        self.theme = theme or Theme()
        self.population = population

    def can_make(self, page: Product) -> bool:
        """Tell whether the edition may have `page` and the month holds the tables it needs."""
        fit = page.may_leave(self.release.rules) and not missing_tables(page, self.release)
        return fit and (not page.compares or page.has_month_before(self.release))

    def compose(self, page: Product, unit: PageUnit | None = None) -> MapSpec | ListSpec:
        """Return the specification of `page`: the country's, or that of `unit`."""

        def make() -> MapSpec | ListSpec:
            slug = product_slug(page.annex)
            return compose(page, self._ingredients, slug=slug, made_on=self._made_on, unit=unit)

        # an atlas asks for the page of a unit once
        return make() if unit else _PAGES.get((self.release, page.annex, page.variant, self._settings), make)

    def tables(self) -> TablesSpec:
        """Return the tables, charts and sentences of the report."""
        return month_tables(self._ingredients, made_on=self._made_on)

    @cached_property
    def _ingredients(self) -> Ingredients:
        words = Words(self.lang)
        base = make_base(self.release.boundaries, words)
        return Ingredients(self.release, words, self.config, base, theme=self.theme, population=self.population)

    @cached_property
    def _settings(self) -> tuple[str, ...]:
        # all that a page is made from beside the release
        return self.lang, self._made_on, repr((self.config, self.theme, self.population))

    @cached_property
    def _made_on(self) -> str:
        made = production_date(self.config)
        return day_label(datetime.fromisoformat(made).date(), lang=self.lang) if made else ""


def missing_tables(page: Product, release: ReleasedMonth) -> tuple[str, ...]:
    """Return the tables that `page` needs and `release` does not hold."""
    return tuple(name for name in page.needs if name not in release.tables)


def production_date(config: Config) -> str:
    """Return the production date, ISO, UTC: SOURCE_DATE_EPOCH, else the configuration's, else "" — never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return config.dates.production.isoformat() if config.dates.production else ""
    if not epoch.isdigit():
        raise UsageError("build.production_date", value=epoch)
    return datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
