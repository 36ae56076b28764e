"""The table of agreement: every figure printed in the two reports, and what `annexmaps tables` makes of it from the sample months."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.production.workbook_read_back import ReadBack

from annexmaps.sample import published
from annexmaps.vocabulary import find_code, label

MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
LEVELS = {"critique": "Critique", "serieuse": "Sérieuse", "moderee": "Modérée", "stable": "Stable"}
VICTIMS = ("Femmes", "Hommes", "Filles", "Garçons")
STATUS = {"resident": "resident", "idp": "pdi", "stateless": "apatride", "other": "autre", "idp_returnee": "pdi_retournee",
          "repatriated": "rapatrie", "refouled": "refoule"}  # fmt: skip
NORTH = ("Gao", "Ménaka", "Kidal")
SPELT = {"Barouéli": "Baraouéli"}  # as the report writes it: as the boundaries do


@dataclass(frozen=True)
class Line:
    """One figure: where it is printed, what the report has, what the workbook has."""

    figure: str  # dotted path in published_figures.toml
    published: Any
    ours: Any
    note: str = ""
    contradiction: str = ""  # the report contradicts itself here: which entry of [contradictions] says so

    @property
    def agrees(self) -> bool:
        return bool(self.published == self.ours)


def contradicted(figure: str, printed: Any, ours: Any, key: str) -> Line:
    """A figure that the report prints against its own tables."""
    return Line(figure, printed, ours, published().contradictions[key].why, key)


def year_lines(reference: dict[str, Any], books: dict[str, ReadBack]) -> Iterator[Line]:
    """Tables II and III of both years, month by month; a 0 of a month after the report's is not yet published."""
    for year, last in (("2020", 9), ("2021", 11)):
        book = books[year]
        for code, numbers in reference[year]["by_category"].items():
            row = book.row("II Catégories", name="Total" if code == "total" else code)
            yield Line(f"{year}.by_category.{code}", _published(numbers, last), [row[month] for month in MONTHS[:last]])
        for region, numbers in reference[year]["by_region"].items():
            row = book.row("III Régions", name=region)
            yield Line(f"{year}.by_region.{region}", _published(numbers, last), [row[month] for month in MONTHS[:last]])
    for code, name in reference["categories"].items():
        row = books["2021"].row("II Catégories", name=code)
        yield Line(f"categories.{code}", name, row["Catégorie"].partition(" · ")[2])


def _published(numbers: list[int], last: int) -> list[int]:
    assert set(numbers[last:]) <= {0}
    return numbers[:last]


def september_lines(reference: dict[str, Any], book: ReadBack) -> Iterator[Line]:
    """September 2020."""
    printed, head = reference["2020"]["september"], "2020.september"
    yield Line(f"{head}.total", printed["total"], book.number("II Catégories", "sept.", name="Total"))
    yield Line(f"{head}.year_to_date", printed["year_to_date"], book.number("II Catégories", "Année", name="Total"))
    for key, code in STATUS.items():
        name = label("victim_status", code, lang="fr")
        ours = [book.number("Victimes", column, name=name) for column in VICTIMS]
        yield Line(f"{head}.victims_{key}", printed[f"victims_{key}"], ours)
    yield from _perpetrators(printed["perpetrators"], book, head)
    places = sorted((row["Ce mois"] for row in book.rows["Lieux"][:-1] if row["Ce mois"]), reverse=True)
    yield Line(
        f"{head}.places_of_violations",
        printed["places_of_violations"],
        places,
        "barres sans nom : comparées par taille",
    )
    yield from _alerts(printed, book, head)
    for letter in "CEDB":
        yield from _types(f"{head}.types_of_{letter}", printed[f"types_of_{letter}"], book)
    for region, cercles in printed["most_affected_cercles"].items():
        rows = [row for row in book.rows["Cercles"] if row["Région"] == region and row["Cercle"] != "Sans cercle"]
        order = [row["Cercle"] for row in sorted(rows, key=lambda row: -row["sept."])]
        yield Line(f"{head}.most_affected_cercles.{region}", cercles, order[: len(cercles)])
    yield Line(f"{head}.mopti_movements", printed["mopti_movements"], _cell(book, "Mopti", "A"))
    yield from _september_shares(printed, book, head)


