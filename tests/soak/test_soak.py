"""One short seed of `make soak`: killed and resumed, nothing is lost and every cent is told."""

from __future__ import annotations

from tests.soak.soak import soak


def test_killed_and_resumed_the_workspace_agrees_with_the_providers_ledger():
    found = soak(seed=7, kills=1, tickets=40)
    assert found.faults == []
