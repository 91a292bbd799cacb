"""The dial prices every setting by the model of Savings."""

from dataclasses import replace
from datetime import date

import pytest

from roi.business_case import BusinessCase
from roi.dial import Setting, priced
from roi.inputs.evidence import Evidence
from roi.inputs.volume import Volume
from roi.scenarios.scenario import Commitment, Scenario

KNOWN = replace(Scenario.default(), volume=Volume("sample", 5000))
RUN = Evidence("run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93)


def test_the_dial_says_the_same_money_as_the_case_to_the_cent():
    for scenario in (KNOWN, replace(KNOWN, accepted=("cash", "capacity"), begins=date(2027, 1, 1),
                     commitments={"headcount": Commitment("Ana", date(2027, 5, 1))})):  # fmt: skip
        for coverage, precision in ((0.4, 0.97), (0.8, 0.9)):
            (found,) = priced(scenario, [Setting(0.9, coverage, precision)])
            changed = scenario.with_values(coverage=coverage, precision=precision)
            result = BusinessCase(changed).case
            assert found.net == pytest.approx(result.net_savings_per_year, abs=0.005)
            assert found.npv == pytest.approx(result.npv, abs=0.005)


def test_a_wider_setting_of_the_same_precision_saves_more_and_errs_more():
    narrow, wide = priced(KNOWN, [Setting(0.9, 0.3, 0.95), Setting(0.9, 0.6, 0.95)])
    assert narrow.saved < wide.saved
    assert narrow.wrong_a_month < wide.wrong_a_month


def test_no_setting_has_no_price():
    assert priced(KNOWN, []) == ()