def _september_shares(printed: dict[str, Any], book: ReadBack, head: str) -> Iterator[Line]:
    for letter in "EB":
        for region, share in printed[f"shares_{letter}"].items():
            whole = book.number("II Catégories", "sept.", name=letter)
            yield Line(f"{head}.shares_{letter}.{region}", share, _percent(_cell(book, region, letter), whole))
    for region, share in printed["shares_D"].items():
        ours = _percent(_cell(book, region, "D"), book.number("II Catégories", "sept.", name="D"))
        key = {"Tombouctou": "tombouctou", "Mopti": "mopti", "Ségou": "segou"}[region]
        yield contradicted(f"{head}.shares_D.{region}", share, ours, f"liberty_{key}")
    (name, share) = next(iter(printed["segou_share_of_types_of_C"].items()))
    blows = book.number("Régions et types", name, name="Ségou")
    yield Line(f"{head}.segou_share_of_types_of_C.{name}", share, _percent(blows, _cell(book, "Ségou", "C")))
    for name, share in printed["segou_perpetrators_share"].items():
        row = book.row("Régions et auteurs", name="Ségou")
        yield Line(f"{head}.segou_perpetrators_share.{name}", share, _percent(row[name], row["Total"]))
    for name, share in printed["gao_menaka_kidal_perpetrators_share"].items():
        rows = [book.row("Régions et auteurs", name=region) for region in NORTH]
        ours = _percent(sum(row[name] for row in rows), sum(row["Total"] for row in rows))
        yield Line(f"{head}.gao_menaka_kidal_perpetrators_share.{name}", share, ours)
    for name, share in printed["tombouctou_places_share"].items():
        row = book.row("Régions et lieux", name="Tombouctou")
        ours = _percent(row[_label("place", name)], row["Total"])
        yield Line(f"{head}.tombouctou_places_share.{name}", share, ours)


def november_lines(reference: dict[str, Any], book: ReadBack) -> Iterator[Line]:
    """November 2021."""
    printed, head = reference["2021"]["november"], "2021.november"
    year = book.number("II Catégories", "Année", name="Total")
    yield Line(f"{head}.total", printed["total"], book.number("II Catégories", "nov.", name="Total"))
    yield Line(f"{head}.year_to_date_in_table", printed["year_to_date_in_table"], year)
    yield contradicted(f"{head}.year_to_date_in_text", printed["year_to_date_in_text"], year, "year_to_date")
    for name, number in printed["by_cercle"].items():
        row = next(row for row in book.rows["Cercles"] if row["Cercle"] == SPELT.get(name, name))
        yield Line(f"{head}.by_cercle.{name}", number, row["nov."])
    against = {("Ségou", "D"): "segou_liberty", ("Gao", "D"): "gao_liberty"}
    for key, region in (("mopti", "Mopti"), ("segou", "Ségou"), ("tombouctou", "Tombouctou"), ("gao", "Gao")):
        for letter, number in printed[f"{key}_by_category"].items():
            figure, ours = f"{head}.{key}_by_category.{letter}", _cell(book, region, letter)
            found = against.get((region, letter))
            yield contradicted(figure, number, ours, found) if found else Line(figure, number, ours)
    for letter in "CE":
        yield from _types(f"{head}.types_of_{letter}", printed[f"types_of_{letter}"], book)
    douentza = next(row for row in book.rows["Cercles"] if row["Cercle"] == "Douentza")
    for month, column in (("september", "sept."), ("october", "oct."), ("november", "nov.")):
        yield Line(f"{head}.douentza_by_month.{month}", printed["douentza_by_month"][month], douentza[column])
    for month, column in (("october", "Mois précédent"), ("november", "Ce mois")):
        ours = sum(book.row("Tendances", name=region, then=letter)[column] for region in NORTH for letter in "BCE")
        yield Line(f"{head}.gao_menaka_kidal_B_C_E.{month}", printed["gao_menaka_kidal_B_C_E"][month], ours)
    for letter, number in printed["daytime"].items():
        yield Line(f"{head}.daytime.{letter}", number, _of_letter(book, "Horaires et catégories", "Journée", letter))
    for name, number in printed["time_slots"].items():
        slot = label("time_slot", str(find_code("time_slot", name)), lang="fr")
        yield Line(f"{head}.time_slots.{name}", number, book.number("Horaires", "Ce mois", name=slot))
    for name, share in printed["places_share"].items():
        ours = book.number("Lieux", "Part du mois", name=_label("place", name))
        yield Line(f"{head}.places_share.{name}", share, round(ours, 2))
    yield from _perpetrators(printed["perpetrators"], book, head)
    for name, share in printed["victims_livelihood_share"].items():
        ours = book.number("Activités", "Part du mois", name=_label("livelihood", name))
        yield Line(f"{head}.victims_livelihood_share.{name}", share, round(ours, 2))


def contradiction_lines(reference: dict[str, Any], books: dict[str, ReadBack]) -> Iterator[Line]:
    """What the reference itself says to use where a report contradicts itself."""
    entries, november, september = reference["contradictions"], books["2021"], books["2020"]
    shares = [_percent(_cell(september, region, "D"), 43) for region in ("Tombouctou", "Mopti", "Ségou")]
    both = _cell(november, "Ségou", "A") + _cell(november, "Ségou", "F")
    surveyed = {row["Commune"] for row in november.rows["Indice de risque"]}
    ours = {
        "year_to_date_2021": november.number("II Catégories", "Année", name="Total"),
        "share_of_B_2021_11": round(november.number("II Catégories", "Part du mois", name="B"), 3),
        "segou_A_plus_F_2021_11": both,
        "shares_D_2020_09": "/".join(f"{100 * share:.0f}" for share in shares) + " %",
        "kidalet_2021_11": "Kidalet" if "Kidalet" in surveyed else "not a commune",
    }
    for key, entry in entries.items():
        yield Line(
            f"contradictions.{key}.used", entry["used"], ours[key], f"imprimé : {entry['printed']} ; {entry['why']}"
        )


