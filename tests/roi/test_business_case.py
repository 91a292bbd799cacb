"""One result that says what may be said, and the same figure wherever it is asked."""

from dataclasses import replace

import pytest

from roi.business_case import BusinessCase
from roi.inputs.evidence import Evidence
from roi.inputs.volume import Volume
from roi.scenarios.scenario import Scenario

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


def test_the_futures_are_the_same_ones_everywhere():
    business = BusinessCase(KNOWN, draws=500)
    assert business.uncertainty == BusinessCase(KNOWN, RUN, draws=500).uncertainty


def test_the_six_main_inputs_hold_most_of_the_doubt():
    business = BusinessCase(KNOWN)
    assert len(business.main_inputs) == 6
    assert 0.5 < business.doubt_held <= 1
