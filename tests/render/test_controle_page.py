import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexmaps.render.controle_page import control_page
from annexmaps.render.controle_spec import (
    ControlFamily,
    ControlGroup,
    ControlLabels,
    ControlSection,
    ControlSpec,
    ControlTable,
)

HOSTILE = "<script>alert(1)</script><img src=x onerror=a> \" ' & \u202eabc\x1b[31m ${x} `"
LABELS = ControlLabels("Fait", "À faire", "Problème", "Gravité", "Nombre", "Résumé", "Lignes")
NAMES = ("Fichier", "Feuille", "Lignes", "Colonne", "Ce qui ne va pas")


def spec(text: str = "texte", *, ribbon: str = "", findings: tuple[tuple[str, ...], ...] = ()) -> ControlSpec:
    found = findings or ((text, "", "2–4", text, text),)
    return ControlSpec(
        "fr", f"Titre {text}", text, "INTERNE", ribbon, text, text,
        ControlTable("Comptes", text, ("Tableau", "Fichier", "Lues"), (("incidents", text, 4), ("Total", "", 4))),
        (text,),
        ControlSection("Problèmes", (text,)),
        (ControlGroup("refused", "écartée", text, 3, "3 cas", text, text, NAMES, found, text),),
        (ControlFamily("refused", text, "", (0,)),),
        (("refused", "écartée", text),),
        (ControlSection("Mois précédents", (text,)),),
        LABELS, ("Gravité",), ((text,),),
    )  # fmt: skip


class Page(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


def test_a_page_is_well_formed_and_closes_what_it_opens() -> None:
    assert Page(control_page(spec())).open == []


def test_text_of_a_table_adds_no_element_and_no_attribute() -> None:
    plain, hostile = Page(control_page(spec())), Page(control_page(spec(HOSTILE)))
    assert [(tag, sorted(names)) for tag, names in hostile.elements] == [
        (tag, sorted(names)) for tag, names in plain.elements
    ]


def test_text_of_a_table_is_shown_as_it_is_but_for_what_cannot_be_seen() -> None:
    shown = "<script>alert(1)</script><img src=x onerror=a> \" ' & \ufffdabc\ufffd[31m ${x} `"
    assert Page(control_page(spec(HOSTILE))).texts.count(shown) >= 6


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_adds_no_element(text: str) -> None:
    made = Page(control_page(spec(text)))
    assert [tag for tag, _ in made.elements] == [tag for tag, _ in Page(control_page(spec("texte"))).elements]


def test_a_page_has_no_script_and_asks_for_nothing() -> None:
    page = control_page(spec(HOSTILE))
    elements = Page(page).elements
    assert {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object", "base", "form", "svg"} == set()
    addresses = [names[name] for _, names in elements for name in ("href", "src", "action", "style") if name in names]
    assert addresses == ["#p1"]
    assert b"url(" not in page
    assert b"@import" not in page


def test_the_policy_allows_the_page_its_own_style_only() -> None:
    page = control_page(spec()).decode("utf-8")
    style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(names["content"] for tag, names in Page(page.encode()).elements if "http-equiv" in names)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize(("ribbon", "count"), [("", 0), ("DONNÉES FICTIVES", 1)])
def test_a_fictitious_month_carries_its_ribbon(ribbon: str, count: int) -> None:
    assert Page(control_page(spec(ribbon=ribbon))).texts.count("DONNÉES FICTIVES") == count


def test_the_sharing_level_is_on_the_page() -> None:
    assert "INTERNE" in Page(control_page(spec())).texts


def test_a_column_that_is_empty_in_every_finding_is_left_out() -> None:
    headers = [names["data-column"] for tag, names in Page(control_page(spec())).elements if tag == "td"][-4:]
    assert headers == ["Fichier", "Lignes", "Colonne", "Ce qui ne va pas"]


def test_a_page_is_for_a_phone_and_for_paper() -> None:
    page = control_page(spec()).decode("utf-8")
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert "@page { size: A4;" in page


def test_the_same_pre_flight_gives_the_same_bytes() -> None:
    assert control_page(spec(HOSTILE)) == control_page(spec(HOSTILE))
