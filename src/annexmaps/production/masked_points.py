"""From the options of a build to the mask of its points, or to no points at all."""

from pathlib import Path

import numpy as np

from annexmaps.config import CONFIG_NAME, PointsConfig
from annexmaps.disclosure.masking import FEWEST_LOCALITIES, PointMask
from annexmaps.disclosure.point_lattice import Degrees, Donut
from annexmaps.errors import ConfigError, InputError, UsageError
from annexmaps.places.matching import read_places
from annexmaps.production.order import NO_POINTS as NO_POINTS
from annexmaps.production.secret_file import is_open_to_others, read_secret

MASKED = "masked"
EDITION = "partners"  # the only edition that may have masked points
NEAREST = 3  # km, the least that an office may ask for
NARROWEST = 6  # km between the two distances: the cell of the true point takes 3.2 of them
FARTHEST = 50  # km
_METRES = 1_000.0  # of a kilometre


def make_mask(
    points: str,
    secret: str | Path | None,
    *,
    settings: PointsConfig,
    beside: Path,
    edition: str,
    out: Path | None = None,
) -> PointMask | None:
    """Return how the points of a build are masked, None for none.

    `settings` name their files from the folder `beside`. UsageError for another word than none and masked, an edition that may not have
    masked points, or a secret kept in `out`; InputError without a secret that can be read; ConfigError for settings that do not hold.
    """
    _check_choice(points, secret, edition)
    if points == NO_POINTS:
        return None
    _check_settings(settings)
    path = _secret_path(secret, settings, beside)
    if out is not None and path.resolve().is_relative_to(out.resolve()):
        raise UsageError("points.secret_in_outputs", file=path.name, out=out)
    donut = Donut(settings.nearest * _METRES, settings.farthest * _METRES)
    return PointMask(read_secret(path), donut, _localities(settings, beside), settings.candidates)


def open_secret(secret: str | Path | None, *, settings: PointsConfig, beside: Path) -> str:
    """Return the name of the secret's file if others than its owner may read it, else ""."""
    path = _secret_path(secret, settings, beside)
    return path.name if is_open_to_others(path) else ""


def _check_choice(points: str, secret: str | Path | None, edition: str) -> None:
    if points not in (NO_POINTS, MASKED):
        raise UsageError("points.choice", value=points, known=f"{NO_POINTS}, {MASKED}")
    if points == MASKED and edition != EDITION:
        raise UsageError(f"points.{edition}")
    if points == NO_POINTS and secret:
        raise UsageError("points.secret_unused")


def _check_settings(settings: PointsConfig) -> None:
    near, far = settings.nearest, settings.farthest
    if near < NEAREST or far < near + NARROWEST or far > FARTHEST:
        limits = {"least": NEAREST, "apart": NARROWEST, "most": FARTHEST}
        raise ConfigError("points.distances", file=CONFIG_NAME, nearest=near, farthest=far, **limits)
    if settings.candidates < FEWEST_LOCALITIES:
        raise ConfigError(
            "points.candidates", file=CONFIG_NAME, candidates=settings.candidates, least=FEWEST_LOCALITIES
        )


def _secret_path(secret: str | Path | None, settings: PointsConfig, beside: Path) -> Path:
    if secret:
        return Path(secret)
    if not settings.secret:
        raise InputError("points.no_secret")
    return beside / settings.secret


def _localities(settings: PointsConfig, beside: Path) -> Degrees | None:
    if not settings.localities:
        return None
    places = read_places(beside / settings.localities).table[["longitude", "latitude"]].dropna()
    if places.empty:
        raise InputError("points.no_localities", file=Path(settings.localities).name)
    return np.asarray(places.to_numpy(float))
