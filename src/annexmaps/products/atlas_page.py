"""One page of an atlas: the whole country's drawing with the unit's own numbers, legends, tables and notes."""

from dataclasses import replace

from annexmaps.disclosure.cut import cut_to_unit, rows_outside_units
from annexmaps.disclosure.release import ReleasedMonth
from annexmaps.months import number_label
from annexmaps.places.gazetteer import CERCLE, REGION
from annexmaps.products.product import Ingredients, Layers, Product
from annexmaps.sources.boundaries import Boundaries
from annexmaps.spec import OUTSIDE, AreaLayer, Circle, Mark, PageUnit, Symbol, Theme
from annexmaps.symbology import Legend, LegendLine
from annexmaps.words import Words


def unit_ingredients(ingredients: Ingredients, unit: PageUnit) -> Ingredients:
    """Return `ingredients` whose released month is cut to `unit`."""
    return replace(ingredients, release=cut_to_unit(ingredients.release, unit.pcode, admin_level=unit.admin_level))


def make_unit_layers(product: Product, ingredients: Ingredients, own: Ingredients, unit: PageUnit) -> Layers:
    """Return the layers of the page of `unit`: drawn from the country's `ingredients`, told from the unit's `own`.

    Outside the unit circles and marks turn grey and lose their counts and numbers; nothing is drawn that the country's page
    does not draw, at the same size.
    """
    drawn, told = product.make(ingredients), product.make(own)
    if not (isinstance(drawn, Layers) and isinstance(told, Layers)):
        raise TypeError(product.annex)
    inside = _members(own.release.boundaries, unit)
    symbols = {f"{key}.{OUTSIDE}": _greyed(symbol, ingredients.theme) for key, symbol in drawn.mark_symbols.items()}
    return replace(
        told,
        headline=told.empty or told.headline,
        area_layers=tuple(_quiet_outside(layer, inside) for layer in drawn.area_layers),
        circles=tuple(
            circle if circle.pcode in inside else _grey_circle(circle, ingredients.theme) for circle in drawn.circles
        ),
        # the table of a cercle's page says what its stack would
        stacks=tuple(s for s in drawn.stacks if s.pcode in inside) if unit.admin_level == REGION else (),
        marks=tuple(mark if mark.pcode in inside else _grey_mark(mark) for mark in drawn.marks),
        mark_symbols={**drawn.mark_symbols, **symbols} if symbols else {},
        legends=_with_outside(told.legends, drawn, unit, ingredients),
        # the table of a cercle's page has the level of each commune in both months
        items=told.items if told.marks or unit.admin_level == REGION else (),
        notes=(*told.notes, *_not_here(product, ingredients.release, unit, own, ingredients.words)),
        focus=(),
        empty="",
    )


def placed_in_unit(product: Product, release: ReleasedMonth, words: Words) -> str:
    """Say how many of the unit's rows are at a commune and above it; where the edition does not count them, that there may be such rows."""
    account = release.accounting.get(product.main_table)
    if account is None or not release.tells_rows:
        return words("map.placed_untold") if product.main_table in release.tables else ""
    if account.mapped == account.read > 0:
        return words("map.placed_all")
    numbers = {"mapped": account.mapped, "above": account.aggregated}
    return words("map.placed_unit", **{name: number_label(count, lang=words.lang) for name, count in numbers.items()})


def _members(boundaries: Boundaries, unit: PageUnit) -> frozenset[str]:
    return frozenset({unit.pcode, *boundaries.cercles["pcode"], *boundaries.communes["pcode"]})


def _quiet_outside(layer: AreaLayer, inside: frozenset[str]) -> AreaLayer:
    return replace(layer, areas=tuple(a if a.pcode in inside else replace(a, text="", sign="") for a in layer.areas))


def _grey_circle(circle: Circle, theme: Theme) -> Circle:
    return replace(circle, parts=((theme.colours.outside, 1.0),), text="", key=OUTSIDE)


def _grey_mark(mark: Mark) -> Mark:
    return replace(mark, key=f"{mark.key}.{OUTSIDE}", text="")


def _greyed(symbol: Symbol, theme: Theme) -> Symbol:
    # a hollow symbol stays hollow
    kept = ("", theme.paper.page)
    fill, edge = (colour if colour in kept else theme.colours.outside for colour in (symbol.fill, symbol.edge))
    return replace(symbol, fill=fill, edge=edge)


def _with_outside(
    legends: tuple[Legend, ...], drawn: Layers, unit: PageUnit, ingredients: Ingredients
) -> tuple[Legend, ...]:
    theme, words = ingredients.theme, ingredients.words
    circle = Symbol("circle", theme.colours.outside, theme.paper.page, 0.5, size=3.2)
    symbol = circle if drawn.circles or drawn.marks else Symbol(fill=theme.colours.outside_area)
    line = LegendLine(OUTSIDE, words(f"atlas.outside_{unit.admin_level}"), symbol)
    if legends and not legends[-1].title:
        return (*legends[:-1], replace(legends[-1], lines=(*legends[-1].lines, line)))
    return (*legends, Legend("", (line,)))


def _not_here(
    product: Product, release: ReleasedMonth, unit: PageUnit, own: Ingredients, words: Words
) -> tuple[str, ...]:
    """Say how many rows stand above the unit, where the edition counts them."""
    table = product.main_table
    if not own.release.tells_rows:
        return (words("atlas.only_region_untold"),) if unit.admin_level == CERCLE else ()
    # a cercle's cut keeps its région
    within = own.release.boundaries.regions["pcode"].iloc[0] if unit.admin_level == CERCLE else ""
    count = rows_outside_units(release, table, admin_level=unit.admin_level, within=within)
    if not count:
        return ()
    rows = words(f"atlas.{'one' if count == 1 else 'many'}_{table}", count=number_label(count, lang=words.lang))
    return (words("atlas.only_region" if unit.admin_level == CERCLE else "atlas.no_region", rows=rows),)
