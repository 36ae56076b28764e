"""Colours that keep their order and stay apart in greyscale, in print and for colour-blind readers."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from annexmaps.theme import Theme
from annexmaps.theme.symbols import alert_symbols, state_symbols

THEME = Theme()
COLOURS, STATES = THEME.colours, state_symbols(THEME)

# linear RGB as seen without one kind of cone: Machado, Oliveira and Fernandes (2009), severity 1
DEFICIENCIES = {
    "none": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def lab(colour, deficiency="none"):
    srgb = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(DEFICIENCIES[deficiency] @ linear, 0, 1)
    ratio = TO_XYZ @ seen / WHITE
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("deficiency", list(DEFICIENCIES))
@pytest.mark.parametrize("ramp", [tuple(COLOURS.risk.values()), COLOURS.circles[::-1]])
def test_a_ramp_grows_lighter_step_by_step(ramp, deficiency):
    lightness = [lab(colour, deficiency)[0] for colour in ramp]
    assert [step for step in pairwise(lightness) if step[1] - step[0] < 8] == []


@pytest.mark.parametrize("deficiency", list(DEFICIENCIES))
def test_categories_stay_apart(deficiency):
    pairs = combinations(COLOURS.categories.items(), 2)
    close = [(a, b) for (a, one), (b, two) in pairs if np.linalg.norm(lab(one, deficiency) - lab(two, deficiency)) < 20]
    assert close == []


def test_each_empty_state_looks_like_no_other():
    looks = {(state.shape, state.fill, state.hatch) for state in STATES.values()}
    assert len(looks) == len(STATES)


def test_nothing_of_meaning_is_white_or_land():
    fills = {state.fill for state in STATES.values()} | set(COLOURS.risk.values()) | set(COLOURS.circles)
    assert fills.isdisjoint({THEME.paper.page, THEME.paper.land})


def test_each_kind_of_alert_has_its_own_shape_and_colour():
    symbols = alert_symbols(THEME).values()
    assert (len({s.shape for s in symbols}), len({s.fill for s in symbols})) == (8, 8)
