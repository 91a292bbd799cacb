"""Figures for Prometheus: what was decided, what it cost, and how many events wait."""

from __future__ import annotations

import pytest

pytest.importorskip("prometheus_client")

from routing.decision import Decision, Disposition
from service.http.metrics import Metrics
from service.storage.inbox import Counts


def figures(metrics: Metrics) -> dict[str, float]:
    """Each line by its name and labels."""
    lines = metrics.text().decode().splitlines()
    return {
        line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if line[0] != "#"
    }


def decided(disposition: Disposition, cost: float = 0.0) -> Decision:
    return Decision(0, "Billing", 0.9, "embedded", disposition=disposition, cost_usd=cost)


def test_tickets_are_counted_by_disposition_and_profile_and_their_cost_adds_up():
    metrics = Metrics(lambda: Counts(0, 0, 0, 0))
    metrics.answered([decided(Disposition.AUTO, 0.25), decided(Disposition.REVIEW, 0.5)], "p1", 0.2)
    metrics.answered([decided(Disposition.AUTO)], "p1", 40.0)
    told = figures(metrics)
    assert told['routecase_tickets_total{disposition="auto",profile="p1"}'] == 2
    assert told['routecase_tickets_total{disposition="review",profile="p1"}'] == 1
    assert told["routecase_cost_usd_total"] == 0.75


def test_seconds_are_those_of_a_request_and_not_of_a_ticket():
    metrics = Metrics(lambda: Counts(0, 0, 0, 0))
    metrics.answered([decided(Disposition.AUTO)] * 3, "p1", 0.2)
    metrics.answered([decided(Disposition.AUTO)], "p1", 40.0)
    told = figures(metrics)
    assert told["routecase_request_seconds_count"] == 2
    assert told['routecase_request_seconds_bucket{le="0.1"}'] == 0
    assert told['routecase_request_seconds_bucket{le="0.25"}'] == 1
    assert told['routecase_request_seconds_bucket{le="30.0"}'] == 1, "a slow one is beyond all"


def test_webhooks_that_come_again_are_told_from_new_ones():
    metrics = Metrics(lambda: Counts(0, 0, 0, 0))
    for new in (True, False, False):
        metrics.accepted("zendesk", new=new)
    told = figures(metrics)
    assert told['routecase_webhooks_total{desk="zendesk",new="true"}'] == 1
    assert told['routecase_webhooks_total{desk="zendesk",new="false"}'] == 2


def test_events_are_counted_when_they_are_asked_for():
    now = [Counts(unsent=3, open=5, dead=1, closed=7)]
    metrics = Metrics(lambda: now[0])
    first = figures(metrics)
    now[0] = Counts(0, 2, 1, 10)
    names = [f"routecase_events_{each}" for each in ("unsent", "open", "dead", "closed")]
    assert [first[name] for name in names] == [3, 5, 1, 7]
    assert [figures(metrics)[name] for name in names] == [0, 2, 1, 10]
