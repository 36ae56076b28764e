import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annexmaps.cli import main
from annexmaps.products import all_products

HEAVY = ("geopandas", "pandas", "matplotlib", "folium", "rasterio")
INCIDENTS = (
    "date,région,cercle,commune,catégorie\n2021-11-03,Mopti,Douentza,Hairé,E\n2021-11-04,Mopti,Douentza,Nulle,B\n"
)


def run(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["build", "--help"],
        ["report", "--help"],
        ["report", "x", "--edition", "secret"],
        ["boundaries", "install", "--help"],
        ["build"],
        ["build", "x", "--only", "99"],
        ["build", "x", "--edition", "secret"],
        ["build", "x", "--format", "exe"],
        ["build", "x", "--nothing"],
        ["nothing"],
    ],
)
def test_help_and_argument_errors_load_nothing_heavy(words: list[str]) -> None:
    script = (
        "import sys\nfrom annexmaps.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', *sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert ended.stdout.splitlines()[-1].strip() == "loaded:"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["bulid"], "La commande « bulid » n'existe pas. Vouliez-vous dire"),
        (["build"], "Il manque MONTH_FOLDER dans la commande : Dossier du mois"),
        (["modèle"], "Vouliez-vous dire : init"),
        (["maps"], "Vouliez-vous dire : build"),
        (["xyzzy"], "La commande « xyzzy » n'existe pas. Commandes : init, build"),
        (["build", "x", "-q"], "Celles qui existent : annexmaps build --help"),
        (["build", "x", "--format", "excel"], "(le plus proche : xlsx)"),
        (["build", "x", "--format", "png,word"], "Retirez word de --format"),
        (["places", "match", "rien.csv"], "(fichier ou dossier introuvable)"),
        (["build", "x", "--strct"], "Vouliez-vous dire : --strict"),
        (["build", "x", "--only", "1,9"], "L'annexe « 9 » n'existe pas. Annexes : 1, 2, 3, 4, 5."),
        (["build", "x", "--edition", "secret"], "Éditions : internal, partners, public."),
        (["build", "x", "--lang", "de"], "Langues : fr, en."),
        (["--lang", "en", "bulid"], "There is no command “bulid”. Did you mean: build?"),
        (["build", "x", "--format", "pgn"], "(le plus proche : png)"),
        (["boundaries", "lst"], "Sous-commandes : list, install, info."),
        (["build", "x", "--format", "exe"], "Le format « exe » n'existe pas"),
        (["build", "missing-folder"], "n'existe pas"),
        (["check", "missing-folder"], "n'existe pas"),
        (["report", "missing-folder"], "n'existe pas"),
        (["report", "x", "--template", "rien.docx"], "Le modèle rien.docx ne peut pas être ouvert"),
        (["build", "x", "--format", "docx"], "se fait par annexmaps report"),
        (["build", "x", "--config", "missing.toml"], "missing.toml n'existe pas"),
        (["sample", "x", "--month", "1999-01"], "n'est pas un mois de l'exemple"),
        (["boundaries", "info", "nothing"], "n'existe pas"),
    ],
)
def test_a_wrong_call_ends_with_one_plain_message_and_status_1(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    status, out, err = run(*words, capsys=capsys)
    assert (status, out) == (1, "")
    assert sentence in err.replace("\u00a0", " ")
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["-h"], ["help"], ["build", "-h"], ["help", "build"]])
def test_help_is_found_by_the_words_that_others_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    plain = [*(word for word in words if word not in ("-h", "help")), "--help"]
    assert run(*words, capsys=capsys) == run(*plain, capsys=capsys)


