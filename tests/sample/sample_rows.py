"""Rows of a written sample month, read with nothing but csv, and counted."""

import csv
from collections import Counter
from pathlib import Path

from annexmaps.vocabulary import find_code

HEADERS = {
    "region": "région",
    "cercle": "cercle",
    "category": "catégorie",
    "type": "type",
    "perpetrator": "auteur présumé",
    "place": "lieu",
    "time_slot": "tranche horaire",
    "victim_status": "statut victime",
    "livelihood": "activité victime",
}
_CODED = ("type", "perpetrator", "place", "time_slot", "victim_status", "livelihood")


def read_rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))[1:]  # the first line under the headers holds HXL tags


def value_of(row: dict[str, str], attribute: str) -> str:
    text = row[HEADERS[attribute]]
    return (find_code(attribute, text) or "") if attribute in _CODED else text


def count_by(rows: list[dict[str, str]], attribute: str) -> Counter[str]:
    return Counter(value_of(row, attribute) for row in rows)


def matching(rows: list[dict[str, str]], condition: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    return [row for row in rows if all(value_of(row, name) in values for name, values in condition.items())]
