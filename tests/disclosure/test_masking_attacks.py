"""An attacker who has the rules, three years of maps and a list of all villages, but not the secret."""

from itertools import combinations

import numpy as np
import pytest
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry
from tests.disclosure.communes import disc, donuts_of, mask_with, points_in

from annexmaps.disclosure.masking import FEWEST_CELLS, FEWEST_LOCALITIES, mask_in_commune
from annexmaps.disclosure.point_lattice import CommuneLattice, Degrees, Donut, cells_at, lay_lattice
from annexmaps.disclosure.point_safety import SafePoints, candidates_at, find_safe_points

DONUT = Donut(5_000.0, 15_000.0)
SECRETS = range(40)
MONTHS = 36
COMMUNES = {"round": disc(), "narrow": box(-4.21, 13.99, -3.42, 14.22), "small": disc(km=18)}


class Attacker:
    """What can be worked out from a masked point without the secret."""

    def __init__(self, commune: BaseGeometry, villages: Degrees) -> None:
        self.lattice: CommuneLattice = lay_lattice(commune, DONUT, localities=villages)
        self.safe: SafePoints = find_safe_points(self.lattice, fewest=FEWEST_LOCALITIES)
        self.villages = villages
        known = {tuple(cell): number for number, cell in enumerate(self.lattice.cells.tolist())}
        self.cell_of_village = np.array([known[tuple(cell)] for cell in cells_at(*villages.T).tolist()])
        self.donuts = donuts_of(self.lattice)
        self.place = {tuple(place): number for number, place in enumerate((self.lattice.places / 100).tolist())}

    def posterior(self, masked: Degrees) -> np.ndarray:
        """The chance of each village to be the true one of a masked point, all being equally likely before."""
        place = self.place[tuple(masked.tolist())]
        able = self.safe.cells[self.cell_of_village] & self.donuts[self.cell_of_village, place]
        weights = able / np.maximum(self.lattice.room[self.cell_of_village], 1)
        return np.asarray(weights / weights.sum())


def settled(shape: str, count: int = 60) -> Degrees:
    return points_in(COMMUNES[shape], count, seed=7)


def masked_by(villages: Degrees, secret: int, shape: str) -> Degrees:
    return mask_in_commune(villages, mask_with(secret, localities=villages), pcode="X", commune=COMMUNES[shape])


@pytest.mark.parametrize("shape", COMMUNES)
@pytest.mark.parametrize("known", [True, False])
def test_no_masked_point_gives_any_cell_twice_the_chance_of_its_candidates(shape: str, known: bool) -> None:
    lattice = lay_lattice(COMMUNES[shape], DONUT, localities=settled(shape) if known else None)
    safe = find_safe_points(lattice, fewest=FEWEST_LOCALITIES if known else FEWEST_CELLS)
    candidates = donuts_of(lattice) & (safe.cells & lattice.settled)[:, None]
    weights = candidates[:, safe.places] / np.maximum(lattice.room, 1)[:, None]
    likeliest = (weights / weights.sum(axis=0)).max(axis=0)
    assert safe.places.any()
    assert (likeliest * candidates_at(lattice, safe.cells)[safe.places] < 2).all()


@pytest.mark.parametrize("shape", COMMUNES)
def test_a_dictionary_of_all_villages_does_no_better_than_twice_chance(shape: str) -> None:
    villages = settled(shape)
    attacker, hits, chance = Attacker(COMMUNES[shape], villages), 0.0, 0.0
    for secret in SECRETS:
        for village, masked in enumerate(masked_by(villages, secret, shape)):
            if np.isfinite(masked[0]):
                posterior = attacker.posterior(masked)
                hits += float(posterior.argmax() == village)
                chance += 1 / np.count_nonzero(posterior)
    assert chance > 10
    assert hits <= 2 * chance


@pytest.mark.parametrize("shape", COMMUNES)
@pytest.mark.parametrize("guess", ["nearest", "most central", "mid-donut"])
def test_guessing_by_distance_does_no_better_than_twice_chance(shape: str, guess: str) -> None:
    villages = settled(shape)
    attacker, hits, chance = Attacker(COMMUNES[shape], villages), 0.0, 0.0
    for secret in SECRETS:
        for village, masked in enumerate(masked_by(villages, secret, shape)):
            if np.isfinite(masked[0]):
                likely = np.flatnonzero(attacker.posterior(masked))
                apart = np.hypot(*((villages[likely] - masked) * (108, 111)).T)
                middle = np.hypot(*(villages[likely] - villages[likely].mean(axis=0)).T)
                score = {"nearest": apart, "most central": middle, "mid-donut": np.abs(apart - 10)}[guess]
                hits += float(likely[score.argmin()] == village)
                chance += 1 / len(likely)
    assert hits <= 2 * chance


def test_averaging_the_months_of_a_village_comes_no_nearer_to_it() -> None:
    villages = settled("round")
    months = np.array([masked_by(np.round(villages, 2 + month % 5), 0, "round") for month in range(MONTHS)])
    seen = np.isfinite(months[..., 0]).all(axis=0)
    one, mean = (
        np.hypot(*((place[seen] - villages[seen]) * (108, 111)).T) for place in (months[0], months.mean(axis=0))
    )
    assert np.median(mean) > 0.95 * np.median(one)


@pytest.mark.parametrize("shape", COMMUNES)
def test_every_village_of_a_commune_masked_in_turn_gives_none_away(shape: str) -> None:
    # no two villages' points are the same one's: only pairings of all points with all villages count
    villages = settled(shape, 120)
    attacker, hits, chance = Attacker(COMMUNES[shape], villages), 0, 0.0
    for secret in range(5):
        masked = masked_by(villages, secret, shape)
        struck = np.flatnonzero(np.isfinite(masked[:, 0]))
        chances = np.array([attacker.posterior(masked[village]) for village in struck])
        hits += int((likeliest_pairing(chances, struck, seed=secret) == struck).sum())
        chance += float((1 / (chances > 0).sum(axis=1)).sum())
    assert hits <= 2 * chance


def likeliest_pairing(chances: np.ndarray, start: np.ndarray, *, seed: int, rounds: int = 150) -> np.ndarray:
    """The village (column) that each masked point (line) has most often in sampled pairings that give no village twice.

    The sampling starts at the truth, which only helps the attacker.
    """
    random = np.random.default_rng(seed)
    lines, columns = chances.shape
    village, owner = start.copy(), np.full(columns, -1)
    owner[village] = np.arange(lines)
    seen = np.zeros(chances.shape)
    for number in range(rounds):
        tries = zip(
            random.integers(lines, size=lines), random.integers(columns, size=lines), random.random(lines), strict=True
        )
        for line, wanted, luck in tries:
            left, other = village[line], owner[wanted]
            odds = chances[line, wanted] / chances[line, left]
            odds *= chances[other, left] / chances[other, wanted] if other >= 0 else 1.0
            if other != line and luck < odds:
                village[line], owner[wanted], owner[left] = wanted, line, other
                if other >= 0:
                    village[other] = left
        if number >= rounds // 3:
            seen[np.arange(lines), village] += 1
    return np.asarray(seen.argmax(axis=1))


def test_two_villages_far_apart_may_be_masked_to_neighbouring_places() -> None:
    villages = settled("round")
    masked = masked_by(villages, 0, "round")
    seen = np.flatnonzero(np.isfinite(masked[:, 0]))
    true, moved = (
        np.array([np.hypot(*((points[a] - points[b]) * (108, 111))) for a, b in combinations(seen, 2)])
        for points in (villages, masked)
    )
    assert np.corrcoef(true, moved)[0, 1] < 0.8
