"""Small months on the squares' country, made to be hard on small cells."""

import random
from dataclasses import replace

import pandas as pd
from tests.conftest import NAMES, SQUARES, incidents_of, make_boundaries

from annexmaps.contract import CheckedTable, SourceFile
from annexmaps.months import Month
from annexmaps.places.located import LocatedMonth, LocatedTable, locate_table
from annexmaps.sources.boundaries import Boundaries

KINDS = (
    ("E", "vol_extorsion_pillage"), ("C", "viol"), ("C", "viol"), ("C", "mariage_force"), ("C", ""), ("D", "enrolement"),
    ("D", "arrestation_detention"), ("C", "menace"),
)  # fmt: skip


def random_month(month: Month, seed: int, boundaries: Boundaries) -> LocatedMonth:
    """Return a month of few or many rows, of few or many types, in few or many communes, some of them covered."""
    dice = random.Random(f"{month} {seed}")  # noqa: S311 no secret
    kinds = dice.sample(KINDS, dice.randint(1, len(KINDS)))
    places = dice.sample(SQUARES, dice.randint(1, len(SQUARES)))
    rows = [_row(dice.choice(places), dice.choice(kinds), dice) for _ in range(dice.choice((1, 3, 7, 12, 30, 80)))]
    covered = [square for square in SQUARES if square in places or dice.random() < 0.3]
    alerts = [_row(dice.choice(places), ("", ""), dice) for _ in range(dice.choice((1, 2, 6, 15)))]
    return small_month(month, boundaries, rows, covered=covered, alerts=alerts)


def small_month(
    month: Month,
    boundaries: Boundaries,
    rows: list[dict[str, object]],
    *,
    covered: list[tuple[object, ...]] | None = None,
    alerts: list[dict[str, object]] | None = None,
) -> LocatedMonth:
    """Return a located month of violations, with every commune covered if not said otherwise."""
    day = {"date": pd.Timestamp(month.first_day)}
    incidents = incidents_of(*({**row, **day} for row in rows))
    tables = [incidents, coverage_of(covered if covered is not None else list(SQUARES))]
    if alerts is not None:
        tables.append(alerts_of(*({**alert, **day} for alert in alerts)))
    return LocatedMonth(month, boundaries, {t.name: _located(t, boundaries) for t in tables}, (), False)


def with_month_before(month: LocatedMonth, before: LocatedMonth) -> LocatedMonth:
    """Return `month` with `before` beside it."""
    return replace(month, earlier={before.month: before})


def place_of(square: tuple[object, ...], *, level: int = 3) -> dict[str, object]:
    """Return the région, cercle and commune of a square, down to `level`."""
    _, name, cercle, region, *_ = square
    places = {"region": NAMES[str(region)], "cercle": NAMES[str(cercle)], "commune": name}
    return {key: value if depth <= level else "" for depth, (key, value) in enumerate(places.items(), start=1)}


def _row(square: tuple[object, ...], kind: tuple[str, str], dice: random.Random) -> dict[str, object]:
    level = dice.choice((3, 3, 3, 3, 3, 3, 2, 1))
    return {**place_of(square, level=level), "category": kind[0], "type": kind[1]}


def coverage_of(squares: list[tuple[object, ...]]) -> CheckedTable:
    """Return a table that says of `squares` that they are covered."""
    empty = {"pcode": "", "partner": "P", "since": pd.NaT, "example": "", "status": "couvert", "monitors": 2.0}
    rows = [{"row": line, **empty, **place_of(square)} for line, square in enumerate(squares, start=2)]
    table = pd.DataFrame(rows, columns=["row", "region", "cercle", "commune", *empty])
    return CheckedTable("coverage", SourceFile("couverture.csv", "", "0" * 64), table, (), len(rows))


def alerts_of(*alerts: dict[str, object]) -> CheckedTable:
    """Return a checked table of flash alerts."""
    empty = {
        "number": "", "date": pd.NaT, "region": "", "cercle": "", "commune": "", "locality": "", "pcode": "", "latitude": float("nan"),
        "longitude": float("nan"), "location_precision": "", "kind": "enlevement", "people": float("nan"), "households": float("nan"),
        "source": "", "verified": "", "text": "", "example": "",
    }  # fmt: skip
    known = [{name: alert[name] for name in alert if name in empty} for alert in alerts]
    table = pd.DataFrame(
        [{"row": line, **empty, **alert} for line, alert in enumerate(known, start=2)], columns=["row", *empty]
    )
    return CheckedTable("flash_alerts", SourceFile("alertes.csv", "", "0" * 64), table, (), len(alerts))


def _located(table: CheckedTable, boundaries: Boundaries) -> LocatedTable:
    return locate_table(table, boundaries)


def squares_country() -> Boundaries:
    """Return the squares' country."""
    return make_boundaries()
