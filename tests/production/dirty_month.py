"""A month with everything wrong that a table can get wrong, one row a fault, and a second one for what the first excludes."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl

HEADERS = ("numéro;date;région;cercle;commune;p-code;latitude;longitude;catégorie;type;hommes;statut victime"
           ";remarques;")  # fmt: skip
TAXE = "Taxe illégale"
# what each line of incidents.csv gets wrong, from row 3; a sound row is only changed where the fault is
SOUND = ("2021-11-02", "Mopti", "Douentza", "Hairé", "", "", "", "E", TAXE, "1", "Résident", "", "")
DATE, REGION, CERCLE, COMMUNE, PCODE, LATITUDE, LONGITUDE, CATEGORY, TYPE, MEN, STATUS, REMARK, UNNAMED = range(13)
INCIDENT_FAULTS: Sequence[dict[int, str]] = (
    {REMARK: "vu", UNNAMED: "x"},  # 3: sound, but for two columns that are not known
    {DATE: ""},  # 4
    {DATE: "le trois"},  # 5
    {DATE: "13/11/2021"},  # 6: day first
    {DATE: "11/13/2021"},  # 7: month first, so that nothing settles row 8
    {DATE: "05/11/2021"},  # 8
    {DATE: "2021-10-31"},  # 9
    {CATEGORY: "Z", TYPE: ""},  # 10
    {CATEGORY: "A"},  # 11
    {CATEGORY: "Vols"},  # 12
    {CATEGORY: ""},  # 13
    {STATUS: "Visiteur"},  # 14
    {STATUS: "Visiteur"},  # 15
    {STATUS: "Visiteur"},  # 16
    {MEN: "deux"},  # 17
    {MEN: "-1"},  # 18
    {MEN: "1,5"},  # 19
    {LATITUDE: "seize", LONGITUDE: "-2,23"},  # 20
    {LATITUDE: "152", LONGITUDE: "-2,23"},  # 21
    {LATITUDE: "14,99"},  # 22
    {REGION: "", CERCLE: "", COMMUNE: ""},  # 23
    {REGION: "Nulle part"},  # 24
    {CERCLE: "Nulle part"},  # 25
    {COMMUNE: "Nulle part"},  # 26
    {COMMUNE: "Bourem"},  # 27
    {REGION: "Gao"},  # 28
    {REGION: "Koulikoro", CERCLE: "", COMMUNE: "Benkadi"},  # 29
    {REGION: "", CERCLE: "", COMMUNE: "Tilemsi"},  # 30
    {COMMUNE: ""},  # 31
    {REGION: "Ménaka", CERCLE: "", COMMUNE: "Alata"},  # 32
    {REGION: "", CERCLE: "", COMMUNE: "", PCODE: "ML0504"},  # 33
    {PCODE: "ML999999"},  # 34
    {PCODE: "ML070202"},  # 35
    {COMMUNE: "", LATITUDE: "12,65", LONGITUDE: "-8"},  # 36
    {LATITUDE: "12,65", LONGITUDE: "-8"},  # 37
    {CERCLE: "Douantza"},  # 38
    {PCODE: "MLI050408"},  # 39
    {REGION: "", CERCLE: "", COMMUNE: "", PCODE: "ML0704"},  # 40
    {LATITUDE: "-2,23", LONGITUDE: "14,99"},  # 41
    {LATITUDE: "14,99", LONGITUDE: "2,23"},  # 42
    {LATITUDE: "0", LONGITUDE: "0"},  # 43
    {LATITUDE: "48,85", LONGITUDE: "2,35"},  # 44
    {REGION: "", CERCLE: "", COMMUNE: "", LATITUDE: "14,95", LONGITUDE: "-2,25"},  # 45
)
FORM = {"région": "Mopti", "cercle": "Mopti", "commune": "Konna", "mois": "2021-11", "total": "15"}
ANSWERS = {f"q{number}": "1" for number in range(1, 16)}


def write_dirty_month(parent: Path) -> Path:
    """Write `parent`/2021-11 and, before it, an unreadable 2021-10; return the folder of the month."""
    folder = _folder(parent, "2021-11")
    before = _folder(parent, "2021-10")
    (before / "incidents.csv").write_text("rien\n1\n", encoding="utf-8")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04")
    (folder / "incidents.csv").write_bytes("\n".join(_incident_lines()).encode("cp1252"))
    _write_alerts(folder / "alertes_flash.xlsx")
    _write_csv(folder / "indice_risque.csv", [{**FORM, **ANSWERS, **changes} for changes in FORM_FAULTS])
    _write_csv(folder / "couverture.csv", [{**COVERED, **changes} for changes in COVERAGE_FAULTS])
    return folder


def write_other_dirty_month(parent: Path) -> Path:
    """Write `parent`/2021-11 with the faults that exclude those of the first: other orders of dates, old encodings, no rows."""
    folder = _folder(parent, "2021-11")
    place = {"région": "Mopti", "cercle": "Douentza", "commune": "Hairé"}
    violation = {"date": "11/03/2021", **place, "type": TAXE, "statut victime": "Résident ; Réfugié"}
    _write_csv(folder / "incidents.csv", [violation], encoding="cp850")
    alert = {"date": "03/11/2021", **place, "type d'alerte": "Enlèvement"}
    _write_csv(folder / "alertes_flash.csv", [alert], encoding="mac_roman")
    (folder / "couverture.csv").write_text("commune,statut\n", encoding="utf-8")
    (folder / "indice_risque corrigé.csv").write_text("commune,total\nHairé,7\n", encoding="utf-8")
    return folder


def _folder(parent: Path, month: str) -> Path:
    folder = parent / month
    folder.mkdir(parents=True)
    return folder


def _incident_lines() -> list[str]:
    rows = [_incident(number, changes) for number, changes in enumerate(INCIDENT_FAULTS, start=1)]
    sound, repeated = rows[3].split(";"), _incident(1, {MEN: "2"})
    return [
        "Suivi des incidents, novembre 2021",
        HEADERS,
        *rows,
        rows[3],  # 46: the whole of row 6 again
        repeated,  # 47: the number of row 3 again
        ";".join([*sound, "de trop"]).replace("4;", "90;", 1),  # 48
        ";".join(sound[:11]).replace("4;", "91;", 1),  # 49
        "Total;47" + ";" * (len(sound) - 2),  # 50
    ]


def _incident(number: int, changes: dict[int, str]) -> str:
    return ";".join([str(number), *(changes.get(position, cell) for position, cell in enumerate(SOUND))])


def _write_alerts(path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "alertes_flash"
    sheet.append(
        ["date", "région", "cercle", "commune", "latitude", "longitude", "coordonnées", "type d'alerte", "vérifiée"]
    )
    sheet.append(["(jour)"])
    sheet.append(["#date", "#adm1", "#adm2", "#adm3", "#geo+lat", "#geo+lon", "#geo", "#event+type", "#status"])
    for number, changes in enumerate(ALERT_FAULTS, start=1):
        # the days differ, so that no two alerts are the same
        alert = {0: f"11/{number:02d}/2021", 7: "Enlèvement", 8: "oui", **changes}
        sheet.append([alert.get(position, cell) for position, cell in enumerate(ALERT)])
    sheet.row_dimensions[6].hidden = True
    draft = workbook.create_sheet("brouillon")
    draft.append(["à vérifier"])
    # nothing is said of the blank one
    draft.sheet_state = workbook.create_sheet("vide").sheet_state = "hidden"
    workbook.save(path)


def _write_csv(path: Path, rows: Sequence[dict[str, str]], *, encoding: str = "utf-8") -> None:
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)


ALERT = ("", "Mopti", "Douentza", "Hairé", "", "", "", "", "")
# of alertes_flash.xlsx, from row 4; positions as in ALERT
ALERT_FAULTS: Sequence[dict[int, str]] = (
    {0: "11/23/2021", 7: "Soucoupe volante"},  # 4
    {7: ""},  # 5
    {8: "peut-être"},  # 6
    {4: "14 30", 5: "-2,23"},  # 7
    {4: "14 E", 5: "-2,23"},  # 8
    {4: "14°60'", 5: "-2,23"},  # 9
    {4: "14,99", 5: "-2,23 Ouest"},  # 10
    {4: "14.99, -2.23", 5: "-2,23"},  # 11
    {4: "1612345", 5: "512345"},  # 12
    {6: "quelque part"},  # 13
    {6: "14 N 3"},  # 14
    {6: "114.99, -2.23"},  # 15
    {6: "30S 512345 1612345"},  # 16
    {6: "30Q 512345 1612345"},  # 17
    {6: "14.5, -2.23", 4: "14.99", 5: "-2.23"},  # 18
    {6: "14.99, -2.23"},  # 19: the centre of the commune, and the order of the two is assumed
    {3: "Mondoro", 6: "14.99, -2.23"},  # 20: the same point in another commune
    {3: "Mondor"},  # 21: too short to be read as Mondoro
)
FORM_FAULTS: Sequence[dict[str, str]] = (
    {"total": "20"},  # 2
    {"commune": "Fatoma", "q15": ""},  # 3
    {"commune": "Socoura"},  # 4
    {"commune": "Socoura"},  # 5, with another total
    {"commune": "Sio", "mois": "bientôt"},  # 6
    {"commune": "Dialloubé", "mois": "2021-10"},  # 7
    {"commune": "Soye", "q1": "souvent"},  # 8
    {"commune": "Ouro Modi", "q1": "-1"},  # 9
)
COVERED = {"région": "Mopti", "cercle": "Mopti", "commune": "Konna", "statut": "couvert", "depuis": "2021-01-01"}
COVERAGE_FAULTS: Sequence[dict[str, str]] = (
    {"statut": "parfois"},  # 2
    {"commune": "Fatoma", "statut": ""},  # 3
    {"commune": "Sio", "depuis": "hier"},  # 4
    {"commune": "Socoura", "depuis": "05/06/2021"},  # 5
)
