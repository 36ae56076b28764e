from typing import Any

import pytest

from annexmaps.disclosure.rules import edition_rules, loosened_rules
from annexmaps.errors import ConfigError


def test_an_office_changes_one_rule_and_the_others_stay() -> None:
    changed = edition_rules("partners", {"partners": {"smallest_monitor_cell": 10}})
    assert (changed.smallest_monitor_cell, changed.columns) == (10, edition_rules("partners").columns)


def test_the_day_comes_with_its_column() -> None:
    rules = edition_rules("partners", {"partners": {"date": "day"}})
    assert (rules.columns["incidents"], rules.columns["flash_alerts"]) == (
        ("date", "category", "type"),
        ("date", "kind", "verified"),
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"partnrs": {}}, "partners"),
        ({"partners": {"form": "points"}}, "form"),
        ({"partners": {"dates": "day"}}, "date"),
        ({"partners": {"date": "hour"}}, "month, day"),
        ({"partners": {"smallest_monitor_cell": "5"}}, "smallest_monitor_cell"),
        ({"partners": {"smallest_monitor_cell": -1}}, "de 0 à 1000"),
        ({"partners": {"columns": {"incidents": "type"}}}, "partners.columns.incidents"),
        ({"partners": {"columns": {"incidents": ["typ"]}}}, "type"),
        ({"partners": {"columns": {"incident": []}}}, "incidents"),
        ({"partners": 3}, "disclosure.partners"),
        ({"sensitive": {"types": {"violl": 1}}}, "viol"),
    ],
)
def test_a_rule_that_does_not_exist_is_refused_with_what_does(given: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigError) as raised:
        edition_rules("partners", given)
    assert named in str(raised.value)


@pytest.mark.parametrize(
    ("table", "column"),
    [("incidents", "perpetrator"), ("incidents", "locality"), ("risk_index", "informants"), ("coverage", "partner")],
)
def test_no_configuration_lets_out_what_points_at_people(table: str, column: str) -> None:
    with pytest.raises(ConfigError, match="ne sort pas du bureau"):
        edition_rules("partners", {"partners": {"columns": {table: [column]}}})


@pytest.mark.parametrize("given", [{"smallest_cell": 4}, {"types": {"viol": 3}}, {"lowest_level": 3}])
def test_less_protection_of_sensitive_types_needs_someone_who_answers_for_it(given: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="acknowledged_by"):
        edition_rules("partners", {"sensitive": given})
    named = {"sensitive": {**given, "acknowledged_by": "A. Diallo, coordinatrice, 2021-12-01"}}
    assert len(loosened_rules(named)) == 1


def test_more_protection_needs_nobody_s_word() -> None:
    given = {"sensitive": {"smallest_cell": 10, "types": {"viol": 0, "menace": 2}}}
    assert loosened_rules(given) == ()
    assert [edition_rules("partners", given).sensitive[code] for code in ("viol", "menace")] == [0, 2]


def test_what_is_loosened_is_said_setting_by_setting() -> None:
    given = {"partners": {"date": "day", "smallest_monitor_cell": 3, "columns": {"risk_index": ["level"]}}}
    assert loosened_rules(given) == ("partners.date = day", "partners.smallest_monitor_cell = 3")