def risk_lines(reference: dict[str, Any], books: dict[str, ReadBack]) -> Iterator[Line]:
    """The limits of the levels, the communes surveyed, and each level that a report states."""
    told, book = reference["risk_index"], books["2021"]
    by_level = {
        name: [row["Points"] for row in book.rows["Indice de risque"] if row["Niveau ce mois"] == name]
        for name in LEVELS.values()
    }
    for _, name, low, high in told["levels"]:
        points = [score for score in by_level[name.capitalize()] if score is not None]
        inside = all(low <= score <= high for score in points) and bool(points)
        yield Line(
            f"risk_index.levels.{name}", f"{low}–{high}", f"{low}–{high}" if inside else f"{min(points)}–{max(points)}"
        )
    ours = book.number("Niveaux", "Ce mois", name="Total")
    yield Line("risk_index.communes_surveyed_2021", told["communes_surveyed_2021"], ours)
    codes = {name: pcode for pcode, name in published().printed_names.items()}
    rows = {row["P-code"]: row for row in book.rows["Indice de risque"]}
    for level, cercles in told["november_2021"].items():
        for cercle, names in cercles.items():
            for name in names:
                figure = f"risk_index.november_2021.{level}.{cercle}.{name}"
                if name not in codes:
                    yield contradicted(figure, LEVELS[level], "no commune", "kidalet")
                else:
                    yield Line(figure, LEVELS[level], rows[codes[name]]["Niveau ce mois"])


def said_of_risk(books: dict[str, ReadBack]) -> Iterator[Line]:
    """What the texts say of levels before, and of whole cercles and régions; comments in the reference, data in the sample."""
    rows = {row["P-code"]: row for row in books["2021"].rows["Passages de niveau"]}
    before = {month: levels for month, levels in published().levels.items() if str(month) == "2021-10"}
    for pcode, level in next(iter(before.values())).items():
        name = published().printed_names[pcode]
        moved = pcode in rows
        ours = rows[pcode]["Niveau précédent"] if moved else "inchangé"
        now = next(levels for month, levels in published().levels.items() if str(month) == "2021-11").get(pcode)
        yield Line(f"texte IV, octobre 2021, {name}", LEVELS[level] if now != level else "inchangé", ours)
    for month, statements in published().statements.items():
        book = books[str(month.year)]
        for said in statements:
            column = {1: "Région", 2: "Cercle"}[said.admin_level]
            found = [row["Niveau ce mois"] for row in book.rows["Indice de risque"] if row[column] == said.unit]
            found = [level for level in found if level in LEVELS.values()]
            figure = f"texte IV, {month}, {column} {said.unit}"
            if said.only:
                yield Line(f"{figure}, seulement", sorted(LEVELS[code] for code in said.only), sorted(set(found)))
            if said.most:
                inside = sum(level in [LEVELS[code] for code in said.most] for level in found)
                yield Line(f"{figure}, surtout", True, 2 * inside > len(found))


def _perpetrators(printed: dict[str, Any], book: ReadBack, head: str) -> Iterator[Line]:
    for name, number in printed.items():
        if isinstance(number, list):
            four = ("barkhane", "fama", "groupe_signataire", "non_specifie")
            ours = [book.number("Auteurs", "Ce mois", name=label("perpetrator", code, lang="fr")) for code in four]
            note = "l'ordre des quatre barres n'est pas sûr : comparées par taille"
            yield Line(f"{head}.perpetrators.{name}", sorted(number), sorted(ours), note)
        else:
            ours = book.number("Auteurs", "Ce mois", name=_label("perpetrator", name))
            yield Line(f"{head}.perpetrators.{name}", number, ours)


def _alerts(printed: dict[str, Any], book: ReadBack, head: str) -> Iterator[Line]:
    attacks = book.number("Alertes", "Ce mois", name="Attaque de village")
    yield Line(f"{head}.village_attacks_reported_by_flash", printed["village_attacks_reported_by_flash"], attacks)
    hit = sorted(row["Cercle"] for row in book.rows["Cercles et alertes"][:-1] if row["Attaque de village"])
    yield Line("texte III, septembre 2020, cercles des attaques", ["Bandiagara", "Bankass", "Douentza", "Koro"], hit)


def _types(figure: str, printed: dict[str, int], book: ReadBack) -> Iterator[Line]:
    letter = figure[-1]
    for name, number in printed.items():
        yield Line(f"{figure}.{name}", number, book.row("Types", name=letter, then=_label("type", name))["Ce mois"])


def _label(kind: str, name: str) -> str:
    return label(kind, str(find_code(kind, name)), lang="fr")


def _cell(book: ReadBack, region: str, letter: str) -> int:
    return _of_letter(book, "Régions et catégories", region, letter)


def _of_letter(book: ReadBack, sheet: str, name: str, letter: str) -> int:
    column = next(head for head in book.heads[sheet] if head.startswith(f"{letter} · "))
    return int(book.row(sheet, name=name)[column])


def _percent(part: int, whole: int) -> float:
    return round(part / whole, 2)
