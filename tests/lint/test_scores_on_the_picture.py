"""A score becomes a level, the level a colour, and the colour is in the commune on the picture as in the legend."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pixel_probe import classes_seen, legend_colours

from annexmaps import build, specify
from annexmaps.production.page_record import RECORD_NAME, read_record
from annexmaps.spec import MapSpec
from annexmaps.words import Words

# both sides of each limit: at most 5, 6–14, 15–19, 20 and more
LEVELS = {5: "stable", 6: "moderee", 14: "moderee", 15: "serieuse", 19: "serieuse", 20: "critique"}
COMMUNES = {
    5: ("Ansongo", "ML070101"),
    6: ("Bara", "ML070102"),
    14: ("Bourra", "ML070103"),
    15: ("Ouattagouna", "ML070104"),
    19: ("Talataye", "ML070105"),
    20: ("Tessit", "ML070106"),
}


@pytest.fixture
def scored(write_month: Callable[..., Path]) -> MapSpec:
    lines = [f"{name},{pcode},{score}" for score, (name, pcode) in COMMUNES.items()]
    spec = specify(
        write_month(indice_risque="\n".join(["commune,pcode,total", *lines])), annex="3", boundaries="schematic"
    )
    assert isinstance(spec, MapSpec)
    return spec


def test_the_colour_of_a_score_s_level_is_read_back_from_the_picture(scored: MapSpec) -> None:
    fills = legend_colours(scored)
    assert {key: fills[key] for key in set(LEVELS.values())} == {
        key: scored.theme.colours.risk[key] for key in set(LEVELS.values())
    }
    seen = classes_seen(scored, fills, only=[pcode for _, pcode in COMMUNES.values()])
    assert {score: seen.get(pcode) for score, (_, pcode) in COMMUNES.items()} == LEVELS


def test_a_build_in_the_traffic_light_is_made_and_says_what_greyscale_loses(
    write_month: Callable[..., Path], tmp_path: Path
) -> None:
    theme = tmp_path / "feux.toml"
    theme.write_text('[colours]\nrisk = "feux"\n', encoding="utf-8")
    month = write_month(
        indice_risque="\n".join(["commune,pcode,total", *(f"{n},{p},{s}" for s, (n, p) in COMMUNES.items())])
    )
    report = build(month, out=tmp_path / "maps", boundaries="schematic", only=("3",), formats=("small",), theme=theme)
    (page,) = report.linted
    assert [(finding.key, finding.severity) for finding in page.findings] == [("ramp", "warning")]
    (record,) = read_record(report.folder / RECORD_NAME).values()
    assert Words("fr")("map.greyscale_exception") in record.inventory.written("note")
