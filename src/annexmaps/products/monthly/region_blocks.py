"""A block for each région, as part III of the report has it: its violations, its cercles in order, the arrow of each category."""

from annexmaps.figures import Chapter, Selection, Sentence
from annexmaps.months import number_label
from annexmaps.products.atlas_units import find_unit, unit_label
from annexmaps.products.monthly.distribution import place_names, when_words
from annexmaps.products.monthly.numbers import plural, share_words, trend
from annexmaps.products.monthly.regions import category_lines
from annexmaps.products.monthly.selection import Line, count, month_before, narrowed, region_lines
from annexmaps.products.product import Ingredients


def region_blocks(ingredients: Ingredients) -> tuple[Chapter, ...]:
    """Return a chapter for each région with violations this month or last, the most affected first, rows without région last."""
    release, words, before = ingredients.release, ingredients.words, month_before(ingredients.release)
    this = Selection(str(release.month))
    regions = region_lines(release, words, months=[this.month, *([before] if before else [])])
    order = sorted(regions, key=lambda line: (_pcode(line) == "", -count(release, narrowed(this, line)), line.name))
    return tuple(_block(region, this, before, ingredients) for region in order)


def counted_sentence(line: Line, ingredients: Ingredients, *, share_of_all: bool = False) -> Sentence:
    """Return a sentence on the violations of `line` this month and last, and their share of all if it is asked for."""
    release, words, before = ingredients.release, ingredients.words, month_before(ingredients.release)
    base = Selection(str(release.month))
    here = narrowed(base, line)
    now, whole = count(release, here), count(release, base)
    when = when_words(ingredients)
    parts = [plural("tables.said.month", now, words, **when)]
    figures = [(number_label(now, lang=words.lang), here)]
    if before:
        then = narrowed(Selection(before), line)
        said = number_label(count(release, then), lang=words.lang)
        parts.append(words("tables.said.against", count=said, **when))
        parts.insert(0, f"{_arrow(here, then, ingredients)} ")
        figures.append((said, then))
    if share_of_all and whole:
        parts.append(words("tables.said.share", share=share_words(now, whole, words)))
        figures.append((number_label(whole, lang=words.lang), base))
    return Sentence(f"{''.join(parts)}.", tuple(figures))


def _block(region: Line, this: Selection, before: str, ingredients: Ingredients) -> Chapter:
    unit = find_unit(ingredients.release.boundaries, _pcode(region))
    heading = unit_label(unit, ingredients.words) if unit else region.name
    sentences = (
        counted_sentence(region, ingredients, share_of_all=True),
        *_cercles(region, this, ingredients),
        *(_category(region, category, this, before, ingredients) for category in category_lines(ingredients)),
    )
    return Chapter(f"region_{_pcode(region) or 'none'}", heading, level=2, sentences=sentences)


def _cercles(region: Line, this: Selection, ingredients: Ingredients) -> tuple[Sentence, ...]:
    release, words, names = ingredients.release, ingredients.words, place_names(ingredients)
    inside = narrowed(this, region)
    sizes = (
        release.tables["incidents"]
        .loc[lambda rows: rows["region_pcode"] == _pcode(region), "cercle_pcode"]
        .value_counts()
    )
    order = sorted((code for code in sizes.index if code), key=lambda code: (-int(sizes[code]), names.get(code, code)))
    found = [(names.get(code, code), narrowed(inside, Line("", (("cercle_pcode", (code,)),)))) for code in order]
    sentences = []
    if found:
        said = [(f"{name} {number_label(count(release, rows), lang=words.lang)}", rows) for name, rows in found]
        key = "tables.said.cercles" if len(said) > 1 else "tables.said.one_cercle"
        sentences.append(Sentence(words(key, cercles=", ".join(text for text, _ in said)), tuple(said)))
    without = narrowed(inside, Line("", (("cercle_pcode", ("",)),)))
    if _pcode(region) and (left := count(release, without)):
        text = plural("tables.said.no_cercle", left, words)
        sentences.append(Sentence(text, ((number_label(left, lang=words.lang), without),)))
    return tuple(sentences)


def _category(region: Line, category: Line, this: Selection, before: str, ingredients: Ingredients) -> Sentence:
    release, words = ingredients.release, ingredients.words
    now = narrowed(this, region, category)
    said = number_label(count(release, now), lang=words.lang)
    figures = [(said, now)]
    values = {"category": category.name.partition(" · ")[2], "count": said}
    if not before:
        return Sentence(words("tables.said.category_alone", **values), tuple(figures))
    then = narrowed(Selection(before), region, category)
    earlier = number_label(count(release, then), lang=words.lang)
    text = words(
        "tables.said.category",
        **values,
        trend=_arrow(now, then, ingredients),
        before=earlier,
        **when_words(ingredients),
    )
    return Sentence(text, (*figures, (earlier, then)))


def _arrow(now: Selection, then: Selection, ingredients: Ingredients) -> str:
    release = ingredients.release
    return trend(count(release, now), count(release, then), tolerance=ingredients.config.trends.tolerance)


def _pcode(region: Line) -> str:
    return region.where[0][1][0]
