"""The ground, what is written on it and how often: borders shared, room found, nothing drawn that is not seen."""

from collections.abc import Callable
from random import Random

import pytest
from opened_pages import Opened

Open = Callable[..., Opened]
TRACED = (
    "() => ground.layer.shapes.filter(({ closed, element }) => closed && element.getAttribute('d') !== 'M0 0').length"
)
BOXES = """(boxes) => { const room = new Room(); const kept = [];
    return boxes.map((box) => {
        const met = kept.filter((other) => meets(box, other)).length;
        const told = [room.free(box), room.met(box).length];
        room.add(box); kept.push(box);
        return [told, [met === 0, met]];
    }); }"""


def test_two_communes_have_every_corner_of_their_border_in_common(look: Open) -> None:
    opened = look("3")
    corners = opened.ask("""() => {
        const told = (text) => text.match(/-?[\\d.]+ -?[\\d.]+/g);
        const drawn = ground.communes.map(({ element }) => new Set(told(element.getAttribute('d'))));
        return communes.flatMap((commune, number) => arcsOf(number).filter((arc) => arc >= 0).flatMap((arc) => {
            const others = communes.flatMap((other, side) => (arcsOf(side).includes(~arc) ? [drawn[side]] : []));
            return told(ground.layer.way(arc).on).map((corner) => [drawn[number], ...others].every((one) => one.has(corner)));
        }));
    }""")
    assert isinstance(corners, list)
    assert len(corners) > 2000
    assert set(corners) == {True}


def test_what_is_far_outside_the_view_is_not_traced(look: Open) -> None:
    opened = look("3")
    whole = int(str(opened.ask(TRACED)))
    opened.ask("() => zoomTo(units.findIndex(({ name, level }) => name === 'Bamako' && level === 1))")
    near = int(str(opened.ask(TRACED)))
    opened.ask("() => showWhole(ground.map)")
    assert opened.ask(TRACED) == whole
    assert whole >= 701
    assert near < whole / 2


def test_room_is_found_as_if_every_box_were_compared(look: Open) -> None:
    chance = Random(20211130)  # noqa: S311 - the same boxes each time
    boxes = []
    for _ in range(400):
        x, y = chance.uniform(-60, 1300), chance.uniform(-60, 900)
        boxes.append([x, y, x + chance.uniform(1, 150), y + chance.uniform(1, 60)])
    told = look().ask(BOXES, boxes)
    assert isinstance(told, list)
    assert [found for found, _ in told] == [known for _, known in told]


def test_of_marks_at_one_place_the_last_of_each_symbol_is_drawn(look: Open) -> None:
    kept = look().ask("""() => uppermost([[1, { x: 5, y: 7 }, 3, 'A'], [2, { x: 5, y: 7 }, 3, 'A'], [3, { x: 5, y: 7 }, 3, 'B'],
        [4, { x: 7, y: 5 }, 3, 'A'], [5, { x: 5, y: 7 }, 3, 'A']]).map(([number]) => number)""")
    assert kept == [3, 4, 5]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_numbers_are_written_as_the_language_writes_them(look: Open, lang: str) -> None:
    opened = look()
    opened.ask("(lang) => change({ lang })", lang)
    values = [0, 7, 999, 1000, 1_234_567, -5, -1234, 0.5]
    written = opened.ask("(values) => values.map(numberText)", values)
    assert written == opened.ask(
        "([lang, values]) => values.map((value) => new Intl.NumberFormat(lang).format(value))", [lang, values]
    )


def test_cercles_are_listed_as_the_language_orders_them(look: Open) -> None:
    opened = look()
    names = opened.ask("() => [...place('cercle').options].slice(1).map(({ text }) => text)")
    assert names == opened.ask(
        "() => cercles.map(([, name]) => name).sort((one, other) => one.localeCompare(other, 'fr'))"
    )
