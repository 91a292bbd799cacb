"""One stretch of a run: build the router, answer what is pending, write before it counts."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import Any, Final, TypeVar

from jobs.control import Cancelled, Control
from jobs.progress import Meter
from routing.decision import Decision
from routing.engine.answering import answer_here
from routing.engine.decision_writer import AppliedPolicy, DecidesDisposition
from routing.engine.dispatcher import Dispatcher
from routing.engine.journal import Attempts, Journal, MemoryAttempts, MemoryJournal, RunStatus
from routing.engine.run_limits import BudgetSpent, Terms
from routing.engine.transports import BatchTransport
from routing.engine.worker_processes import Crew, answer_in_processes
from routing.errors import RouteCaseError, RouterError, lacks_memory
from routing.policy import Policy
from routing.routers.router import BatchService, RemoteRouter, Router
from routing.ticket import Ticket

# Small enough that pause and cancel act at once and a kill loses little; large enough that
# writing costs nothing beside answering.
CHUNK_SIZE: Final = 64
GC_THRESHOLD: Final = 20_000
UNEXPECTED: Final = "The run stopped on an unexpected error; resume it to go on."
NO_MEMORY: Final = (
    "There is too little memory for this run. Close other programs or give it more, and resume it."
)
Result = TypeVar("Result")
log = logging.getLogger(__name__)


def run(
    journal: Journal,
    build: Callable[[], Router | RemoteRouter],
    policy: DecidesDisposition,
    control: Control,
    meter: Meter,
    *,
    attempts: Attempts | None = None,
    terms: Terms | None = None,
    batches: Callable[[RemoteRouter], BatchService] | None = None,
    share: Callable[[Router], Crew | None] | None = None,
    chunk: int = CHUNK_SIZE,
) -> RunStatus:
    """Answer every pending ticket of the journal; the status it ended with.

    attempts: where paid answers are kept, for routers that ask a provider.
    terms: what such a router may use.
    batches: makes the way through a provider's Batch API, for runs that take it.
    share: the worker processes that answer with a router on this machine; None for none.
    chunk: tickets that such a router answers in this process between two writes.

    Never raises for what a router or a person does: the journal gets the sentence. Each status
    keeps what was written and can be resumed.
    """
    started = time.monotonic()
    applied = AppliedPolicy(policy)

    def work() -> None:
        router = build()
        journal.describe(router.fingerprint, router.warnings)
        decided, total = journal.size()
        meter.begin("Routing tickets", total, decided)
        if isinstance(router, RemoteRouter):
            batch = BatchTransport(batches(router)) if batches else None
            dispatcher = Dispatcher(
                router, journal, attempts or MemoryAttempts(), policy=applied, control=control,
                meter=meter, terms=terms or Terms(), batch=batch,
            )  # fmt: skip
            with _rare_garbage_collection():
                _in_a_loop(_ask_all(dispatcher, router, applied.watch(journal.pending()), batch))
        elif share and (crew := share(router)):
            answer_in_processes(crew, applied, control, meter, chunk=chunk)
        else:
            answer_here(router, journal, applied, control, meter, chunk=chunk)

    status, error = _ended(work)
    journal.end(status, time.monotonic() - started, error)
    return status


def _ended(work: Callable[[], None]) -> tuple[RunStatus, str | None]:
    """How the work ended, with the sentence for the user where it did not finish."""
    try:
        work()
    except BudgetSpent as end:
        return RunStatus.STOPPED, str(end)
    except Cancelled:
        return RunStatus.CANCELLED, None
    except RouteCaseError as problem:
        return RunStatus.FAILED, str(problem)
    except Exception as error:
        log.exception("run failed")
        return RunStatus.FAILED, NO_MEMORY if lacks_memory(error) else UNEXPECTED
    return RunStatus.FINISHED, None


def answer(
    router: RemoteRouter,
    tickets: Sequence[Ticket],
    terms: Terms | None = None,
    policy: DecidesDisposition | None = None,
) -> list[Decision]:
    """One decision per ticket, in the same order, with nothing kept: for a preview or a request.

    A ticket that fails is a decision with an error. May be called where an event loop runs. The
    router is closed afterwards.

    Raises RouterError when the provider cannot be asked or the budget ends.
    """

    async def work() -> list[Decision]:
        try:
            return await _answers_of(router, tickets, terms, policy)
        finally:
            await router.close()

    return _in_a_loop(work())


async def answer_one(
    router: RemoteRouter,
    ticket: Ticket,
    terms: Terms | None = None,
    policy: DecidesDisposition | None = None,
) -> Decision:
    """The decision on one ticket, in the event loop that runs, within the endpoint's limits.

    The limits are shared with every run in this process. The router stays open, for the next
    ticket in the same loop; whoever cancels this waits for nothing.

    Raises RouterError when the provider cannot be asked.
    """
    (decision,) = await _answers_of(router, [ticket], terms, policy)
    return decision


async def _answers_of(
    router: RemoteRouter,
    tickets: Sequence[Ticket],
    terms: Terms | None,
    policy: DecidesDisposition | None,
) -> list[Decision]:
    """Without threads of its own and without waiting at the end: made for a few tickets."""
    journal = MemoryJournal(tickets)
    applied = AppliedPolicy(policy or Policy())
    dispatcher = Dispatcher(
        router, journal, MemoryAttempts(), policy=applied, control=Control(), meter=Meter(),
        terms=terms or Terms(), grace=0.0, thread=lambda: nullcontext(None),
    )  # fmt: skip
    await dispatcher.run(applied.watch(journal.pending()))
    return [journal.decisions[ticket.key] for ticket in tickets]


async def _ask_all(
    dispatcher: Dispatcher,
    router: RemoteRouter,
    pending: Iterator[list[Ticket]],
    batch: BatchTransport | None,
) -> None:
    """Raises RouterError where nothing but failures came back."""
    try:
        await dispatcher.run(pending)
    finally:
        await router.close()
        if batch:
            await batch.close()
    if dispatcher.all_failed:
        raise RouterError(f"Not one question could be answered: {dispatcher.all_failed}.")


def _in_a_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Do it in a loop of its own; in another thread where this one runs a loop already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


_collecting: Final = threading.Lock()
_running = 0
_threshold = gc.get_threshold()


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """Requests leave next to no cycles behind; looking for them costs a fifth of the time.

    The setting is the whole process's: the first of several runs changes it, the last restores it.
    """
    global _running, _threshold  # noqa: PLW0603 - so is the setting
    with _collecting:
        _running += 1
        if _running == 1:
            _threshold = gc.get_threshold()
            gc.freeze()
            gc.set_threshold(GC_THRESHOLD, *_threshold[1:])
    try:
        yield
    finally:
        with _collecting:
            _running -= 1
            if not _running:
                gc.set_threshold(*_threshold)
                gc.unfreeze()
