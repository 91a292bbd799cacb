"""The draws follow their distributions, and so do the results."""

from dataclasses import replace

import numpy as np
import pytest

from roi.inputs.assumptions import assumptions
from roi.inputs.origin import Input
from roi.inputs.values import INPUTS
from roi.results.case import case
from roi.risk.uncertainty import drawn, limits, uncertainty
from roi.scenarios.scenario import Scenario

START = Scenario.default()


def _fixed(scenario: Scenario) -> Scenario:
    """The same scenario with no range at all."""
    still = {k: replace(i, low=i.value, high=i.value) for k, i in scenario.inputs.items()}
    return replace(scenario, inputs=still)


def test_the_same_seed_draws_the_same_and_another_seed_does_not():
    assert uncertainty(START, 500) == uncertainty(START, 500)
    assert uncertainty(START, 500) != uncertainty(replace(START, seed=2), 500)


def test_a_change_of_one_input_leaves_the_draws_of_the_others():
    first, second = drawn(START, 100), drawn(START.with_values(coverage=0.7), 100)
    assert np.array_equal(first["precision"], second["precision"])
    assert not np.array_equal(first["coverage"], second["coverage"])


@pytest.mark.parametrize("spread", ["pert", "triangular"])
def test_every_draw_lies_in_its_range(spread: str):
    scenario = replace(START, spread=spread)
    values = drawn(scenario, 2000)
    for key in INPUTS:
        low, high = limits(scenario.resolved[key])
        if source := scenario.source(key):  # there it is drawn in proportion to its source
            own = values[key] / values[source] * scenario[source]
            assert low - 1e-9 <= np.min(own) <= np.max(own) <= high + 1e-9, key
            continue
        assert np.min(values[key]) >= low - 1e-12, key
        assert np.max(values[key]) <= high + 1e-12, key


def test_a_pert_mean_weighs_the_likeliest_value_four_times():
    low, mode, high = 0.4, 0.6, 0.8
    found = drawn(START, 50_000)["coverage"]
    assert np.mean(found) == pytest.approx((low + 4 * mode + high) / 6, abs=0.003)


def test_a_triangular_mean_is_the_mean_of_its_corners():
    wage = assumptions()["wage_per_hour"]
    found = drawn(replace(START, spread="triangular"), 50_000)["wage_per_hour"]
    assert np.mean(found) == pytest.approx((wage.low + wage.value + wage.high) / 3, abs=0.05)


def test_a_measured_share_is_drawn_from_its_sample():
    n, share = 400, 0.9
    measured = Input.measured("precision", share, n=n, low=0.867, high=0.926, source="run 1")
    found = drawn(START.measured({"precision": measured}), 50_000)["precision"]
    assert np.mean(found) == pytest.approx(share, abs=0.003)
    assert np.std(found) == pytest.approx((share * (1 - share) / n) ** 0.5, rel=0.03)


def test_a_measured_mean_is_drawn_from_its_interval():
    measured = Input.measured("manual_seconds", 150, n=80, low=130.4, high=169.6, source="a study")
    found = drawn(START.measured({"manual_seconds": measured}), 50_000)["manual_seconds"]
    assert np.mean(found) == pytest.approx(150, abs=0.5)
    assert np.std(found) == pytest.approx(10, rel=0.03)


def test_without_ranges_every_percentile_is_the_case():
    scenario = _fixed(START)
    found, result = uncertainty(scenario, 50), case(scenario.values())
    assert found.npv.bad == found.npv.good == pytest.approx(result.npv)
    assert found.payback.middle == result.payback
    assert found.band.bad == pytest.approx(result.cumulative)


def test_a_case_that_never_pays_says_never_with_certainty():
    hopeless = START.with_values(platform_cost_per_month=1e6)
    found = uncertainty(hopeless, 200)
    assert (found.paid_back, found.within_a_year, found.positive_npv) == (0, 0, 0)
    assert (found.payback.good, found.payback.bad) == (None, None)
    assert found.paid_back_of_100 == 0


def test_the_band_holds_eight_draws_of_ten():
    found = uncertainty(START, 2000)
    band = found.band
    low, middle, high = (np.array(edge) for edge in (band.bad, band.middle, band.good))
    assert len(low) == START.horizon_months + 1
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert low[-1] == pytest.approx(np.quantile(_ends(2000), 0.1), rel=0.02)


def _ends(draws: int) -> np.ndarray:
    from roi.model.cash_flows import cash_flows  # noqa: PLC0415

    return cash_flows(drawn(START, draws)).sum(axis=0)


def test_of_a_payback_the_long_end_is_the_bad_case():
    found = uncertainty(START.with_values(tickets_per_month=20000), 500).payback
    assert found.good < found.middle < found.bad


def test_what_follows_an_input_is_drawn_with_it():
    values = drawn(START, 2000)
    assert np.corrcoef(values["manual_seconds"], values["review_seconds"])[0, 1] > 0.5


def test_each_slice_of_a_distribution_is_drawn_once():
    """A Latin hypercube: the mean of 2,000 draws is as near as that of millions of plain ones."""
    found = drawn(START, 2000)["coverage"]
    assert np.mean(found) == pytest.approx(0.6, abs=2e-4)
