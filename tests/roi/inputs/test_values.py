"""Values of a case: what is replaced, and what moves along."""

from __future__ import annotations

import numpy as np

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS, Values

START = Values.default(follows={"review_seconds": "manual_seconds"})


def test_the_defaults_are_those_of_the_file():
    assert all(START[key] == assumptions()[key].value for key in INPUTS)


def test_what_follows_moves_in_proportion_unless_it_is_given_itself():
    twice = START["manual_seconds"] * 2
    assert START.but(manual_seconds=twice)["review_seconds"] == START["review_seconds"] * 2
    both = START.but(manual_seconds=twice, review_seconds=7)
    assert both["review_seconds"] == 7


def test_nothing_follows_a_source_of_zero():
    none = START.but(manual_seconds=0)
    assert none["review_seconds"] == 0
    assert none.but(manual_seconds=100)["review_seconds"] == 0


def test_draws_take_the_place_of_a_number_and_move_what_follows():
    drawn = START.but(manual_seconds=np.array([90.0, 360.0]))
    halved, doubled = drawn["review_seconds"]
    assert (halved, doubled) == (START["review_seconds"] / 2, START["review_seconds"] * 2)


def test_settings_are_replaced_beside_numbers_and_the_original_stays():
    changed = START.but(horizon_months=12, pay="salary", coverage=0.5)
    assert (changed.horizon_months, changed.pay, changed["coverage"]) == (12, "salary", 0.5)
    assert START.horizon_months == 36
