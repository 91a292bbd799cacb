"""Targets: said as a person says them, and met or not."""

from __future__ import annotations

import pytest

from routing.errors import TaxonomyError
from routing.targets import DEFAULTS, KINDS, Kpi, from_records, in_unit


@pytest.mark.parametrize("metric", KINDS)
def test_what_was_never_measured_is_neither_met_nor_missed(metric):
    assert Kpi(metric, 0.5).met(None) is None


@pytest.mark.parametrize(
    ("kpi", "measured", "met"),
    [
        (Kpi("precision", 0.95), 0.95, True),
        (Kpi("precision", 0.95), 0.949, False),
        (Kpi("seconds_to_route", 30), 29.9, True),
        (Kpi("seconds_to_route", 30), 30, False),
        (Kpi("cost_per_1000", 2), 0.4, True),
        (Kpi("cost_per_1000", 2), 2.5, False),
    ],
)
def test_at_least_for_shares_and_under_for_time_and_money(kpi, measured, met):
    assert kpi.met(measured) is met


@pytest.mark.parametrize(
    ("metric", "target"),
    [("precision", 0), ("precision", 1.01), ("accuracy", -0.5), ("cost_per_1000", 0)],
)
def test_a_target_that_cannot_be_is_refused_with_its_name(metric, target):
    with pytest.raises(TaxonomyError, match=f"{KINDS[metric].label}: the target .* not possible"):
        Kpi(metric, target)


def test_an_unknown_metric_names_those_that_are_known():
    with pytest.raises(TaxonomyError, match=r"speed.*manual_triage_cut"):
        Kpi("speed", 0.5)


def test_targets_are_read_from_records_in_their_order():
    records = [{"metric": kpi.metric, "target": kpi.target} for kpi in DEFAULTS]
    assert from_records(records) == DEFAULTS


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(0.955, "share", "95.5 %"), (2.5, "s", "2.5 s"), (1234, "USD", "$1,234.00")],
)
def test_a_value_carries_its_unit(value, unit, said):
    assert in_unit(value, unit) == said
