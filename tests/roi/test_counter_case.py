"""The case against it: what goes wrong costs what the model says, and no "go" is given lightly."""

from dataclasses import replace

import pytest

from roi.business_case import BusinessCase
from roi.counter_case import counter_case
from roi.inputs.evidence import Evidence
from roi.inputs.volume import Volume
from roi.results.case import case
from roi.scenarios.scenario import Scenario

RICH = replace(Scenario.default(), volume=Volume("sample", 40000)).with_values(
    tickets_per_month=40000, precision=0.96
)
GOOD = Evidence("run 3", 4000, 2400, 2328, 0.961, 0.977, 0.95, 0.96)


def _decided(evidence: Evidence, scenario: Scenario = RICH, **values: float):
    decision = BusinessCase(scenario.with_values(**values), evidence, draws=2000).decision
    assert decision is not None
    return decision.verdict, decision.because


def test_a_promised_precision_and_good_chances_are_a_go():
    assert _decided(GOOD) == ("go", "pays")


def test_labels_that_do_not_follow_the_text_are_never_a_go():
    shuffled = replace(GOOD, refusal="The labels do not follow the text.")
    assert _decided(shuffled) == ("stop", "refused")


def test_a_precision_that_nothing_can_promise_is_never_a_go():
    # Five similar categories at 95 %: no threshold can be vouched for.
    similar = replace(GOOD, routed_alone=300, right=267, low=0.849, promised=None)
    assert _decided(similar, precision=0.89) == ("stop", "not_promised")


def test_a_lower_promise_than_asked_goes_with_a_person():
    assert _decided(replace(GOOD, promised=0.93)) == ("go with a person", "not_promised")


def test_errors_in_clusters_that_would_eat_it_go_with_a_person():
    business = BusinessCase(RICH, GOOD, draws=500)
    limit = business.counter_case.break_even
    assert limit is not None
    needed = ((limit - GOOD.misroute_rate) / (GOOD.max_misroute_rate - GOOD.misroute_rate)) ** 2
    clustered = replace(GOOD, error_clustering=1.1 * needed)
    assert _decided(clustered) == ("go with a person", "clusters")


@pytest.mark.parametrize(
    ("values", "because"),
    [({"platform_cost_per_month": 1e6}, "costs_more"), ({"precision": 0.9}, "errors_eat_it")],
)
def test_what_does_not_pay_is_a_stop(values: dict[str, float], because: str):
    doubtful = replace(GOOD, low=0.5) if because == "errors_eat_it" else GOOD
    assert _decided(doubtful, **values) == ("stop", because)


def test_without_a_run_or_a_volume_there_is_no_verdict():
    assert BusinessCase(RICH).decision is None
    assert BusinessCase(Scenario.default(), GOOD).decision is None


def test_each_adversity_is_the_case_with_that_change():
    against = counter_case(RICH, GOOD)
    for row in against.rows:
        again = case(RICH.values().but(**row.changed)).net_savings_per_year
        assert row.net_per_year == pytest.approx(again)


def test_at_the_break_even_rate_of_wrong_routes_it_is_worth_nothing():
    limit = counter_case(RICH).break_even
    assert limit is not None
    assert case(RICH.values().but(precision=1 - limit)).npv == pytest.approx(0, abs=0.01)
