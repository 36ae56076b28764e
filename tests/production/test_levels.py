import pytest

from annexmaps import specify
from annexmaps.config import Config, SharingConfig, read_config
from annexmaps.errors import ConfigError, InputError
from annexmaps.places.located import LocatedMonth
from annexmaps.production.levels import closed_tables, within_level

PARTNERS_ONLY = Config(sharing=SharingConfig(incidents="partners"))


@pytest.mark.parametrize(("edition", "used"), [("internal", True), ("partners", True), ("public", False)])
def test_a_table_enters_no_edition_wider_than_the_level_it_came_under(
    november: LocatedMonth, edition: str, used: bool
) -> None:
    told = within_level(november, edition, PARTNERS_ONLY)
    assert ("incidents" in told.tables) == used
    assert all(("incidents" in before.tables) == used for before in told.earlier.values())


def test_a_map_of_such_a_table_is_not_made(november: LocatedMonth) -> None:
    with pytest.raises(InputError):
        specify(november, annex="1", edition="public", config=PARTNERS_ONLY)


def test_without_a_level_every_edition_may_use_a_table() -> None:
    assert closed_tables("public", Config()) == {}


def test_an_unknown_level_is_refused(tmp_path) -> None:
    path = tmp_path / "annexmaps.toml"
    path.write_text('[sharing]\nincidents = "secret"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="internal, partners, public"):
        read_config(path)
