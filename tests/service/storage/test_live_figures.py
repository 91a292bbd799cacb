"""Figures of the last minutes: counted from what was kept, and nothing older."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.decision import Decision, Disposition
from service.decision_record import shown_decision
from service.storage.decision_log import DecisionLog, LoggedDecision
from service.storage.live_figures import figures, percentile

NOW = 600.0
ALONE = Decision(0, "Billing", 0.9, "llm", disposition=Disposition.AUTO, cost_usd=0.5)
WAITING = replace(ALONE, disposition=Disposition.REVIEW)


def call(decision: Decision, at: float, seconds: float, event: str = "") -> LoggedDecision:
    return LoggedDecision(shown_decision("T", decision), "p", at, seconds, "zendesk", event)


def test_nothing_kept_is_nothing_shown(database):
    found = figures(database, NOW, 5)
    assert (found.tickets, found.auto_share, found.direct, found.minutes) == (0, None, None, ())


def test_calls_and_events_of_the_last_minutes_are_counted_apart(database):
    DecisionLog(database).add([
        call(ALONE, 299.0, 9.0), call(ALONE, 310.0, 1.0), call(WAITING, 350.0, 3.0),
        call(ALONE, 599.0, 7.0, "E1"),
    ])  # fmt: skip
    found = figures(database, NOW, 5)
    assert (found.tickets, found.auto, found.waiting, found.cost_usd) == (3, 2, 1, 1.5)
    assert found.auto_share == pytest.approx(2 / 3)
    assert found.per_minute == pytest.approx(3 / 5)
    assert (found.direct.n, found.direct.p50, found.direct.p99) == (2, 1.0, 3.0)
    assert (found.queue.n, found.queue.p95) == (1, 7.0)
    assert [(m.at, m.auto, m.waiting) for m in found.minutes] == [(300, 1, 1), (540, 1, 0)]


@given(st.lists(st.floats(0, 1e6), min_size=1), st.sampled_from([0.5, 0.95, 0.99]))
def test_so_much_of_a_list_does_not_exceed_its_percentile(values, share):
    ordered = sorted(values)
    found = percentile(ordered, share)
    assert found in ordered
    assert sum(each <= found for each in ordered) >= share * len(ordered)
