"""One result that says what may be said, and the same figure wherever it is asked."""

from dataclasses import replace
from datetime import date

import pytest

from roi.business_case import BusinessCase
from roi.dial import Setting, priced
from roi.evidence import Evidence
from roi.objections import objections
from roi.scenario import Commitment, Scenario
from roi.volume import Volume

KNOWN = replace(Scenario.default(), volume=Volume("sample", 5000))
RUN = Evidence("run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93)


@pytest.mark.parametrize(
    ("business", "standing", "named"),
    [
        (BusinessCase(Scenario.default()), "volume unknown", False),
        (BusinessCase(Scenario.default(), RUN), "volume unknown", False),
        (BusinessCase(Scenario.default().with_values(tickets_per_month=4000)), "assumptions only",
         True),
        (BusinessCase(KNOWN), "assumptions only", True),
        (BusinessCase(KNOWN, RUN), "measured", True),
        (BusinessCase(KNOWN, replace(RUN, refusal="no")), "refused", False),
    ],
)  # fmt: skip
def test_what_may_be_said_follows_from_volume_and_run(
    business: BusinessCase, standing: str, *, named: bool
):
    assert business.standing == standing
    assert business.names_amounts == named


def test_the_ledgers_hold_every_benefit_and_the_headline_counts_the_accepted():
    business = BusinessCase(replace(KNOWN, accepted=("cash", "avoided")))
    sums = {ledger.ledger: ledger.amount for ledger in business.ledgers}
    assert business.case.gross_savings_per_year == pytest.approx(sums["cash"] + sums["avoided"])
    lines = sum(line.amount for ledger in business.ledgers for line in ledger.lines)
    assert lines == pytest.approx(sum(sums.values()))


def test_all_freed_hours_are_cash_capacity_or_counted_as_nothing():
    business = BusinessCase(KNOWN)
    result, wage = business.case, business.case.loaded_wage
    used = (result.ledgers["cash"] + result.ledgers["capacity"]) / wage
    assert used + business.unused_hours_per_year == pytest.approx(result.hours_freed_per_year)


def test_the_dial_says_the_same_money_as_the_case_to_the_cent():
    for scenario in (KNOWN, replace(KNOWN, accepted=("cash", "capacity"), begins=date(2027, 1, 1),
                     commitments={"headcount": Commitment("Ana", date(2027, 5, 1))})):  # fmt: skip
        for coverage, precision in ((0.4, 0.97), (0.8, 0.9)):
            (found,) = priced(scenario, [Setting(0.9, coverage, precision)])
            changed = scenario.with_values(coverage=coverage, precision=precision)
            result = BusinessCase(changed).case
            assert found.net == pytest.approx(result.net_savings_per_year, abs=0.005)
            assert found.npv == pytest.approx(result.npv, abs=0.005)


def test_the_futures_are_the_same_ones_everywhere():
    business = BusinessCase(KNOWN, draws=500)
    assert business.uncertainty == BusinessCase(KNOWN, RUN, draws=500).uncertainty


def test_all_ten_objections_are_answered_or_say_what_would_answer_them():
    found = BusinessCase(KNOWN).objections
    assert len(found) == 10
    assert all(each.answer and "{" not in each.answer for each in found)
    assert not next(each for each in found if each.key == "hours").answered


def test_an_owner_with_a_date_answers_that_hours_are_not_dollars():
    owned = replace(KNOWN, commitments={"headcount": Commitment("Ana", date(2027, 3, 1))})
    business = BusinessCase(owned)
    found = objections(owned, business.case, business.counter_case, None)
    hours = next(each for each in found if each.key == "hours")
    assert hours.answered
    assert "Ana" in hours.answer


def test_the_six_main_inputs_hold_most_of_the_doubt():
    business = BusinessCase(KNOWN)
    assert len(business.main_inputs) == 6
    assert 0.5 < business.doubt_held <= 1
