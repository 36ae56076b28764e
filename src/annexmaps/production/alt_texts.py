"""What a map says, in numbers, for who cannot see it: its title, its figure, and the count of each of its classes."""

from annexmaps.spec import Legend, MapSpec
from annexmaps.words import Words

LONGEST = 1_500  # letters: a screen reader reads it all aloud


def alt_text(spec: MapSpec) -> str:
    """Return the alternative text of the map of `spec`: headline, classes with their counts, how many lines its list has."""
    words = Words(spec.lang)
    page = spec.page
    counted = [_counted(legend, words) for legend in spec.legends]
    listed = (
        [words("document.alt_items", title=page.words.get("list", ""), count=len(spec.items))] if spec.items else []
    )
    said = (page.ribbon, page.title, page.subtitle, *counted, *listed, page.schematic, page.sharing)
    text = " ".join(_sentence(part) for part in said if part)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _counted(legend: Legend, words: Words) -> str:
    lines = [
        words("document.alt_class", label=line.label, count=" ".join(filter(None, (line.count, line.beside))))
        for line in legend.lines
        if line.count
    ]
    if not lines:
        return ""
    told = words("joining.semicolon").join(lines)
    return words("document.alt_legend", title=legend.title, classes=told) if legend.title else told


def _sentence(text: str) -> str:
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."
