"""From what a product says to a specification: title, subtitle, notes, sources, dates, labels and inset are settled here."""

from dataclasses import fields, replace

from annexmaps.config import OrganisationConfig
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.months import day_label, month_label, number_label
from annexmaps.places.gazetteer import COMMUNE
from annexmaps.products.atlas_page import make_unit_layers, placed_in_unit, unit_ingredients
from annexmaps.products.atlas_units import parent_region, unit_label
from annexmaps.products.greyscale import loses_order_in_greyscale
from annexmaps.products.inset import crowded_window
from annexmaps.products.labels import commune_labels, map_labels
from annexmaps.products.product import Ingredients, Layers, Listing, Product
from annexmaps.spec import Label, ListSpec, MapSpec, Page, PageUnit
from annexmaps.version import __version__
from annexmaps.words import Words

PAGE_WORDS = ("scale", "north", "locator", "others", "schematic", "inset", "not_drawn",
              "unplaced", "unplaced_names", "unplaced_numbers", "unplaced_stacks")  # fmt: skip


def compose(
    product: Product, ingredients: Ingredients, *, slug: str, made_on: str, unit: PageUnit | None = None
) -> MapSpec | ListSpec:
    """Return the specification of `product` for the month, edition and language of `ingredients`; `made_on` is the production date, ISO.

    With `unit` it is the unit's page of an atlas.
    """
    own = ingredients if unit is None else unit_ingredients(ingredients, unit)
    made = product.make(ingredients) if unit is None else make_unit_layers(product, ingredients, own, unit)
    page = page_of(product, made, own, made_on)
    if unit is not None:
        page = _unit_page(page, product, made, own, unit)
    release, words = ingredients.release, ingredients.words
    head = {
        "product": product.annex,
        "slug": slug,
        "month": str(release.month),
        "edition": release.rules.edition,
        "lang": words.lang,
        "page": page,
        "theme": ingredients.theme,
    }
    if isinstance(made, Listing):
        listed = {field.name: getattr(made, field.name) for field in fields(ListSpec) if hasattr(made, field.name)}
        return ListSpec(**head, **listed)  # type: ignore[arg-type]
    return MapSpec(
        **head,  # type: ignore[arg-type]
        base=ingredients.base,
        legends=made.legends,
        area_layers=made.area_layers,
        circles=made.circles,
        marks=made.marks,
        mark_symbols=made.mark_symbols,
        stacks=made.stacks,
        labels=_labels(made, ingredients, own, unit),
        tables=made.tables,
        items=made.items,
        records=made.records,
        record_columns=made.record_columns,
        record_fields=made.record_fields,
        record_classes=made.record_classes,
        data_level=made.data_level,
        inset=crowded_window(made.focus),
        variant=product.variant,
        unit=unit,
    )


def _labels(made: Layers, ingredients: Ingredients, own: Ingredients, unit: PageUnit | None) -> tuple[Label, ...]:
    said = [stack.title for stack in made.stacks]
    names = map_labels(ingredients.release.boundaries, ingredients.words, said=said)
    if unit is None:
        return names
    # the title names the unit, and its région
    own_regions = set(own.release.boundaries.regions["name"])
    names = tuple(name for name in names if name.kind != "region" or name.text not in own_regions)
    marked = {*(circle.pcode for circle in made.circles), *(mark.pcode for mark in made.marks)}
    return (*names, *commune_labels(own.release.boundaries, names, marked=marked))


def _unit_page(page: Page, product: Product, made: Layers | Listing, own: Ingredients, unit: PageUnit) -> Page:
    release, words = own.release, own.words
    region = parent_region(release.boundaries, unit)
    where = (release.boundaries.country_name, unit_label(region, words) if region else "")
    # a title ends with its month or year in brackets
    head, opening, tail = page.title.rpartition(" (")
    parts = (*where, made.headline, placed_in_unit(product, release, words))
    return replace(
        page,
        title=f"{head or page.title} – {unit_label(unit, words)}{opening}{tail if head else ''}",
        subtitle=" · ".join(part for part in parts if part),
        version=words("map.version", version=__version__, recipe=f"{_recipe(product, own)}-{unit.pcode}"),
    )


