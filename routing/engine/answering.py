"""Tickets answered by a router on this machine, in this thread; one bad ticket spoils no other."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from jobs.control import Control
from jobs.progress import Meter
from routing.decision import Decision
from routing.engine.decision_writer import AppliedPolicy
from routing.engine.journal import Journal
from routing.errors import RouteCaseError
from routing.routers.router import Router
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

FAILED: Final = "the router failed on this ticket"
log = logging.getLogger(__name__)


def answer_here(
    router: Router,
    journal: Journal,
    applied: AppliedPolicy,
    control: Control,
    meter: Meter,
    *,
    chunk: int,
    only: list[Ticket] | None = None,
) -> None:
    """Answer what is pending, so many tickets between two writes; raises Cancelled.

    only: these tickets instead of all that are pending.
    """
    pending = journal.pending() if only is None else iter([only])
    for tickets in _chunks(applied.watch(pending), chunk):
        control.checkpoint()
        decisions = [applied.dispose(decision) for decision in answers_of(router, tickets)]
        journal.write(decisions)
        meter.add(len(decisions))


def answers_of(router: Router, tickets: Sequence[Ticket]) -> list[Decision]:
    """One decision per ticket with its time; one bad ticket spoils no other.

    Where the router does not say itself how long an answer took, each has an even share.
    """
    started = time.perf_counter()
    try:
        decisions = router.route(tickets)
    except RouteCaseError:
        raise
    except Exception:
        log.exception("router failed on %d tickets", len(tickets))
        if len(tickets) == 1:
            return [failed(router.name, tickets[0])]
        return [answer for ticket in tickets for answer in answers_of(router, [ticket])]
    each = (time.perf_counter() - started) / max(1, len(tickets))
    return [
        replace(decision, latency_seconds=decision.latency_seconds or each)
        for decision in decisions
    ]


def failed(router: str, ticket: Ticket, why: str = FAILED) -> Decision:
    """The decision on a ticket that the router of that name could not answer."""
    return Decision(ticket.key, UNKNOWN, confidence=0.0, router=router, error=why)


def _chunks(batches: Iterator[list[Ticket]], size: int) -> Iterator[list[Ticket]]:
    for batch in batches:
        for start in range(0, len(batch), size):
            yield batch[start : start + size]
