"""A scenario as plain values goes both ways, and two people's edits are merged by field."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.errors import ScenarioError
from roi.origin import Input
from roi.scenario import STARTS, Commitment, Scenario
from roi.scenario_file import read_scenario, write_scenario
from roi.scenario_record import (
    follows_measurements,
    merged,
    read_record,
    settings_record,
    whole_record,
)
from roi.volume import Volume

COVERAGE = Input.measured("coverage", 0.62, n=1200, low=0.59, high=0.65, source="run 3")
edits = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3), max_size=4)


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


@given(edits, edits)
def test_edits_of_different_fields_never_conflict(base: dict[str, int], new: dict[str, int]):
    mine = {"entered": {**base, **new}}
    assert merged({"entered": base}, mine, {"entered": base}).record == (
        mine if mine["entered"] else {}
    )
    assert merged({"entered": base}, mine, mine).conflicts == ()


def test_a_removed_field_stays_removed_and_a_true_conflict_is_named():
    base = {"entered": {"a": 1, "b": 1}}
    removed = merged(base, {"entered": {"b": 1}}, {"entered": {"a": 1, "b": 2}})
    assert removed.record == {"entered": {"b": 2}}
    assert removed.conflicts == ()
    both = merged(base, {"entered": {"a": 5, "b": 1}}, {"entered": {"a": 6, "b": 1}})
    assert both.conflicts == ("a",)
    assert both.record["entered"]["a"] == 5


def test_owners_dates_ledgers_and_the_answer_about_the_volume_are_kept():
    scenario = replace(
        Scenario.default().converted("EUR", 0.9, date(2026, 11, 28)),
        begins=date(2027, 1, 1),
        accepted=("cash", "capacity"),
        commitments={"overtime": Commitment("Tom", date(2027, 2, 1)), "capacity": Commitment()},
        volume=Volume("sample", 4000, date(2026, 1, 1), date(2026, 3, 31)),
    )
    kept = replace(scenario, commitments={"overtime": scenario.commitments["overtime"]})
    assert read_record(json.loads(json.dumps(whole_record(scenario)))) == kept
    assert read_scenario(write_scenario(scenario)) == kept


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