def page_of(product: Product, made: Layers | Listing, ingredients: Ingredients, made_on: str) -> Page:
    """Return the words in the margin of `product`: title, subtitle, sharing level, notes, sources, dates."""
    release, words = ingredients.release, ingredients.words
    organisation = _organisation(ingredients)
    empty = made.empty if isinstance(made, Layers) else ""
    title_words = {
        "month": month_label(release.month, lang=words.lang),
        "before": month_label(release.month.previous, lang=words.lang),
        "year": str(release.month.year),
    }
    return Page(
        title=product.title[words.lang].format_map(title_words),
        subtitle=" · ".join(
            part for part in (release.boundaries.country_name, made.headline, _placed(product, release, words)) if part
        ),
        sharing=words(f"sharing.{release.rules.edition}"),
        ribbon=words("map.fictitious") if release.example else "",
        notes=_notes(product, made, ingredients),
        sources=_sources(ingredients, made),
        dates=_dates(ingredients, made_on),
        disclaimer=organisation.disclaimer or words("map.disclaimer"),
        projection=words("map.projection", **_projection(ingredients.base.projection, words)),
        producer=" · ".join(
            part for part in (organisation.name or words("map.producer"), organisation.contact) if part
        ),
        version=words("map.version", version=__version__, recipe=_recipe(product, ingredients)),
        empty=empty,
        schematic=words("map.schematic") if release.boundaries.schematic else "",
        words={**{name: words(f"page.{name}") for name in PAGE_WORDS}, "list": getattr(made, "items_title", "")},
    )


def _organisation(ingredients: Ingredients) -> OrganisationConfig:
    """Return the organisation's texts: the configuration's, and the theme's where it is silent."""
    said, otherwise = ingredients.config.organisation, ingredients.theme.organisation
    names = (entry.name for entry in fields(OrganisationConfig))
    return OrganisationConfig(**{name: getattr(said, name) or getattr(otherwise, name) for name in names})


def _recipe(product: Product, ingredients: Ingredients) -> str:
    parts = (product.annex, product.variant, ingredients.release.rules.edition, ingredients.theme.name)
    return "-".join(part for part in parts if part)


def _placed(product: Product, release: ReleasedMonth, words: Words) -> str:
    """Say how many rows of the annex's table are at a commune, above it, and listed; rows made coarser by the edition count above."""
    if product.main_table not in release.accounting:
        # an edition that keeps the numbers back still says that there are such rows
        return words("map.placed_untold") if product.main_table in release.tables else ""
    account = release.accounting[product.main_table]
    if not account.read:
        return words("map.placed_none")
    table = release.tables[product.main_table]
    mapped = int((table["place_level"] == COMMUNE).sum())
    listed = account.listed
    key = "map.placed_all" if mapped == account.read else "map.placed"
    counts = {"read": account.read, "mapped": mapped, "above": account.read - listed - mapped, "listed": listed}
    return words(key, **{name: number_label(count, lang=words.lang) for name, count in counts.items()})


def _notes(product: Product, made: Layers | Listing, ingredients: Ingredients) -> tuple[str, ...]:
    release, words, notes = ingredients.release, ingredients.words, list(made.notes)
    missing = release.without_polygon.get(product.main_table, ())
    if missing:
        notes.append(words("map.without_polygon", names=", ".join(missing)))
    if product.reading_note:
        notes.append(product.reading_note[words.lang])
    if isinstance(made, Layers) and loses_order_in_greyscale(made.legends, ingredients.theme):
        notes.append(words("map.greyscale_exception"))
    return tuple(notes)


def _sources(ingredients: Ingredients, made: Layers | Listing) -> str:
    boundaries, words = ingredients.release.boundaries, ingredients.words
    organisation = _organisation(ingredients).incident_source or words("map.incident_source")
    title, licence = boundaries.title_in(words.lang), boundaries.licence_in(words.lang) or words("map.no_licence")
    parts = [words("map.sources", title=title, frame=boundaries.own_frame, licence=licence)]
    parts += boundaries.note_sentences(words.lang)
    parts += [words("map.sources_tables", organisation=organisation)]
    if ingredients.base.neighbours:
        parts.append(words("map.sources_context"))
    parts += made.sources if isinstance(made, Layers) else ()
    return " ".join(parts)


def _dates(ingredients: Ingredients, made_on: str) -> str:
    release, words, dates = ingredients.release, ingredients.words, ingredients.config.dates
    first, last = release.month.first_day, release.month.last_day
    period = words("map.period", first=day_label(first, lang=words.lang), last=day_label(last, lang=words.lang))
    cut_off = words("map.cut_off", day=day_label(dates.extraction or release.cut_off, lang=words.lang))
    made = words("map.made_on", day=made_on) if made_on else words("map.made_on_unknown")
    return " ".join((period, cut_off, made))


def _projection(projection: str, words: Words) -> dict[str, str]:
    values = dict(part.lstrip("+").split("=", 1) for part in projection.split() if "=" in part)
    latitude, longitude = float(values.get("lat_0", 0)), float(values.get("lon_0", 0))
    return {
        "lat": words(
            "map.north" if latitude >= 0 else "map.south", degrees=number_label(abs(latitude), lang=words.lang)
        ),
        "lon": words(
            "map.east" if longitude >= 0 else "map.west", degrees=number_label(abs(longitude), lang=words.lang)
        ),
    }
