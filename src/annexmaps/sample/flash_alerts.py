"""Rows of the flash alerts table of a sample month."""

from collections.abc import Sequence
from datetime import date
from random import Random

from annexmaps.months import Month
from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.headers import LANG
from annexmaps.sample.place_cells import place_cells, point_cells, point_near
from annexmaps.sample.plausible import of_year, plausible
from annexmaps.sample.published import published
from annexmaps.sample.seeds import dice
from annexmaps.vocabulary import label
from annexmaps.words import Words

_FEWEST, _MOST = 6, 25  # alerts a month
_VIOLATIONS_PER_ALERT = 35  # the more violations, the more alerts
_SPREAD = (-4, 4)  # alerts more or fewer than that
_OTHERS_BESIDE_ATTACKS = (5, 9)  # alerts of other kinds when the number of village attacks follows a report
_MORE_ATTACKS = (1, 7)  # than the published number, which was the lowest of its year
_WITH_POINT = 0.5  # share of alerts
_VERIFIED = 0.6  # share of alerts
_HOUSEHOLDS = (3, 120)  # households of an alert that gives them
_MEMBERS = (4, 7)  # people in a household
_ATTACK = "attaque_village"


def flash_alert_rows(month: Month, covered: Sequence[Commune]) -> list[list[str]]:
    """Return the cells of each alert of `month`, in the order of `headers.FLASH_ALERTS`, sorted by date."""
    drawn = dice(month, "flash alerts")
    alerts = sorted((_day(month, drawn), kind, cercle) for kind, cercle in _kinds_and_cercles(month, covered, drawn))
    return [[f"AF-{month}-{n:03d}", *_cells(*alert, covered, drawn)] for n, alert in enumerate(alerts, 1)]


def _kinds_and_cercles(month: Month, covered: Sequence[Commune], drawn: Random) -> list[tuple[str, str]]:
    kinds: dict[str, int] = plausible()["alert_kinds"]
    attacks, cercles = _attacks(month, drawn)
    attacked = [cercles[n % len(cercles)] if cercles else _cercle(month, covered, drawn) for n in range(attacks)]
    free = {kind: weight for kind, weight in kinds.items() if kind != _ATTACK} if attacks else kinds
    number = drawn.randint(*_OTHERS_BESIDE_ATTACKS) if attacks else _number(month, drawn)
    others = drawn.choices(list(free), list(free.values()), k=number)
    return [(_ATTACK, cercle) for cercle in attacked] + [(kind, _cercle(month, covered, drawn)) for kind in others]


def _attacks(month: Month, drawn: Random) -> tuple[int, tuple[str, ...]]:
    # how many village attacks the reports leave for the month and in which cercles; 0 if none speaks of its year
    printed = published().village_attacks
    if month in printed:
        return printed[month]
    lowest = [number for other, (number, _) in printed.items() if other.year == month.year]
    return (min(lowest) + drawn.randint(*_MORE_ATTACKS) if lowest else 0), ()


def _number(month: Month, drawn: Random) -> int:
    wanted = published().tables[month].total // _VIOLATIONS_PER_ALERT + drawn.randint(*_SPREAD)
    return min(_MOST, max(_FEWEST, wanted))


def _cercle(month: Month, covered: Sequence[Commune], drawn: Random) -> str:
    regions: dict[str, int] = plausible()["alert_regions"]
    reached = {commune.cercle for commune in covered}
    region = drawn.choices(list(regions), list(regions.values()))[0]
    weights: dict[str, int] = {
        cercle: w for cercle, w in of_year("cercles", month)[region].items() if cercle in reached
    }
    return drawn.choices(list(weights), list(weights.values()))[0]


def _day(month: Month, drawn: Random) -> date:
    return date(month.year, month.number, drawn.randint(1, month.last_day.day))


def _cells(day: date, kind: str, cercle: str, covered: Sequence[Commune], drawn: Random) -> list[str]:
    commune = drawn.choice([commune for commune in covered if commune.cercle == cercle])
    point = point_near(commune, drawn)
    households = drawn.randint(*_HOUSEHOLDS)
    people = households * drawn.randint(*_MEMBERS)
    moved = kind == "mouvement_population"
    return [
        day.isoformat(),
        *place_cells(commune.region, cercle, commune, spelling=drawn),
        *point_cells(commune, cercle, point if drawn.random() < _WITH_POINT else None),
        label("alert_kind", kind, lang=LANG),
        str(people) if moved else str(drawn.randint(1, 60)),
        str(households) if moved else "",
        Words(LANG)("sample.source"),
        label("yes_no", "oui" if drawn.random() < _VERIFIED else "non", lang=LANG),
        Words(LANG)("sample.mark"),
    ]
