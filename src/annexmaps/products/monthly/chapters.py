"""The chapters of a month in the report's order, each made where the edition and the month hold what it needs."""

from annexmaps.figures import Chapter, Sentence, TablesSpec
from annexmaps.products.compose import page_of
from annexmaps.products.monthly.alerts import alert_sentences, alert_tables
from annexmaps.products.monthly.circumstances import (
    circumstance_sentences,
    circumstance_tables,
    held_columns,
)
from annexmaps.products.monthly.coverage_change import can_compare_coverage, coverage_change, coverage_sentences
from annexmaps.products.monthly.region_blocks import region_blocks
from annexmaps.products.monthly.regions import cercles_by_month, regions_by_category, tolerance_note, trends_by_region
from annexmaps.products.monthly.risk import levels_by_number, levels_of_communes, move_sentences, moved_levels
from annexmaps.products.monthly.selection import month_before
from annexmaps.products.monthly.types import month_sentences, types_by_region, types_table
from annexmaps.products.monthly.year_tables import table_ii, table_iii
from annexmaps.products.product import Ingredients, Listing, Product
from annexmaps.words import in_every_language


def month_tables(ingredients: Ingredients, *, made_on: str) -> TablesSpec:
    """Return the tables, charts and sentences of the month of `ingredients`; `made_on` is the production date in words."""
    release, words = ingredients.release, ingredients.words
    made = Listing("", (), (), (), (), (), notes=_notes(ingredients))
    product = Product(annex="", title=in_every_language("tables.page_title"), layers=_no_layers, table="incidents")
    page = page_of(product, made, ingredients, made_on)
    return TablesSpec(
        str(release.month), release.rules.edition, words.lang, page, month_chapters(ingredients), ingredients.theme
    )


def month_chapters(ingredients: Ingredients) -> tuple[Chapter, ...]:
    """Return the chapters of the month; one that the edition leaves out is named in a sentence."""
    held = ingredients.release.tables
    chapters: list[Chapter] = []
    if "incidents" in held:
        chapters += _incidents(ingredients) if ingredients.release.rules.rows else _told(ingredients)
    if "risk_index" in held:
        chapters.append(_risk(ingredients))
    if "incidents" in held and ingredients.release.rules.rows:
        chapters.append(_circumstances(ingredients))
    if "incidents" in held and ingredients.release.rules.rows:
        chapters.append(_coverage(ingredients))
    if "flash_alerts" in held and ingredients.release.rules.rows:
        chapters.append(_alerts(ingredients))
    return tuple(chapters)


def _incidents(ingredients: Ingredients) -> list[Chapter]:
    words = ingredients.words
    by_category = (table_ii(ingredients), types_table(ingredients), types_by_region(ingredients))
    by_region = (
        table_iii(ingredients),
        regions_by_category(ingredients),
        trends_by_region(ingredients),
        cercles_by_month(ingredients),
    )
    rule = (Sentence(tolerance_note(ingredients)),) if month_before(ingredients.release) else ()
    return [
        Chapter("ii", words("tables.chapter.ii"), sentences=month_sentences(ingredients), tables=by_category),
        Chapter("iii", words("tables.chapter.iii"), sentences=rule, tables=by_region),
        *region_blocks(ingredients),
    ]


def _told(ingredients: Ingredients) -> list[Chapter]:
    words = ingredients.words
    left_out = Sentence(words("tables.left_out.public"))
    return [Chapter("iii", words("tables.chapter.iii"), sentences=(left_out,), tables=(table_iii(ingredients),))]


def _risk(ingredients: Ingredients) -> Chapter:
    tables = [levels_by_number(ingredients), levels_of_communes(ingredients)]
    if month_before(ingredients.release, "risk_index"):
        tables.insert(1, moved_levels(ingredients))
    return Chapter(
        "iv", ingredients.words("tables.chapter.iv"), sentences=move_sentences(ingredients), tables=tuple(tables)
    )


def _circumstances(ingredients: Ingredients) -> Chapter:
    words = ingredients.words
    if not held_columns(ingredients):
        return Chapter("v", words("tables.chapter.v"), sentences=(Sentence(words("tables.left_out.circumstances")),))
    sentences = circumstance_sentences(ingredients)
    return Chapter("v", words("tables.chapter.v"), sentences=sentences, tables=circumstance_tables(ingredients))


def _coverage(ingredients: Ingredients) -> Chapter:
    heading = ingredients.words("tables.chapter.coverage")
    if not can_compare_coverage(ingredients):
        return Chapter("coverage", heading, sentences=(Sentence(ingredients.words("tables.said.no_coverage")),))
    return Chapter(
        "coverage", heading, sentences=coverage_sentences(ingredients), tables=(coverage_change(ingredients),)
    )


def _alerts(ingredients: Ingredients) -> Chapter:
    heading = ingredients.words("tables.chapter.alerts")
    return Chapter("alerts", heading, sentences=alert_sentences(ingredients), tables=alert_tables(ingredients))


def _no_layers() -> Listing:
    # the page's words are asked for, and no map
    return Listing("", (), (), (), (), ())


def _notes(ingredients: Ingredients) -> tuple[str, ...]:
    words, rules = ingredients.words, ingredients.release.rules
    if not rules.rows:
        return (words("tables.left_out.public"),)
    if rules.is_internal:
        return (words("tables.left_out.internal"),)
    return () if held_columns(ingredients) else (words("tables.left_out.circumstances"),)
