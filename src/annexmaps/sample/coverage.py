"""Rows of the coverage table of a sample month."""

from annexmaps.months import Month
from annexmaps.sample.gazetteer import Commune
from annexmaps.sample.headers import LANG
from annexmaps.sample.monitored import Monitored
from annexmaps.sample.seeds import dice
from annexmaps.vocabulary import label
from annexmaps.words import Words

_PARTNERS = "ABCDEF"
_MONITORS = (1, 4)  # in one commune
_SINCE_YEARS = (2017, 2019)  # before the first sample month


def coverage_rows(month: Month, monitored: Monitored) -> list[list[str]]:
    """Return the cells of each commune of `monitored`, in the order of `headers.COVERAGE`, sorted by their names."""
    lists = {"couvert": monitored.covered, "suspendu": monitored.suspended, "non_couvert": monitored.not_covered}
    rows = [_cells(month, commune, status) for status, communes in lists.items() for commune in communes]
    return sorted(rows)


def _cells(month: Month, commune: Commune, status: str) -> list[str]:
    place = [commune.region, commune.cercle, commune.name, commune.pcode]
    words = Words(LANG)
    name = label("coverage_status", status, lang=LANG)
    if status == "non_couvert":
        return [*place, "", name, "", "", words("sample.mark")]
    # the partner and the first day of a commune do not change from month to month
    drawn = dice("coverage", commune.cercle, commune.name)
    partner = words("sample.partner", letter=dice("partner", commune.cercle).choice(_PARTNERS))
    since = f"{drawn.randint(*_SINCE_YEARS)}-{drawn.randint(1, 12):02d}-01"
    monitors = str(dice(month.year, "monitors", commune.cercle, commune.name).randint(*_MONITORS))
    return [*place, partner, name, monitors if status == "couvert" else "0", since, words("sample.mark")]
