"""Risk adjustment follows from evidence and spread: better evidence, smaller cut."""

from dataclasses import replace

import pytest

from roi.inputs.assumptions import Strength
from roi.inputs.origin import Assumed, Input
from roi.results.case import case
from roi.results.conventions import by_year, tei, unadjusted
from roi.risk.risk_adjustment import MAX_ADJUSTMENT, risk_adjustments
from roi.scenarios.scenario import Scenario

START = Scenario.default()


def _with_strength(strength: Strength) -> Scenario:
    inputs = {
        key: replace(given, origin=Assumed("a study", strength))
        for key, given in START.inputs.items()
    }
    return replace(START, inputs=inputs)


def test_stronger_evidence_is_adjusted_less():
    weak, medium, strong = (
        risk_adjustments(_with_strength(each))
        for each in (Strength.WEAK, Strength.MEDIUM, Strength.STRONG)
    )
    for key in ("headcount", "errors", "platform"):
        assert weak[key] > medium[key] > strong[key] > 0


def test_a_measurement_lowers_the_adjustment_of_what_rests_on_it():
    seconds = Input.measured("manual_seconds", 180, n=900, low=175, high=185, source="the file")
    measured = risk_adjustments(START.measured({"manual_seconds": seconds}))
    assert measured["headcount"] < risk_adjustments(START)["headcount"]
    assert measured["platform"] == risk_adjustments(START)["platform"]


def test_without_ranges_nothing_is_adjusted_and_tei_is_the_plain_case():
    inputs = {
        key: Input(key, given.base, given.base, given.base, Assumed("sure", Strength.STRONG))
        for key, given in START.inputs.items()
    }
    fixed = replace(START, inputs=inputs)
    adjustments = risk_adjustments(fixed)
    assert set(adjustments.values()) == {0.0}
    result = case(fixed.values())
    assert tei(result, adjustments).net == pytest.approx(unadjusted(result).net)


def test_benefits_only_fall_and_costs_only_rise():
    result, adjustments = case(START.values()), risk_adjustments(START)
    assert all(0 <= share <= MAX_ADJUSTMENT for share in adjustments.values())
    for plain, told in zip(by_year(result).lines, by_year(result, adjustments).lines, strict=True):
        assert (told.present_value - plain.present_value) * plain.line.sign <= 0
