"""People living in the communes of each class, rounded so that the figure claims no more than a raster knows."""

from collections.abc import Mapping
from dataclasses import replace
from math import floor, log10

from annexmaps.months import number_label
from annexmaps.sources.population import Population
from annexmaps.symbology import Legend
from annexmaps.words import Words

THOUSAND = 1_000
FIGURES = 3  # of a million and more


def with_people(legend: Legend, states: Mapping[str, str], population: Population | None, words: Words) -> Legend:
    """Return `legend` with the people living in communes of each class beside their number; as it is without a population.

    `states` are the classes of communes by P-code, the keys of the legend's lines.
    """
    if population is None:
        return legend
    people = people_of_classes(states, population.people)
    lines = [
        replace(line, beside=words("population.people", people=people_label(people[line.key], words)))
        if line.key in people
        else line
        for line in legend.lines
    ]
    # what the abbreviation means is said under the first legend, which has a note of its own
    note = f"{legend.note} {words('population.legend_note')}" if legend.note else ""
    return replace(legend, lines=tuple(lines), note=note)


def people_of_classes(states: Mapping[str, str], people: Mapping[str, float]) -> dict[str, float]:
    """Return the people living in the communes of each class of `states` (class by P-code), not rounded."""
    sums: dict[str, float] = {}
    for pcode, state in states.items():
        sums[state] = sums.get(state, 0.0) + people.get(pcode, 0.0)
    return sums


def people_label(people: float, words: Words) -> str:
    """Return `people` in thousands, or with three figures from a million on: 457 000, 1 240 000; under a thousand as such."""
    if people <= 0:
        return "0"
    if people < THOUSAND:
        return words("population.under_thousand", thousand=number_label(THOUSAND, lang=words.lang))
    step = 10 ** max(3, floor(log10(people)) - FIGURES + 1)
    return number_label(round(people / step) * step, lang=words.lang)


def population_sources(population: Population | None, words: Words) -> tuple[str, ...]:
    """Return the sentence of the sources line that says who counted the people."""
    if population is None:
        return ()
    source = population.source or words("population.unknown_source")
    return (words("population.sources", source=source.rstrip(".")),)
