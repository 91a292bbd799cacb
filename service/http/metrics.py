"""What Prometheus reads: tickets, seconds, cost, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from routing.decision import Decision
from service.storage.inbox import Counts

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one process; counts: how many events are how far."""

    def __init__(self, counts: Callable[[], Counts]) -> None:
        registry = self._registry = CollectorRegistry()
        self._tickets = Counter(
            "routecase_tickets", "Tickets decided", ["disposition", "profile"], registry=registry
        )
        self._seconds = Histogram(
            "routecase_request_seconds", "From request to answer", buckets=BUCKETS,
            registry=registry,
        )  # fmt: skip
        self._cost = Counter("routecase_cost_usd", "Paid for answers", registry=registry)
        self._webhooks = Counter(
            "routecase_webhooks", "Webhooks accepted", ["desk", "new"], registry=registry
        )
        for name in ("unsent", "open", "dead", "closed"):
            gauge = Gauge(f"routecase_events_{name}", f"Events: {name}", registry=registry)
            gauge.set_function(lambda name=name: getattr(counts(), name))

    def answered(self, decisions: Sequence[Decision], profile: str, seconds: float) -> None:
        """A request was answered."""
        self._seconds.observe(seconds)
        for each in decisions:
            self._tickets.labels(each.disposition.value, profile).inc()
            self._cost.inc(each.cost_usd)

    def accepted(self, desk: str, *, new: bool) -> None:
        """A webhook was taken."""
        self._webhooks.labels(desk, str(new).lower()).inc()

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        text: bytes = generate_latest(self._registry)
        return text
