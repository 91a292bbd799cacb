"""A free router before a paid one: what it would cost at the asked precision."""

from __future__ import annotations

import pytest

from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.runs import Run
from tests.usecases.conftest import random, right
from usecases.business_case.cascade_plan import plan_cascade
from usecases.business_case.claim import RefusalReason
from usecases.evaluation.comparison import compare_runs


def sure_of_half(key: int) -> tuple[str, float]:
    """Sure and right on the first half; on the rest unsure, and right on every second one."""
    return right(key) if key <= 100 else ("Billing", 0.2)


def entries(workspace, *made: Run):
    """The runs as the Compare screen holds them."""
    return compare_runs(workspace, tuple(run.run_id for run in made)).entries


def test_only_what_the_free_router_is_unsure_of_is_paid_for(workspace, measured, routed):
    free, paid = measured(sure_of_half), routed(right, cost_usd=0.004)
    plan = plan_cascade(workspace, entries(workspace, free, paid), 0.9)
    cascade, first, second = plan.plans
    assert (plan.second.run_id, plan.n) == (paid.run_id, 200)
    assert cascade.calls == pytest.approx(0.5)
    assert plan.cost_per_1000 == pytest.approx(2.0)
    assert plan.accuracy.value == 1.0
    assert cascade.cost < min(first.cost, second.cost)
    assert plan.person > 0
    assert plan.refused is None


def test_categories_of_high_risk_go_to_a_person_whatever_either_says(workspace, measured, routed):
    taxonomy = Taxonomy((Category("Billing"), Category("Fraud", risk="high")))
    free = measured(sure_of_half)
    taxonomies.save(workspace, taxonomy, "the tests")
    made = entries(workspace, free, routed(right, cost_usd=0.004))
    assert plan_cascade(workspace, made, 0.9).plans[0].auto == pytest.approx(1.0)


def test_two_free_runs_make_no_cascade(workspace, measured, routed):
    assert plan_cascade(workspace, entries(workspace, measured(right), routed(right)), 0.9) is None


def test_of_labels_that_follow_no_text_no_saving_is_claimed(workspace, measured, routed):
    made = entries(workspace, measured(random), routed(right, cost_usd=0.004))
    plan = plan_cascade(workspace, made, 0.5)
    assert plan.refused.reason is RefusalReason.LABELS_DO_NOT_FOLLOW_TEXT
