"""A scenario as plain values comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.errors import ScenarioError
from roi.scenario import STARTS, Scenario
from roi.scenario_record import from_record, to_record, with_entries

SCENARIOS = st.builds(
    lambda kind, share, months, currency: replace(
        Scenario.start(kind).with_values(coverage=share), horizon_months=months, currency=currency
    ),
    st.sampled_from(STARTS),
    st.floats(0, 1),
    st.integers(1, 120),
    st.sampled_from(["USD", "EUR", "JPY"]),
)


@given(SCENARIOS)
def test_every_scenario_comes_back_from_json(scenario):
    assert from_record(json.loads(json.dumps(to_record(scenario)))) == scenario


def test_an_input_that_an_older_version_did_not_know_keeps_its_default():
    record = to_record(Scenario.start())
    del record["inputs"]["coverage"]
    assert from_record(record) == Scenario.start()


@pytest.mark.parametrize(
    "damage",
    [
        {"inputs": {"coverage": {"base": "much"}}},
        {"inputs": 3},
        {"currency": "euro"},
        {"entered": {"coverage": 7}},
        {"inputs": {"coverage": {"base": 1, "low": 0, "high": 1, "origin": {"kind": "guessed"}}}},
    ],
)
def test_a_damaged_record_is_refused_in_a_sentence(damage):
    with pytest.raises(ScenarioError, match="damaged"):
        from_record({**to_record(Scenario.start()), **damage})


def test_entries_of_inputs_that_are_gone_are_left_out():
    assert with_entries(Scenario.start(), {"entered": {"gone": 1.0}}) == Scenario.start()
