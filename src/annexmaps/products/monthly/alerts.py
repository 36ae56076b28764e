"""Flash alerts by kind, and by cercle: what part III of the report says of attacks on villages."""

from annexmaps.figures import Column, ReportTable, Selection, Sentence
from annexmaps.months import number_label
from annexmaps.products.monthly.distribution import place_names, spread, spread_lines, titled_table
from annexmaps.products.monthly.numbers import plural
from annexmaps.products.monthly.selection import Line, count, cross, narrowed
from annexmaps.products.product import Ingredients


def alert_tables(ingredients: Ingredients) -> tuple[ReportTable, ...]:
    """Return the alerts by kind, and cercle × kind."""
    return spread(ingredients, "kind", key="alerts", table="flash_alerts"), _by_cercle(ingredients)


def alert_sentences(ingredients: Ingredients) -> tuple[Sentence, ...]:
    """Return a sentence for each kind of alert of the month: how many, and in which cercles."""
    release, words, names = ingredients.release, ingredients.words, place_names(ingredients)
    base, sentences = Selection(str(release.month), table="flash_alerts"), []
    for line in spread_lines(ingredients, "kind", table="flash_alerts"):
        found = narrowed(base, line)
        if number := count(release, found):
            cercles = [names[code] for code in _cercles(ingredients, line) if code]
            text = plural(
                "tables.said.alerts",
                number,
                words,
                kind=line.name,
                cercles=", ".join(cercles) or words("tables.not_given"),
            )
            sentences.append(Sentence(text, ((number_label(number, lang=words.lang), found),)))
    return tuple(sentences)


def _by_cercle(ingredients: Ingredients) -> ReportTable:
    release, words, names = ingredients.release, ingredients.words, place_names(ingredients)
    base = Selection(str(release.month), table="flash_alerts")
    kinds = [
        line for line in spread_lines(ingredients, "kind", table="flash_alerts") if count(release, narrowed(base, line))
    ]
    codes = sorted(_cercles(ingredients, Line("", ())), key=lambda code: (code == "", names.get(code, code)))
    whole = Line(words("map.total"), ())
    lines = [Line(names.get(code, words("atlas.no_part_2")), (("cercle_pcode", (code,)),)) for code in codes]
    counts = cross(release, base, [*lines, whole], [*kinds, whole])
    return titled_table(
        "alert_cercles",
        (Column(words("tables.head.cercles"), "text"), *(Column(line.name) for line in kinds), Column(whole.name)),
        tuple((line.name, *row) for line, row in zip([*lines, whole], counts, strict=True)),
        ingredients,
        rule="cross",
    )


def _cercles(ingredients: Ingredients, line: Line) -> list[str]:
    alerts = ingredients.release.tables["flash_alerts"]
    rows = alerts if not line.where else alerts[alerts["kind"].isin(line.where[0][1])]
    sizes = rows["cercle_pcode"].value_counts()
    return sorted(sizes.index, key=lambda code: (-int(sizes[code]), code))
