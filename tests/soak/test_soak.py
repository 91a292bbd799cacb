"""One short seed of `make soak`: killed and resumed, nothing is lost and every cent is told."""

from __future__ import annotations

from tests.soak.soak import soak


def test_killed_twice_and_resumed_the_workspace_agrees_with_the_providers_ledger():
    found = soak(seed=7, kills=2, tickets=150)
    assert found.faults == []


def test_a_budget_holds_through_kills():
    found = soak(seed=3, kills=1, tickets=400, budget_usd=0.012)
    assert found.faults == []
    assert found.billed_usd <= 0.012
