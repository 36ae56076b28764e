from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from opened_pages import Opened, specs_of

from annexmaps import read_month
from annexmaps.render.web.page import draw_html

# each would set window.ran, break the page or start a formula
HOSTILE: Sequence[str] = (
    "${window.ran=1}",
    "`${window.ran=1}`",
    "`",
    "\\`",
    "</script><script>window.ran=1</script>",
    "</SCRIPT >",
    "<!--<script>",
    "-->",
    "]]>",
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "<svg/onload='window.ran=1'>",
    "<iframe srcdoc='<script>parent.window.ran=1</script>'>",
    "<a href='javascript:window.ran=1'>x</a>",
    "javascript:window.ran=1",
    "<body onload=window.ran=1>",
    "<input autofocus onfocus=window.ran=1>",
    "<details open ontoggle=window.ran=1>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=//x>",
    "<base href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<math><mi xlink:href='javascript:window.ran=1'>",
    "\\2025",
    "\\u2028",
    "\u2028",
    "\u2029",
    "\\u003cscript\\u003e",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&amp;amp;",
    "\u202eRTL",
    "\u200frtl\u200e",
    "\u2066x\u2069",
    "x\ufeffy",
    "x\u200by",
    "e\u0301",
    "نص عربي",
    "🙂",
    "'; window.ran=1; '",
    '"; window.ran=1; "',
    "\\'; window.ran=1//",
    '\\"; window.ran=1//',
    "\\",
    "\\\\",
    "\\n",
    "a\tb",
    "{{7*7}}",
    "{% raw %}",
    "{% endraw %}{{ 7*7 }}",
    "{# x #}",
    "{0}",
    "%s",
    "{count}",
    "__proto__",
    "constructor",
    "toString",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
    "|",
    ";",
    'a;b"c',
    "'quoted'",
    '"quoted"',
    "'\"`",
    "NaN",
    "null",
    "undefined",
    "true",
    "0",
    "-0",
    "1e999",
    "[object Object]",
    "https://example.org/?q=<x>",
    "file:///etc/passwd",
    "x" * 5_000,
)


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "2021-11"
    folder.mkdir()

    def table(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (columns, *rows)]
        (folder / f"{name}.csv").write_text("\n".join(quoted) + "\n", encoding="utf-8")

    table(
        "incidents",
        [
            "numero",
            "numero_incident",
            "date",
            "region",
            "cercle",
            "commune",
            "localite",
            "categorie",
            "type",
            "auteur",
            "lieu",
            "statut_victime",
            "description",
            text_column(),
        ],
        [
            [text, text, "2021-11-05", "Gao", "Gao", "Gao", text, "E", "", text, text, text, text, text]
            for text in HOSTILE
        ],
    )
    table(
        "alertes_flash",
        ["numero", "date", "region", "cercle", "commune", "localite", "type", "source", "verifiee"],
        [[text, "2021-11-05", "Gao", "Gao", "Gao", text, "Attaque de village", text, "oui"] for text in HOSTILE],
    )
    table(
        "couverture", ["region", "cercle", "commune", "partenaire", "statut", "moniteurs"],
        [["Gao", "Gao", "Gao", text, "Couvert", "1"] for text in HOSTILE],
    )  # fmt: skip
    return folder


def text_column() -> str:
    return "${window.ran=1}<b>"


@pytest.mark.parametrize("edition", ["internal", "partners"])
def test_no_text_of_a_table_runs_and_all_is_shown_as_typed(
    hostile_folder: Path, open_page: Callable[..., Opened], edition: str
) -> None:
    month = read_month(hostile_folder, boundaries="schematic")
    page = draw_html(
        specs_of(month, [("1", ""), ("2", ""), ("5", "")], edition=edition, langs=["fr"]),
        lang="fr",
        tabs=["2", "1", "5"],
    )
    opened = open_page(page)
    assert opened.ask("() => window.ran") is None
    assert opened.page.inner_text("#title").startswith("Annexe 2")
    if edition == "internal":
        places = opened.ask("() => rowsShown().rows.map((row) => row.cells[1])")
        shown = "\n".join(str(place) for place in places)  # type: ignore[attr-defined]
        missing = [text for text in HOSTILE if text.strip() and text.strip() not in shown]
        assert missing == []
        cells = opened.ask(
            "() => [...document.querySelectorAll('#table tbody td:nth-child(2)')].map((cell) => cell.textContent)"
        )
        assert sorted(cells) == sorted(places)  # type: ignore[call-overload]
    for tab in ("1", "5"):
        opened.ask("(page) => change({ page })", tab)
        opened.ask("() => communes.forEach((commune, number) => factsOf(number))")
        opened.ask("() => change({ place: units.findIndex((unit) => unit.name === 'Gao' && unit.level === 3) })")
        assert opened.ask("() => window.ran") is None


def test_a_csv_of_hostile_texts_starts_no_formula(hostile_folder: Path, open_page: Callable[..., Opened]) -> None:
    month = read_month(hostile_folder, boundaries="schematic")
    page = draw_html(specs_of(month, [("2", "")], edition="internal", langs=["fr"]), lang="fr")
    cells = open_page(page).ask("() => tableOf(shown()).rows.flatMap((row) => row.cells.map(csvCell))")
    assert [cell for cell in cells if str(cell)[:1] in "=+-@" and str(cell)] == []  # type: ignore[attr-defined]
