"""What a reader of an edition's finished annexes can write down of its counts, as sums for the solver."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.disclosure.solver import OPEN, Knowledge, change, interval

from annexmaps.figures import ReportTable
from annexmaps.products.counts import GAP
from annexmaps.spec import Base, ListSpec, MapSpec, SideTable, YearReport
from annexmaps.vocabulary import label, terms

NOT_TOLD = "(type non communiqué)"
SENSITIVE = {
    category: [term.code for term in terms("type") if term.sensitive and term.parent == category] for category in "CD"
}
SMALLEST = 5


def read_public(knowledge: Knowledge, pages: Mapping[str, MapSpec | ListSpec], manifest: Mapping[str, Any]) -> None:
    """Learn what the public annexes `pages` (by number) and their `manifest` say.

    Unknown: ("told", month, commune) violations told there, ("rest", month, région) the others of the région, ("alerts", month, cercle).
    """
    map_1, listing = pages["1"], pages["4"]
    assert isinstance(map_1, MapSpec)
    assert isinstance(listing, ListSpec)
    month = map_1.month
    _learn_circles(knowledge, map_1, "told", [unit.pcode for unit in map_1.base.communes])
    for *_, pcode, told in listing.rows:
        knowledge.learn([("told", month, pcode)], *(interval(str(told)) or (0, OPEN)))
    _learn_regions(knowledge, map_1)
    _learn_account(knowledge, manifest.get("rows", {}).get("incidents"), map_1)
    _learn_records(knowledge, map_1, "told")
    _learn_account(knowledge, _account_in(map_1.page.subtitle), map_1)
    if isinstance(alerts := pages.get("2"), MapSpec):
        _learn_circles(knowledge, alerts, "alerts", [unit.pcode for unit in alerts.base.cercles])
        _learn_records(knowledge, alerts, "alerts")
        everywhere = [("alerts", month, unit.pcode) for unit in alerts.base.cercles]
        knowledge.learn([*everywhere, ("alerts", month, "")], *_headline(alerts))


def region_of_communes(base: Base) -> dict[str, str]:
    """Return the région's P-code of each commune's."""
    cercles = {unit.pcode: unit.parent for unit in base.cercles}
    return {unit.pcode: cercles[unit.parent] for unit in base.communes}


def rows_of_region(base: Base, month: str, region: str) -> list[tuple[object, ...]]:
    """Return the names of what adds up to a région's violations; "" is the région of rows without one."""
    inside = [pcode for pcode, parent in region_of_communes(base).items() if parent == region]
    return [*(("told", month, pcode) for pcode in inside), ("rest", month, region)]


def rows_of_country(base: Base, month: str) -> list[tuple[object, ...]]:
    """Return the names of what adds up to the month's violations."""
    regions = [*(unit.pcode for unit in base.regions), ""]
    return [name for region in regions for name in rows_of_region(base, month, region)]


def _learn_circles(knowledge: Knowledge, made: MapSpec, name: str, units: Iterable[str]) -> None:
    classes = {line.key: interval(line.label) for line in made.legends[0].lines}
    told = {circle.pcode: interval(circle.text) or classes[circle.key] or (1, OPEN) for circle in made.circles}
    for pcode in units:
        # no circle is none
        knowledge.learn([(name, made.month, pcode)], *told.get(pcode, (0, 0)))


def _learn_records(knowledge: Knowledge, made: MapSpec, name: str) -> None:
    """Learn the counts that an interactive page would hold for its units; a record of a région or cercle is of what is in it."""
    counts: Counter[str] = Counter()
    for record in made.records:
        counts[record.pcode] += record.count
    for pcode, count in counts.items():
        knowledge.learn([(name, made.month, pcode)], count)


