"""Everything a run is asked for, and the policy that follows from it."""

from __future__ import annotations

import pytest

from routing.policy import Policy
from routing.rollout import Rollout
from routing.routers.cascade import CascadePolicy, CascadeRule
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket
from usecases.runs.request import DEFAULT_THRESHOLD, RunRequest

TAXONOMY = Taxonomy((Category("Billing"), Category("Fraud", risk="high")))


@pytest.mark.parametrize(
    "request_",
    [
        RunRequest(),
        RunRequest(threshold=0.7, review_high_risk=False, cleaning=False, sample=50),
        RunRequest("llm", llm=LlmRequest("compatible", "m", "http://localhost/v1", pack=3)),
        RunRequest("cascade", llm=LlmRequest("openai", "m"), cascade=CascadeRule(0.8, None)),
    ],
    ids=["default", "own", "llm", "cascade"],
)
def test_a_request_comes_back_as_it_was_kept(request_):
    assert RunRequest.from_settings(request_.to_settings()) == request_


def test_high_risk_waits_for_a_person_unless_that_is_not_wanted():
    assert RunRequest().policy(TAXONOMY) == Policy(DEFAULT_THRESHOLD, {}, frozenset({"Fraud"}))
    assert RunRequest(threshold=0.0, review_high_risk=False).policy(TAXONOMY) == Policy(0.0)


def test_a_cascade_has_a_threshold_for_each_stage():
    asked = RunRequest("cascade", cascade=CascadeRule(0.8, 0.6))
    assert asked.policy(TAXONOMY) == Policy(0.6, {}, frozenset({"Fraud"}))
    both = asked.applied_policy(TAXONOMY, Rollout())
    assert isinstance(both, CascadePolicy)
    assert both == CascadeRule(0.8, 0.6).policy("embedded", frozenset({"Fraud"}))


def test_cleaning_leaves_the_quoted_trail_out():
    written = ticket(1, subject="Refund", body="Please help.\n\nOn Monday, Ann wrote:\n> old text")
    assert "old text" not in RunRequest().text(written)
    assert RunRequest(cleaning=False).text(written) == written.text
