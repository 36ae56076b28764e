"""Which communes the sample's monitoring reaches: covered, surveyed for the risk index, suspended, not covered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annexmaps.months import Month
from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.plausible import of_year, plausible
from annexmaps.sample.published import published
from annexmaps.sample.seeds import dice


@dataclass(frozen=True)
class Monitored:
    """The communes of one month, each tuple in the order of the gazetteer."""

    surveyed: tuple[Commune, ...]  # covered, with a form of the risk index
    silent: tuple[Commune, ...]  # covered, without a form this month
    suspended: tuple[Commune, ...]
    not_covered: tuple[Commune, ...]  # listed as not covered; most are not listed at all

    @property
    def covered(self) -> tuple[Commune, ...]:
        """The communes where violations are documented this month."""
        return self.surveyed + self.silent


def monitored_in(month: Month, communes: Sequence[Commune]) -> Monitored:
    """Return what the monitoring reaches in `month`: the same surveyed communes all year, other suspended ones."""
    quotas = of_year("monitored", month)
    numbers = of_year("numbers", month)
    ordered = {
        cercle: _by_preference(cercle, communes) for cercle in dict.fromkeys(commune.cercle for commune in communes)
    }
    surveyed = [commune for cercle, (_, forms) in quotas.items() for commune in ordered[cercle][:forms]]
    others = [
        commune for cercle, (all_listed, forms) in quotas.items() for commune in ordered[cercle][forms:all_listed]
    ]
    beyond = [commune for cercle, (all_listed, _) in quotas.items() for commune in ordered[cercle][all_listed:]]
    # a cercle without any form keeps its communes, so that its violations have somewhere to be
    may_stop = [commune for commune in others if commune.pcode and quotas[commune.cercle][1] > 0]
    suspended = dice(month, "suspended").sample(may_stop, numbers["suspended"])
    not_covered = dice(month.year, "not covered").sample(beyond, numbers["not_covered"])
    silent = [commune for commune in others if commune not in suspended]
    return Monitored(*(_in_order(chosen, communes) for chosen in (surveyed, silent, suspended, not_covered)))


def _by_preference(cercle: str, communes: Iterable[Commune]) -> list[Commune]:
    named = _named_pcodes()
    mine = [commune for commune in communes if commune.cercle == cercle]
    # a commune that a report names comes first, one without polygon last, the rest as the dice fall
    return sorted(mine, key=lambda c: (not c.pcode, c.pcode not in named, dice("preference", cercle, c.name).random()))


def _named_pcodes() -> set[str]:
    pinned = {pin["pcode"] for pins in plausible()["pins"].values() for pin in pins}
    return pinned.union(*published().levels.values())


def _in_order(chosen: Iterable[Commune], communes: Sequence[Commune]) -> tuple[Commune, ...]:
    return tuple(sorted(chosen, key=communes.index))