def read_report(knowledge: Knowledge, report: YearReport, base: Base, month: str) -> None:
    """Learn what the year's table of régions says, each month's total, their sum, the share and the change."""
    year, number = month[:4], int(month[5:])
    months = [f"{year}-{one:02d}" for one in range(1, number + 1)]
    regions = {unit.name: unit.pcode for unit in base.regions} | {"Sans région": ""}
    (table,) = report.tables
    shown = {row[0] for row in table.rows}
    seen = {name[1] for name in knowledge.numbers if name[0] == "told"}

    def rows_in(at: str, region: str) -> list[tuple[object, ...]]:
        # of a month whose pages were not read, a région is one unknown
        return rows_of_region(base, at, region) if at in seen else [("whole", at, region)]

    total = {at: [name for region in regions.values() for name in rows_in(at, region)] for at in months}
    for name, *cells in table.rows:
        rows = {at: total[at] if name == "Total" else rows_in(at, regions[name]) for at in months}
        for at, text in zip(months, cells, strict=False):
            _learn_text(knowledge, rows[at], text)
        held = [at for at, text in zip(months, cells, strict=False) if text != GAP]
        everything, share, moved = cells[number:]
        _learn_text(knowledge, [one for at in held for one in rows[at]], everything)
        _learn_share(knowledge, rows[month], total[month], share)
        if found := re.search(rf"{re.escape(name)}=(\S+)", table.note):
            # the workbook's share of the year
            whole = [one for at in held for one in total[at]]
            _learn_share(knowledge, [one for at in held for one in rows[at]], whole, found[1])
        if (step := change(moved)) is not None:
            knowledge.learn(dict.fromkeys(rows[month], 1.0) | dict.fromkeys(rows[_month_before(month)], -1.0), step)
    for name in regions.keys() - shown:
        for at, text in zip(months, table.rows[-1][1:], strict=False):
            if text != GAP:
                # a région without a line has nothing
                knowledge.learn(rows_in(at, regions[name]), 0)


def as_year_report(table: ReportTable) -> YearReport:
    """Table III of the workbook as the dashboard writes it, its share of the year in the note."""
    head = tuple(column.head for column in table.columns)
    rows = tuple((*_texts(row[:-3]), _share_text(row[-2]), _change_text(row[-1])) for row in table.rows)
    of_year = " ".join(f"{row[0]}={_share_text(row[-3])}" for row in table.rows)
    return YearReport((SideTable(table.title, (*head[:-3], *head[-2:]), rows, total_row=True, note=of_year),), None)


def _texts(cells: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(str(cell) for cell in cells)


def _share_text(cell: object) -> str:
    return GAP if isinstance(cell, str) else f"{100 * float(str(cell)):.1f}".replace(".", ",") + "\u00a0%"


def _change_text(cell: object) -> str:
    return str(cell) if isinstance(cell, str) else "=" if not cell else f"{int(str(cell)):+d}".replace("-", "−")


def _learn_share(
    knowledge: Knowledge, part: list[tuple[object, ...]], whole: list[tuple[object, ...]], text: str
) -> None:
    found = re.match(r"([\d,]+)", text)
    if not found or set(part) == set(whole):
        return
    share = float(found[1].replace(",", ".")) / 100
    for limit, low, high in ((share - 0.0006, 0.0, OPEN), (share + 0.0006, -OPEN, 0.0)):
        knowledge.learn({name: float(name in part) - limit for name in whole}, low, high)


def _learn_regions(knowledge: Knowledge, made: MapSpec) -> None:
    month, before = made.month, _month_before(made.month)
    regions = {unit.name: unit.pcode for unit in made.base.regions}
    rows = {
        at: {name: rows_of_region(made.base, at, pcode) for name, pcode in regions.items()} for at in (month, before)
    }
    for at in (month, before):
        rows[at] |= {"Sans région": rows_of_region(made.base, at, ""), "Total": rows_of_country(made.base, at)}
    shown = {line[0] for line in made.tables[0].rows}
    for name, *_, now, then, moved in made.tables[0].rows:
        _learn_text(knowledge, rows[month][name], now)
        _learn_text(knowledge, rows[before][name], then)
        if (step := change(moved)) is not None:
            knowledge.learn(dict.fromkeys(rows[month][name], 1.0) | dict.fromkeys(rows[before][name], -1.0), step)
    for name in rows[month].keys() - shown:
        # a région without a line has nothing
        knowledge.learn(rows[month][name], 0)
    knowledge.learn(rows[month]["Total"], *_headline(made))
    _learn_year(knowledge, made)


def _learn_year(knowledge: Knowledge, made: MapSpec) -> None:
    """Learn the year to date: ("year", month) is the violations of the year's months before."""
    found = re.search(r"\d{4}\s:\s([\d\s–-]+?)\sviolation", made.tables[0].note)
    if not found or made.month.endswith("-01"):
        return
    now, before = ("year", made.month), ("year", _month_before(made.month))
    country, held = rows_of_country(made.base, made.month), rows_of_country(made.base, _month_before(made.month))
    knowledge.learn([now, *country], *(interval(found[1]) or (0, OPEN)))
    if "manquent" not in made.tables[0].note and before in knowledge.numbers:
        knowledge.learn({now: 1.0, before: -1.0, **dict.fromkeys(held, -1.0)}, 0)


def _learn_text(knowledge: Knowledge, names: list[tuple[object, ...]], text: str) -> None:
    if told := interval(text):
        knowledge.learn(names, *told)


def _learn_account(knowledge: Knowledge, account: Mapping[str, int] | None, made: MapSpec) -> None:
    if account:
        communes = [("told", made.month, unit.pcode) for unit in made.base.communes]
        knowledge.learn(communes, account["mapped"])
        knowledge.learn([*communes, ("above", made.month)], account["mapped"] + account["aggregated"])


def _account_in(subtitle: str) -> dict[str, int] | None:
    numbers = re.search(r"= (\d+) à la commune \+ (\d+) au cercle", re.sub(r"\s", " ", subtitle))
    return {"mapped": int(numbers[1]), "aggregated": int(numbers[2])} if numbers else None


def _headline(made: MapSpec) -> tuple[float, float]:
    found = re.search(
        r"· (≥?[\d\s–-]+?) (?:violation|alerte)", made.page.subtitle.replace("\u202f", "").replace("\u00a0", "")
    )
    return (interval(found[1]) if found else None) or (0, OPEN)


def _month_before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02d}"


