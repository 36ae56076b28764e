"""A configuration is checked as strictly as a table: every mistake says its line, and what was meant."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexmaps.config import read_config
from annexmaps.config_lines import line_of
from annexmaps.errors import ConfigError
from annexmaps.production.config_in_force import config_in_force
from annexmaps.production.reading import settings_of
from annexmaps.theme.reading import theme_in_force

GOOD = '# réglages\n[organisation]\nname = "Cluster"\n\n'


def mistake(folder: Path, text: str) -> str:
    """The French sentence about the configuration `text`, its theme and its rules included."""
    path = folder / "annexmaps.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        theme_in_force(settings_of(folder / "2021-11", path))
    return refused.value.sentence("fr")


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ("[risk_indx]\nlimits = [6, 15, 20]\n", "ligne 5", "risk_index"),
        ("[risk_index]\nquestions = 15\nlimitz = [6, 15, 20]\n", "ligne 7", "limits"),
        ("[risk_index]\nlimits = [20, 15, 6]\n", "ligne 6", "(6, 15, 20)"),
        ('[risk_index]\nduplicates = "keep"\n', "ligne 6", "refuse, mean, max, latest"),
        ("[organisation\n", "la ligne 5", "crochets"),
        ("[dates]\nextraction = 2021-13-02\n", "la ligne 6", "signe ="),
        ('[theme]\npage = "a5"\n', "ligne 6", "a4"),
        ('[theme.colours]\nribbon = "red"\n', "ligne 6", "#8c1c2e"),
        ('[theme]\ncolours = { ribbon = "red" }\n', "ligne 6", "#8c1c2e"),
        ("[disclosure.public.smallest_cell]\ncommune = -1\n", "ligne 6", "commune"),
        ("[disclosure.publik]\nrows = true\n", "ligne 5", "public"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_was_meant(tmp_path: Path, text: str, where: str, hint: str) -> None:
    said = mistake(tmp_path, GOOD + text)
    assert "annexmaps.toml" in said
    assert (where in said, hint in said) == (True, True)


def test_a_file_that_is_no_text_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "annexmaps.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError) as refused:
        read_config(tmp_path / "annexmaps.toml")
    assert "UTF-8" in refused.value.sentence("fr")


@pytest.mark.parametrize(
    ("setting", "line"),
    [("a", 1), ("a.x", 2), ("b.c.y", 8), ("b.c", 7), ("b.c.nothing", 7), ('b."q k"', 9), ("z.z", None)],
)
def test_lines_of_settings_are_found_past_texts_that_look_like_settings(setting: str, line: int | None) -> None:
    text = '[a]\nx = """\n[b.c]\ny = 1\n"""\n\n[b.c]\ny = 2  # y = 3\n"q k" = 4\n'
    assert line_of(text, setting.replace('b."q k"', 'b.c."q k"')) == line


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_text_is_looked_through(text: str, setting: str) -> None:
    found = line_of(text, setting)
    assert found is None or 1 <= found <= len(text.splitlines())


def test_every_value_in_force_says_where_it_comes_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    text = (
        GOOD
        + "[disclosure.public.smallest_cell]\ncommune = 10\n[theme]\npage = 'a3'\ncolours = { ribbon = '#112233' }\n"
    )
    (tmp_path / "annexmaps.toml").write_text(text, encoding="utf-8")
    found = {one.name: (str(one.value), one.origin_in("en")) for one in config_in_force(tmp_path)}
    wanted = {
        "organisation.name": ("Cluster", "annexmaps.toml, line 3"),
        "organisation.contact": ("", "default"),
        "risk_index.limits": ("(6, 15, 20)", "default"),
        "disclosure.public.smallest_cell.commune": ("10", "annexmaps.toml, line 6"),
        "disclosure.public.smallest_cell.cercle": ("5", "default"),
        "theme.name": ("", "default"),
        "theme.page.name": ("a3", "annexmaps.toml, line 8"),
        "theme.colours.ribbon": ("#112233", "annexmaps.toml, line 9"),
        "SOURCE_DATE_EPOCH": ("1970-01-02", "environment variable"),
    }
    assert {name: found[name] for name in wanted} == wanted


def test_without_a_file_every_value_is_a_default(tmp_path: Path) -> None:
    assert {one.origin_in("fr") for one in config_in_force(tmp_path)} == {"par défaut"}


@pytest.mark.parametrize(
    ("name", "found"), [("mli.geojson", "{folder}/mli.geojson"), ("gone.geojson", "gone.geojson"), ("cod-ab", "cod-ab")]
)
def test_a_file_of_boundaries_is_looked_for_beside_the_configuration(tmp_path: Path, name: str, found: str) -> None:
    (tmp_path / "mli.geojson").touch()
    path = tmp_path / "annexmaps.toml"
    path.write_text(f'[boundaries]\nname = "{name}"\n', encoding="utf-8")
    assert read_config(path).boundaries.name == str(Path(found.format(folder=tmp_path)))
