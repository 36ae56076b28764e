from collections import defaultdict
from collections.abc import Iterable
from itertools import product

import pytest

from annexmaps.disclosure.told import Told, add_up, exactly, in_class, tell_total

LIMITS = (1, 5, 10)
SMALL = set(range(1, 5))
MOST_ABOVE = 29  # rows above the commune that are tried


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0"), (1, "1–4"), (4, "1–4"), (5, "5–9"), (9, "5–9"), (10, "≥ 10"), (400, "≥ 10")]
)
def test_a_count_is_told_as_its_class(count: int, text: str) -> None:
    assert in_class(count, LIMITS).text("fr") == text


def test_a_sum_of_what_is_told_tells_no_more() -> None:
    assert add_up([exactly(3), Told(1, 4), Told(5, 9)]) == Told(9, 16)
    assert add_up([exactly(3), Told(10, None)]) == Told(13, None)


@pytest.mark.parametrize(
    ("total", "parts", "told"),
    [
        (0, [], exactly(0)),
        (3, [], Told(1, 4)),
        (5, [], exactly(5)),
        (3, [Told(1, 4)], Told(1, 4)),
        (7, [Told(1, 4)], exactly(7)),
        (5, [Told(1, 4), Told(1, 4)], Told(2, 8)),
        (18, [Told(1, 4), Told(5, 9), Told(10, None)], Told(16, 19)),
        (20, [Told(1, 4), Told(5, 9), Told(10, None)], exactly(20)),
    ],
)
def test_a_total_is_told_as_it_is_where_it_leaves_its_parts_their_classes(
    total: int, parts: list[Told], told: Told
) -> None:
    assert tell_total(total, parts, smallest=5, slack=True) == told


@pytest.mark.parametrize("parts", [1, 2, 3])
@pytest.mark.parametrize(
    "slack", [range(1), range(MOST_ABOVE + 1)], ids=["no row above the commune", "any number of rows"]
)
def test_a_reader_who_knows_the_rule_and_tries_every_month_finds_every_small_number_possible(
    parts: int, slack: Iterable[int]
) -> None:
    # all months of one région that would be told the same way
    alike: dict[tuple[tuple[Told, ...], Told], list[tuple[int, ...]]] = defaultdict(list)
    for communes in product(range(1, 10), repeat=parts):
        told = tuple(in_class(count, LIMITS) for count in communes)
        for rest in slack:
            total = tell_total(sum(communes) + rest, told, smallest=5, slack=True)
            alike[told, total].append(communes)
    for (told, total), months in alike.items():
        for part, one in enumerate(told):
            # of a larger total not all months were tried
            if one.low == 1 and total.high <= MOST_ABOVE:
                assert {communes[part] for communes in months} >= SMALL


def test_a_country_s_total_leaves_its_regions_and_their_communes_what_they_were() -> None:
    # three régions, of two, one and no communes; in the last, rows without a commune
    alike: dict[tuple[tuple[Told, ...], object, Told], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(1, 10), repeat=4):
        communes = [in_class(count, LIMITS) for count in counts[:3]]
        regions = (
            tell_total(counts[0] + counts[1], communes[:2], smallest=5, slack=True),
            tell_total(counts[2], communes[2:], smallest=5, slack=True),
            tell_total(counts[3], (), smallest=5, slack=True),
        )
        country = tell_total(sum(counts), regions, smallest=5, slack=False)
        alike[tuple(communes), regions, country].append(counts)
    left = [
        {counts[part] for counts in months}
        for (communes, *_), months in alike.items()
        for part, told in enumerate(communes)
        if told == Told(1, 4)
    ]
    assert (len(left) > 50, [seen for seen in left if not seen >= SMALL]) == (True, [])
