"""The cells of November 2021 that cannot all hold: no choice misses fewer of them, or the same number by less."""

from itertools import product

from annexmaps.months import Month
from annexmaps.sample import published

NOVEMBER = Month(2021, 11)
_PRINTED = {"B": 8, "C": 17, "D": 8, "E": 15}  # Ségou
_GAO_D, _GAO_A, _NORTH_BCE = 9, 1, 75  # Gao; Gao, Ménaka and Kidal together
_WIDEST_MISS = 3


def left_by_mopti_and_tombouctou():
    table, cells = published().tables[NOVEMBER], published().cells(NOVEMBER)
    return {c: n - cells["Mopti", c] - cells["Tombouctou", c] for c, n in table.categories.items()}


def choices():
    """Each way to fill Ségou and the three northern régions inside the two marginal tables, near what is printed."""
    table, left = published().tables[NOVEMBER], left_by_mopti_and_tombouctou()
    around = [range(n - _WIDEST_MISS, n + _WIDEST_MISS + 1) for n in _PRINTED.values()]
    for segou in product(range(left["A"] + 1), range(left["F"] + 1), *around):
        if sum(segou) != table.regions["Ségou"]:
            continue
        cells = dict(zip("AFBCDE", segou, strict=True))
        north = {category: left[category] - cells[category] for category in cells}
        for gao_a, gao_d in product(range(north["A"] + 1), range(max(0, north["D"]) + 1)):
            yield cells, north, gao_a, gao_d


def misses(choice):
    cells, north, gao_a, gao_d = choice
    wrong = {f"Ségou {c}": abs(cells[c] - n) for c, n in _PRINTED.items()}
    wrong["Gao A"], wrong["Gao D"] = abs(gao_a - _GAO_A), abs(gao_d - _GAO_D)
    wrong["north B, C, E"] = abs(sum(north[c] for c in "BCE") - _NORTH_BCE)
    return {cell: number for cell, number in wrong.items() if number}


def cost(choice):
    wrong = misses(choice)
    return len(wrong), sum(wrong.values())


def test_the_only_nearer_choice_denies_the_movement_that_the_text_places_at_bara():
    possible = list(choices())
    least = min(cost(choice) for choice in possible)
    assert [misses(choice) for choice in possible if cost(choice) == least] == [{"Ségou D": 1, "Gao A": 1}]


def test_with_seven_for_movements_and_services_the_choice_is_the_only_best():
    used = published().contradictions["segou_movements_and_services"].used
    possible = [choice for choice in choices() if choice[0]["A"] + choice[0]["F"] == used]
    least = min(cost(choice) for choice in possible)
    assert [misses(choice) for choice in possible if cost(choice) == least] == [{"Ségou D": 2, "Gao D": 1}]


def test_the_figures_used_are_that_choice():
    cells = published().cells(NOVEMBER)
    assert (cells["Ségou", "D"], cells["Gao", "D"], cells["Gao", "A"]) == (10, 8, 1)