def read_partners(
    knowledge: Knowledge, listing: ListSpec, covered: Mapping[str, int], regions: Mapping[str, str]
) -> None:
    """Learn what Annex 4's rows and notes say of sensitive types; `covered` communes of each cercle are published, `regions` its région.

    Unknown: ("type", category, type, région, cercle) of rows whose type is not told, ("at region", …) of rows told at the région,
    with cercle "" for rows known there only, and ("unknown", category, région) of rows without a known type. The reader knows the rules.
    """
    place = {name: listing.columns.index(word) for name, word in (("region", "Région"), ("cercle", "Cercle"))}
    category, kind, pcode = (listing.columns.index(word) for word in ("Catégorie", "Type de violation", "P-code"))
    rows = [
        (row[category], row[kind], row[pcode], bool(row[place["region"]]), bool(row[place["cercle"]]))
        for row in listing.rows
    ]
    units = ["", *dict.fromkeys(regions.values())]
    for letter, codes in SENSITIVE.items():
        silent = [code for c, type_, code, _, cercle in rows if c == letter and type_ == NOT_TOLD and not cercle]
        for region in units:
            inside = [("type", letter, code, region, c) for code in codes for c in _cercles(region, covered, regions)]
            knowledge.learn([*inside, ("unknown", letter, region)], silent.count(region))
        for code in codes:
            _learn_type(
                knowledge,
                (letter, code),
                [r for r in rows if r[1] == label("type", code, lang="fr")],
                units,
                covered,
                regions,
            )
    _learn_notes(knowledge, listing, units, covered, regions)


def _learn_type(
    knowledge: Knowledge,
    kind: tuple[str, str],
    rows: list[tuple[Any, ...]],
    units: list[str],
    covered: Mapping[str, int],
    regions: Mapping[str, str],
) -> None:
    at_cercle = {row[2] for row in rows if row[4]}
    for region in units:
        count = sum(row[2] == region and not row[4] for row in rows)
        where = _cercles(region, covered, regions)
        knowledge.learn([("at region", *kind, region, cercle) for cercle in where], count)
        for cercle in where:
            both = [(name, *kind, region, cercle) for name in ("type", "at region")]
            if cercle in at_cercle:
                knowledge.learn(both, 0)
            elif covered.get(cercle, 0) > 1:
                # else the rules would tell it at the cercle
                knowledge.learn(both, 0, SMALLEST - 1)
        single = any(covered.get(cercle, 0) == 1 for cercle in where if cercle not in at_cercle)
        if region and not count and single and len([c for c in where if c and c not in at_cercle]) > 1:
            # else the rules would tell it at the région
            knowledge.learn([("type", *kind, region, cercle) for cercle in where], 0, SMALLEST - 1)


def _learn_notes(
    knowledge: Knowledge, listing: ListSpec, units: list[str], covered: Mapping[str, int], regions: Mapping[str, str]
) -> None:
    notes = " ".join(listing.page.notes)
    for letter, codes in SENSITIVE.items():
        for code in codes:
            if found := re.search(re.escape(label("type", code, lang="fr")) + r" (\d+)", notes):
                everywhere = [("type", letter, code, r, c) for r in units for c in _cercles(r, covered, regions)]
                knowledge.learn(everywhere, int(found[1]))


def _cercles(region: str, covered: Mapping[str, int], regions: Mapping[str, str]) -> list[str]:
    return ["", *(cercle for cercle in covered if regions[cercle] == region)] if region else [""]
