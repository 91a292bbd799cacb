"""A policy is measured before it is adopted, and the run says the same once it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.policy import Policy
from routing.taxonomy import UNKNOWN
from store import policies, runs
from store.tickets import EVERY_TICKET, Filters
from tests.usecases.conftest import mostly_right
from usecases.evaluation.evidence import evidence
from usecases.policy.shares import policy_shares, routed_alone, selected_shares

SHARE = st.floats(0, 1)


@pytest.mark.parametrize(
    "policy",
    [Policy(0.2), Policy(0.5), Policy(0.5, {"Fraud": None}), Policy(0.2, {"Billing": 0.8}),
     Policy(0.2, always_review=frozenset({"Fraud"}))],
)  # fmt: skip
def test_shares_are_those_that_the_run_has_under_the_policy(workspace, measured, policy):
    run = measured(mostly_right, tickets=60, threshold=0.9)
    found = policy_shares(evidence(workspace, run.run_id), run.decided, policy)
    policies.apply(workspace, run.run_id, policies.save(workspace, policy, {}))
    now = runs.summary(workspace, run.run_id)
    assert found.coverage.value == pytest.approx(now.auto / 60)
    assert found.precision.n == now.auto


def test_where_nothing_goes_alone_there_is_no_precision(workspace, measured):
    run = measured(mostly_right, tickets=20)
    found = policy_shares(evidence(workspace, run.run_id), run.decided, Policy(None))
    assert (found.coverage.value, found.precision) == (0.0, None)


def test_a_run_that_was_counted_while_it_went_on_has_shares_too(workspace, measured):
    run = measured(mostly_right, tickets=20)
    found = policy_shares(evidence(workspace, run.run_id), 7, Policy(0.0))
    assert found.coverage.value == 1.0


def test_of_selected_tickets_the_shares_are_theirs_alone(workspace, measured):
    run = measured(mostly_right, tickets=60, threshold=0.9)
    fraud = Filters(actual="Fraud")
    found = selected_shares(workspace, run, Policy(0.2), fraud)
    policies.apply(workspace, run.run_id, policies.save(workspace, Policy(0.2), {}))
    now = runs.summary(workspace, run.run_id, fraud)
    assert (found.coverage.n, found.coverage.value) == (30, now.auto / 30)
    assert found.precision.value == now.auto_correct / now.auto_labelled < 1


def test_selecting_everything_is_measuring_the_run(workspace, measured):
    run = measured(mostly_right, tickets=60)
    whole = policy_shares(evidence(workspace, run.run_id), run.decided, Policy(0.5))
    assert selected_shares(workspace, run, Policy(0.5), EVERY_TICKET) == whole


@given(st.lists(st.tuples(SHARE, st.sampled_from(["A", "B", UNKNOWN])), max_size=20), SHARE, SHARE)
def test_a_higher_threshold_routes_no_other_ticket(answers, one, other):
    low, high = sorted((one, other))
    confidence, routed = np.array([c for c, _ in answers]), [name for _, name in answers]
    many, few = (routed_alone(confidence, routed, Policy(each)) for each in (low, high))
    assert not np.any(few & ~many)
    assert not any(alone for alone, name in zip(many, routed, strict=True) if name == UNKNOWN)
