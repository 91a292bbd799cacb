"""Measured shares as text."""

from __future__ import annotations

import pytest

from routing.evaluation.statistics.intervals import Interval, Measured
from ui.shell import figure_texts

HALF = Measured(0.5, 40, Interval(0.352, 0.648, "Wilson"))


def test_a_share_has_one_digit_and_what_is_not_measured_has_a_dash():
    assert figure_texts.share(HALF) == "50.0\u202f%"
    assert figure_texts.share(None) == "–"


@pytest.mark.parametrize("value", [0.0, 0.105, 0.375, 0.998, 1.0])
def test_a_share_and_its_rest_make_the_whole(value):
    figure = Measured(value, 1_000)
    both = (figure_texts.share(figure), figure_texts.rest(figure))
    assert sum(float(each.removesuffix("\u202f%")) for each in both) == pytest.approx(100)


def test_a_half_in_the_last_digit_goes_up_as_people_round():
    assert figure_texts.share(Measured(0.1225, 400)) == "12.3\u202f%"


def test_the_ends_of_an_interval_have_the_digits_of_the_share():
    assert figure_texts.interval(HALF) == "35.2–64.8\u202f%"
    assert figure_texts.interval(Measured(0.5, 3)) == "–"
    assert figure_texts.interval(None) == "–"
