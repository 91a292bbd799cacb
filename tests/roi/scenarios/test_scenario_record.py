"""A scenario as plain values goes both ways."""

import json
from dataclasses import replace
from datetime import date

import pytest

from roi.errors import ScenarioError
from roi.inputs.origin import Input
from roi.inputs.volume import Volume
from roi.scenarios.scenario import STARTS, Commitment, Scenario
from roi.scenarios.scenario_file import read_scenario, write_scenario
from roi.scenarios.scenario_record import (
    follows_measurements,
    read_record,
    settings_record,
    whole_record,
)

COVERAGE = Input.measured("coverage", 0.62, n=1200, low=0.59, high=0.65, source="run 3")


@pytest.mark.parametrize("kind", STARTS)
def test_a_whole_record_survives_the_way_through_json(kind: str):
    scenario = Scenario.default(kind, {"coverage": COVERAGE}).with_values(wage_per_hour=21)
    assert read_record(json.loads(json.dumps(whole_record(scenario)))) == scenario


def test_a_record_that_follows_takes_new_measurements_below_what_was_entered():
    record = settings_record(Scenario.default().with_values(wage_per_hour=21))
    scenario = read_record(record, {"coverage": COVERAGE})
    assert scenario["coverage"] == 0.62
    assert scenario["wage_per_hour"] == 21
    assert scenario.reset("wage_per_hour")["wage_per_hour"] == 20.59
    assert follows_measurements(record)
    assert not follows_measurements(whole_record(scenario))


def test_a_wrong_entered_value_is_named():
    with pytest.raises(ScenarioError, match=r"entered\.coverage"):
        read_record({"entered": {"coverage": 7}})


def test_a_record_of_the_released_version_is_read():
    old = {"follows": "conservative", "entered": {"used_share": 0.6, "risk_adjustment": 0.2}}
    scenario = read_record(old)
    assert scenario["cashable_share"] == 0.6
    assert scenario.start == "conservative"


def test_owners_dates_ledgers_and_the_answer_about_the_volume_are_kept():
    scenario = replace(
        Scenario.default().in_currency("EUR").converted(0.9, date(2026, 11, 28)),
        begins=date(2027, 1, 1),
        accepted=("cash", "capacity"),
        commitments={"overtime": Commitment("Tom", date(2027, 2, 1)), "capacity": Commitment()},
        volume=Volume("sample", 4000, date(2026, 1, 1), date(2026, 3, 31)),
    )
    kept = replace(scenario, commitments={"overtime": scenario.commitments["overtime"]})
    assert read_record(json.loads(json.dumps(whole_record(scenario)))) == kept
    assert read_scenario(write_scenario(scenario)) == kept


def test_amounts_that_wait_for_a_rate_are_kept_as_such():
    waiting = Scenario.default().with_values(wage_per_hour=30).in_currency("EUR")
    assert read_record(json.loads(json.dumps(settings_record(waiting)))) == waiting
    assert read_scenario(write_scenario(waiting)) == waiting


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"commitments": {"llm": {"owner": "Ana"}}}, r"commitments\.llm"),
        ({"commitments": {"overtime": {"on": "soon"}}}, r"commitments\.overtime\.on"),
        ({"commitments": {"overtime": 3}}, r"commitments\.overtime"),
        ({"volume": {"extent": "some"}}, r"volume\.extent"),
        ({"volume": {"extent": "sample", "tickets_per_month": 0}}, "tickets_per_month"),
        ({"accepted": ["hope"]}, "accepted"),
        ({"rate_date": "yesterday"}, "rate_date"),
        ({"start": "bold"}, "start"),
    ],
)
def test_a_wrong_setting_is_named(record: dict[str, object], named: str):
    with pytest.raises(ScenarioError, match=named):
        read_record(record)
