"""Where a figure comes from, and what becomes of it by hand."""

from __future__ import annotations

from dataclasses import replace

from roi.inputs.assumptions import Strength, assumptions
from roi.inputs.origin import BY_HAND, Assumed, Computed, Input, Measured

SHARE = Input.measured("coverage", 0.6, n=900, low=0.57, high=0.63, source="run 3")


def test_a_measured_figure_is_strong_until_somebody_writes_over_it():
    assert SHARE.strength is Strength.STRONG
    entered = replace(SHARE, override=0.8)
    assert (entered.value, entered.strength) == (0.8, BY_HAND.strength)
    assert "entered by hand, in place of 0.6 (measured: run 3, n = 900" in entered.words
    assert entered.reset() == SHARE


def test_only_an_assumption_of_the_file_is_a_default():
    default = Input.assumed(assumptions()["coverage"])
    assert default.is_default
    assert not replace(default, override=default.base).is_default
    assert not replace(default, origin=Assumed("a survey", Strength.MEDIUM)).is_default
    assert not SHARE.is_default


def test_a_figure_in_proportion_stays_within_what_the_field_accepts():
    rule = assumptions()["coverage"]
    doubled = SHARE.times(2, Computed("twice the share"))
    assert (doubled.base, doubled.high) == (rule.maximum, rule.maximum)
    halved = SHARE.times(0.5, Computed("half the share"))
    assert (halved.low, halved.base, halved.high) == (0.285, 0.3, 0.315)


def test_every_origin_says_what_kind_it_is():
    origins = Measured(9, 0.1, 0.2, "run 1"), Computed("a × b"), Assumed("a survey", Strength.WEAK)
    kinds = [origin.words.split()[0].rstrip(":") for origin in origins]
    assert kinds == ["measured", "computed", "assumed"]
