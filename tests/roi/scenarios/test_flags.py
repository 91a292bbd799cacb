"""An input out of line with what it follows is named; one with a source of its own is not."""

from __future__ import annotations

from roi.inputs.assumptions import assumptions
from roi.scenarios.flags import flags
from roi.scenarios.scenario import Scenario

START = Scenario.default()
RULE = assumptions()["rework_minutes"]


def test_the_defaults_are_in_line():
    assert flags(START) == {}


def test_only_what_is_beyond_the_range_is_named():
    assert flags(START.with_values(rework_minutes=RULE.high)) == {}
    found = flags(START.with_values(rework_minutes=RULE.high + 1))
    assert list(found) == ["rework_minutes"]
    assert found["rework_minutes"].startswith(RULE.label)


def test_the_range_moves_with_what_is_followed():
    doubled = START.with_values(handle_minutes=2 * assumptions()["handle_minutes"].value)
    assert "rework_minutes" not in flags(doubled.with_values(rework_minutes=2 * RULE.high))
    assert "rework_minutes" in flags(doubled.with_values(rework_minutes=RULE.low))


def test_nothing_is_expected_beside_a_source_of_zero():
    assert "rework_minutes" not in flags(START.with_values(handle_minutes=0, rework_minutes=31))
