"""What the business case measures of a run and an export."""

from datetime import datetime, timedelta

import pytest

from routing.decision import Decision
from routing.policy import Policy
from store import measures, runs
from store.taxonomies import save
from tests.conftest import ticket
from tests.pages.conftest import TAXONOMY


def test_the_means_of_a_run_come_with_their_spread(workspace, fill):
    save(workspace, TAXONOMY, "the tests")
    fill(workspace, [ticket(1), ticket(2)])
    run = runs.start(workspace, "llm", {}, 1)
    decided = [
        Decision(
            key, "Billing", confidence=0.9, router="llm", latency_seconds=float(key),
            cost_usd=0.01, input_tokens=100, output_tokens=10, cached_tokens=25,
        )
        for key in (1, 2)
    ]  # fmt: skip
    runs.RunJournal(workspace, run.run_id).write([Policy(0.5).dispose(d) for d in decided])
    found = measures.per_ticket(workspace, run.run_id)
    assert (found.n, found.seconds.mean) == (2, 1.5)
    assert found.seconds.sd == pytest.approx(0.7071, abs=1e-4)
    assert found.cost_usd == measures.Spread(0.01, 0.0)
    assert (found.cached_tokens, found.input_tokens_in_all) == (50, 200)


def test_only_whole_months_are_counted_and_an_empty_one_too(workspace, fill):
    days = [datetime.fromisoformat("2026-01-20") + timedelta(days=n) for n in (0, 1, 15, 70, 95)]
    fill(workspace, [ticket(n, created_at=day) for n, day in enumerate(days, 1)])
    # 20 January to 25 April: February has one ticket, March (the 31st) one; the ends are cut.
    assert list(measures.whole_months(workspace).values()) == [1, 1]


def test_an_export_without_times_has_no_months(workspace, fill):
    fill(workspace, [ticket(1)])
    assert measures.whole_months(workspace) == {}
