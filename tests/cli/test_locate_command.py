import subprocess
import sys
from pathlib import Path

import pytest

from annexmaps.cli import main

TABLE = "date;région;cercle;commune;catégorie\n2021-11-05;Mopti;Douentza;Hairé;E\n2021-12-05;Mopti;Douentza;;E\n2021-12-06;;;;E\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    path = tmp_path / "annee.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as stop:
        main([*map(str, words), "--boundaries", "schematic", "--lang", "fr"])
    return int(stop.value.code or 0)


def test_locate_counts_a_table_and_says_what_became_of_every_row(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run("locate", table, "--out", table.with_name("comptes.csv"))
    said = capsys.readouterr().out.replace("\u00a0", " ").splitlines()
    assert (status, said[:3], said[-1]) == (
        0,
        [
            "3 lignes : 1 à la commune, 1 au cercle ou à la région, 1 non comptée.",
            "  au cercle ou à la région, 1 : Communes manquantes",
            "  non comptées, 1 : Lieux manquants",
        ],
        "Fichiers de travail internes, au chiffre près : ne pas les diffuser.",
    )
    assert sorted(path.name for path in table.parent.iterdir()) == ["annee.csv", "comptes.csv", "comptes_bilan.csv"]


def test_a_table_that_cannot_be_read_leaves_nothing_and_says_why_once(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.write_bytes(b"PAR1" + bytes(100) + b"PAR1")
    status = run("locate", table, "--out", table.with_name("comptes.csv"))
    said = capsys.readouterr().err.strip().splitlines()
    assert (status, len(said), "annee.csv" in said[0]) == (1, 1, True)
    assert [path.name for path in table.parent.iterdir()] == ["annee.csv"]


def test_locate_needs_no_plotting_library(table: Path) -> None:
    program = (
        "import sys\nfrom annexmaps.cli import main\n"
        f"try:\n main(['locate', {str(table)!r}, '--out', {str(table.with_name('c.csv'))!r}, '--boundaries', 'schematic'])\n"
        "except SystemExit: pass\nprint(sorted({'matplotlib', 'folium', 'rasterio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
