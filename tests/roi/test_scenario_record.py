"""A scenario as plain values goes both ways."""

import json

import pytest

from roi.errors import ScenarioError
from roi.origin import Input
from roi.scenario import STARTS, Scenario
from roi.scenario_record import follows, read_record, settings_record, whole_record

COVERAGE = Input.measured("coverage", 0.62, n=1200, low=0.59, high=0.65, source="run 3")


@pytest.mark.parametrize("kind", STARTS)
def test_a_whole_record_survives_the_way_through_json(kind: str):
    scenario = Scenario.start(kind, {"coverage": COVERAGE}).with_values(wage_per_hour=21)
    assert read_record(json.loads(json.dumps(whole_record(scenario)))) == scenario


def test_a_record_that_follows_takes_new_measurements_below_what_was_entered():
    record = settings_record(Scenario.start().with_values(wage_per_hour=21), "expected")
    scenario = read_record(record, {"coverage": COVERAGE})
    assert scenario["coverage"] == 0.62
    assert scenario["wage_per_hour"] == 21
    assert scenario.reset("wage_per_hour")["wage_per_hour"] == 20.59
    assert follows(record) == "expected"
    assert follows(whole_record(scenario)) is None


def test_a_wrong_entered_value_is_named():
    with pytest.raises(ScenarioError, match=r"entered\.coverage"):
        read_record({"follows": "expected", "entered": {"coverage": 7}})