def test_the_folder_of_the_months_and_a_month_are_told_apart(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for month in ("2021-10", "2021-11"):
        (tmp_path / "data" / month).mkdir(parents=True)
    calls = (["check", "data"], ["check", "data/2021-12"], ["batch", "data/2021-11"], ["batch", "."])
    said = [run(*words, capsys=capsys)[2].replace("\u00a0", " ") for words in calls]
    assert [sentence.split("Erreur : ")[1].strip() for sentence in said] == [
        "« data » est le dossier des mois, pas un mois. Donnez l'un d'eux, par exemple data/2021-11, ou faites-les tous : "
        "annexmaps batch data",
        "Le dossier « data/2021-12 » n'existe pas. Mois qui sont là : 2021-10, 2021-11. Donnez l'un d'eux, ou préparez "
        "celui-ci : annexmaps init data --months 2021-12",
        "« data/2021-11 » est un mois, pas le dossier des mois. Donnez data, ou faites ce mois seul : annexmaps build data/2021-11",
        "« . » ne contient aucun dossier de mois. Nommez-les 2021-01, 2021-02…, ou commencez : annexmaps init .",
    ]


def test_lang_wins_over_the_locale(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert run("check", "missing", "--lang", "en", capsys=capsys)[2].startswith("Error: ")


def test_products_lists_every_annex(capsys: pytest.CaptureFixture[str]) -> None:
    out = run("products", "--lang", "en", capsys=capsys)[1]
    assert [line.split()[0] for line in out.splitlines()[1:]] == [
        p.annex for each in all_products() for p in each.pages
    ]


def test_check_accounts_for_every_row_as_json(
    write_month: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    status, out, _ = run("check", write_month(incidents=INCIDENTS), "--json", capsys=capsys)
    found = json.loads(out)
    assert (status, found["rows"]) == (0, {"incidents": {"read": 2, "mapped": 1, "aggregated": 1, "listed": 0}})
    assert [(problem["row"], problem["key"]) for problem in found["problems"]] == [(3, "places.commune_unknown")]


def test_control_characters_of_a_file_do_not_reach_the_terminal(
    write_month: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path / "home"))
    month = write_month(incidents=INCIDENTS.replace("Nulle", "Nu\x1b[31mlle [bold]"))
    out = run("check", month, capsys=capsys)[1]
    assert "\x1b" not in out
    assert "[bold]" in out


def test_a_new_secret_is_written_from_the_command_line_and_never_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "points.key"
    status, said, _ = run("points", "new-secret", path, "--help", capsys=capsys)
    assert (status, path.exists()) == (0, False)
    status, said, _ = run("points", "new-secret", path, capsys=capsys)
    assert (status, path.read_text().strip() in said) == (0, False)
    status, _, told = run("points", "new-secret", path, capsys=capsys)
    assert (status, "points.key" in told, len(told.splitlines())) == (1, True, 1)


def test_masked_points_without_a_secret_end_with_one_clear_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, told = run("build", tmp_path / "2021-11", "--points", "masked", "--lang", "fr", capsys=capsys)
    assert (status, len(told.splitlines())) == (1, 1)
    assert "annexmaps points new-secret" in told


def test_rules_that_the_configuration_loosens_are_said(
    write_month: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    month = write_month(incidents=INCIDENTS)
    (month.parent / "annexmaps.toml").write_text('[disclosure.partners]\ndate = "day"\n', encoding="utf-8")
    status, said, _ = run("check", month, "--boundaries", "schematic", "--lang", "fr", capsys=capsys)
    assert status == 0
    assert "assouplies par la configuration\u00a0: partners.date = day." in said


def test_a_rule_that_cannot_hold_is_refused_before_anything_is_read(
    write_month: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    month = write_month(incidents=INCIDENTS)
    (month.parent / "annexmaps.toml").write_text("[disclosure.sensitive]\nsmallest_cell = 3\n", encoding="utf-8")
    status, _, said = run("check", month, "--boundaries", "schematic", "--lang", "fr", capsys=capsys)
    assert (status, "acknowledged_by" in said) == (1, True)


@pytest.mark.parametrize(
    "words", [["--help"], ["build", "--help"], ["boundaries", "--help"], ["boundaries"], ["doctor", "--help"]]
)
def test_help_is_in_french_down_to_its_headings(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = run("--lang", "fr", *words, capsys=capsys)
    english = ("Usage: ", "Options:", "Show this", "[default", "[required]", "Commands:", "[ARGS]")
    assert (status, [text for text in english if text in said]) == (0, [])
    assert "Afficher cette aide." in said


def test_a_library_that_an_update_needs_and_that_is_not_there_is_named() -> None:
    script = (
        "import sys\nsys.modules['platformdirs'] = None\n"
        "from annexmaps.cli import main\nmain(['--lang', 'en', 'boundaries', 'list'])"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Error: The library “platformdirs” is not installed")


@pytest.mark.parametrize("words", [["boundaries", "list", "--lang", "en"], ["boundaries", "--lang=en", "list"]])
def test_the_language_may_be_said_after_any_command(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ANNEXMAPS_HOME", str(tmp_path))
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert run(*words, capsys=capsys) == run("--lang", "en", "boundaries", "list", capsys=capsys)
