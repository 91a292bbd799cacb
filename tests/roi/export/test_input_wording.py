"""An input in words says its value, its unit, and where it comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from roi.business_case import BusinessCase
from roi.export.input_wording import kind, source, spread, value
from roi.inputs.origin import Input
from roi.scenarios.scenario import Scenario

CASE = BusinessCase(Scenario.default(), draws=100)
COVERAGE = Input.measured("coverage", 0.6, n=1260, low=0.55, high=0.65, source="run 3")


@pytest.mark.parametrize(
    ("key", "figure", "words"),
    [
        ("wage_per_hour", 24.5, "$24.50 per hour"),
        ("coverage", 0.6, "60\u202f%"),
        ("ramp_months", 3, "3 months"),
        ("manual_seconds", 176.2, "176 s"),
    ],
)
def test_a_value_has_the_unit_of_its_input(key, figure, words):
    assert value(CASE, key, figure) == words


def test_a_range_names_its_unit_once():
    assert spread(CASE, "manual_seconds", 90, 180) == "90 – 180 s"


def test_what_was_measured_names_its_run_its_tickets_and_its_interval():
    assert kind(COVERAGE) == "measured"
    assert source(CASE, COVERAGE) == "run 3, n = 1,260, 55\u202f% – 65\u202f%"


def test_what_was_entered_names_the_value_that_it_replaces():
    entered = replace(COVERAGE, override=0.7)
    assert (kind(entered), source(CASE, entered)) == ("entered", "in place of 60\u202f%")
