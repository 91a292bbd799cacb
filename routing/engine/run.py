"""One stretch of a run: build the router, answer what is pending, write before it counts."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from jobs.control import Cancelled, Control
from jobs.progress import Meter
from routing.decision import Decision
from routing.engine.attempts import Attempts, BriefAttempts
from routing.engine.batch import BatchRun, BatchService
from routing.engine.budget import Terms
from routing.engine.dispatcher import BudgetSpent, Dispatcher
from routing.engine.disposing import Disposing
from routing.engine.journal import Journal
from routing.errors import RouteCaseError
from routing.policy import Policy
from routing.routers.router import RemoteRouter, Router
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

# Small enough that pause and cancel act at once and a kill loses little; large enough that
# writing costs nothing beside answering.
SLICE: Final = 64
YOUNG_OBJECTS: Final = 20_000
FAILED: Final = "the router failed on this ticket"
log = logging.getLogger(__name__)


def run(
    journal: Journal,
    build: Callable[[], Router | RemoteRouter],
    policy: Policy,
    control: Control,
    meter: Meter,
    *,
    attempts: Attempts | None = None,
    terms: Terms | None = None,
    batches: Callable[[RemoteRouter], BatchService] | None = None,
) -> str:
    """Answer every pending ticket of the journal; the status it ended with.

    attempts: where paid answers are kept, for routers that ask a provider.
    terms: what such a router may use.
    batches: makes the way through a provider's Batch API, for runs that take it.

    Returns `finished`, `cancelled`, `stopped` (at the end of its budget) or `failed`; never raises
    for what a router or a person does. Each of them keeps what it wrote and can be resumed.
    """
    started = time.monotonic()
    status, error = "finished", None
    disposing = Disposing(policy)
    try:
        router = build()
        journal.describe(router.fingerprint, router.warnings)
        decided, total = journal.size()
        meter.begin("Routing tickets", total, decided)
        if isinstance(router, RemoteRouter):
            paid = attempts or BriefAttempts()
            if batches:
                asker: BatchRun | Dispatcher = BatchRun(
                    router, batches(router), journal, paid, disposing, control, meter
                )
            else:
                asker = Dispatcher(
                    router, journal, paid,
                    policy=disposing, control=control, meter=meter, terms=terms or Terms(),
                )  # fmt: skip
            with _rare_collections():
                asyncio.run(asker.run(disposing.watch(journal.pending())))
        else:
            _answer_here(router, journal, disposing, control, meter)
    except BudgetSpent as end:
        status, error = "stopped", str(end)
    except Cancelled:
        status = "cancelled"
    except RouteCaseError as problem:
        status, error = "failed", str(problem)
    except Exception:
        log.exception("run failed")
        status, error = "failed", "The run stopped on an unexpected error; resume it to go on."
    journal.end(status, time.monotonic() - started, error)
    return status


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Requests leave next to no cycles behind; looking for them costs a fifth of the time."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _answer_here(
    router: Router, journal: Journal, disposing: Disposing, control: Control, meter: Meter
) -> None:
    for tickets in _slices(disposing.watch(journal.pending())):
        control.checkpoint()
        decisions = [disposing.dispose(decision) for decision in _answers(router, tickets)]
        journal.write(decisions)
        meter.add(len(decisions))


def _slices(batches: Iterator[list[Ticket]]) -> Iterator[list[Ticket]]:
    for batch in batches:
        for start in range(0, len(batch), SLICE):
            yield batch[start : start + SLICE]


def _answers(router: Router, tickets: Sequence[Ticket]) -> list[Decision]:
    """One decision per ticket with its share of the time; one bad ticket spoils no other."""
    started = time.perf_counter()
    try:
        decisions = router.route(tickets)
    except RouteCaseError:
        raise
    except Exception:
        log.exception("router failed on %d tickets", len(tickets))
        if len(tickets) == 1:
            return [_failed(router, tickets[0])]
        return [answer for ticket in tickets for answer in _answers(router, [ticket])]
    each = (time.perf_counter() - started) / max(1, len(tickets))
    return [replace(decision, latency_seconds=each) for decision in decisions]


def _failed(router: Router, ticket: Ticket) -> Decision:
    return Decision(ticket.key, UNKNOWN, confidence=0.0, router=router.name, error=FAILED)
