"""A choice of a scenario that is no input is fine, or wrong in one plain sentence."""

from __future__ import annotations

from datetime import date

import pytest

from roi.model.lines import table
from roi.scenarios.setting_checks import CHOICES, MAX_NAME, MAX_SEED, line_problem, setting_problem

FINE: list[tuple[str, object]] = [
    ("currency", "EUR"), ("horizon_months", 36), ("seed", 0), ("seed", MAX_SEED),
    ("accepted", ["cash", "avoided"]), ("accepted", ()), ("in_dollars", ["wage_per_hour"]),
    ("rate_date", None), ("begins", date(2026, 11, 28)), ("name", "Łódź, spring"), ("company", ""),
    ("name", "x" * MAX_NAME), ("unknown", object()),
]  # fmt: skip
WRONG: list[tuple[str, object]] = [
    ("currency", "euro"), ("currency", 7), ("horizon_months", 0), ("seed", -1),
    ("seed", MAX_SEED + 1), ("seed", 1.0), ("seed", True), ("accepted", ["cashh"]),
    ("accepted", "cash"), ("in_dollars", ["wage"]), ("rate_date", "2026-11-28"),
    ("name", "x" * (MAX_NAME + 1)), ("name", "two\nlines"), ("company", None), ("pay", "weekly"),
    ("start", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), FINE)
def test_what_is_fine_has_no_problem(key, value):
    assert setting_problem(key, value) is None


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_what_is_wrong_is_one_sentence(key, value):
    problem = setting_problem(key, value)
    assert problem
    assert problem.endswith(".")
    assert "\n" not in problem


@pytest.mark.parametrize("key", CHOICES)
def test_every_choice_may_be_chosen(key):
    assert [setting_problem(key, choice) for choice in CHOICES[key]] == [None] * len(CHOICES[key])


def test_only_a_benefit_can_be_stood_for():
    for line in table().lines.values():
        assert (line_problem(line.key) is None) == (line.side == "benefit")
