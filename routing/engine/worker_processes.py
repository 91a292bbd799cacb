"""Many tickets answered by worker processes beside this one, which alone writes.

A worker answers a lot of tickets and sends the decisions back in columns. A text that stands in
several tickets is answered once. What a worker died of is asked again, and at last ticket by
ticket, so that one bad ticket is one error.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from jobs.control import Control
from jobs.progress import Meter
from jobs.workers import Report, Workers
from routing.decision import Decision
from routing.engine.answering import answer_here, failed
from routing.engine.decision_writer import AppliedPolicy, DecidesDisposition
from routing.engine.journal import Journal
from routing.errors import RouterError
from routing.routers.router import Router
from routing.ticket import Ticket

if TYPE_CHECKING:
    import pyarrow as pa

Lot = tuple[Ticket, ...]
LOT_SIZE: Final = 1_024

# So often a lot may kill its worker before it is cut in half.
MAX_KILLS: Final = 3
TICK: Final = 0.5
KILLED: Final = "its worker died {times} times while it had this ticket"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A ticket with the very text of an earlier one. key, id: its own; first: key of that one."""

    key: int
    id: str
    first: int


class TableJournal(Journal, Protocol):
    """A journal that takes decisions in columns and knows equal texts."""

    def write_table(self, keys: Sequence[int], table: pa.Table) -> None:
        """Write the decisions of `to_table` on the tickets of those keys for good."""
        ...

    def repeats(self, apart: Sequence[int]) -> Sequence[Repeat]:
        """The pending tickets that say again what an earlier one says, none of them `apart`."""
        ...

    def decisions(self, keys: Sequence[int]) -> Sequence[Decision]:
        """The decisions that were written on the tickets of those keys, in that order."""
        ...


@dataclass(frozen=True, slots=True)
class Crew:
    """Who answers what of a run.

    workers: processes that answer tickets like any other. journal: of the run. apart: keys of the
    tickets that only `router`, in this process, may answer: those it learned from.
    """

    router: Router
    workers: Workers[Lot, pa.Table]
    journal: TableJournal
    apart: frozenset[int] = frozenset()


def answer_in_processes(
    crew: Crew, applied: AppliedPolicy, control: Control, meter: Meter, *, chunk: int
) -> None:
    """Answer what is pending; raises Cancelled, or RouterError where a worker cannot go on.

    The workers are ended in any case; what was written before stays.
    """
    journal = crew.journal
    answering = _Answering(crew, applied, control, meter)

    def here(tickets: list[Ticket]) -> None:
        answer_here(crew.router, journal, applied, control, meter, chunk=chunk, only=tickets)

    try:
        repeats = journal.repeats(sorted(crew.apart))
        said_before = {repeat.key for repeat in repeats}
        own: list[Ticket] = []
        for lot in _lots(journal.pending(), crew.apart, said_before, own):
            answering.give(lot)
            here(own)
            own.clear()
        here(own)
        answering.finish()
    finally:
        crew.workers.stop()
    for start in range(0, len(repeats), LOT_SIZE):
        control.checkpoint()
        _say_again(repeats[start : start + LOT_SIZE], journal, applied.policy, meter)


def _lots(
    pending: Iterable[list[Ticket]],
    apart: Container[int],
    left_out: Container[int],
    own: list[Ticket],
) -> Iterator[Lot]:
    """The tickets for the workers in lots; those that are kept apart are added to `own`."""
    lot: list[Ticket] = []
    for batch in pending:
        for ticket in batch:
            if ticket.key in apart:
                own.append(ticket)
            elif ticket.key not in left_out:
                lot.append(ticket)
        while len(lot) >= LOT_SIZE:
            yield tuple(lot[:LOT_SIZE])
            del lot[:LOT_SIZE]
    if lot:
        yield tuple(lot)


def _say_again(
    repeats: Sequence[Repeat], journal: TableJournal, policy: DecidesDisposition, meter: Meter
) -> None:
    """Give each the decision on the first ticket of its text; the policy looks at each itself."""
    known = journal.decisions([repeat.first for repeat in repeats])
    made = [
        policy.dispose(replace(decision, ticket_key=repeat.key, ticket_id=repeat.id))
        for decision, repeat in zip(known, repeats, strict=True)
    ]
    journal.write(made)
    meter.add(len(made))


class _Answering:
    """Lots on their way through the workers, and their decisions on the way into the journal."""

    def __init__(self, crew: Crew, applied: AppliedPolicy, control: Control, meter: Meter) -> None:
        self._workers = crew.workers
        self._router = crew.router.name
        self._journal = crew.journal
        self._applied = applied
        self._control = control
        self._meter = meter
        self._kills: Counter[tuple[int, int]] = Counter()
        self._again: deque[Lot] = deque()
        self._under_way = 0

    def give(self, lot: Lot) -> None:
        """Hand a lot to a worker as soon as one is free, those that are to be done again first."""
        self._again.append(lot)
        self._until(lambda: not self._again)

    def finish(self) -> None:
        """Wait until every lot is written."""
        self._until(lambda: not self._again and not self._under_way)

    def _until(self, reached: Callable[[], bool]) -> None:
        while True:
            self._control.checkpoint()
            while self._again and self._workers.free:
                self._under_way += 1
                self._workers.submit(self._again.popleft())
            if reached():
                return
            for report in self._workers.wait(TICK):
                self._take(report)

    def _take(self, report: Report[Lot, pa.Table]) -> None:
        if not report.ended:
            return
        self._under_way -= 1
        lot = report.task
        if report.error:
            raise RouterError(report.error)
        if report.result is not None:
            self._journal.write_table([ticket.key for ticket in lot], report.result)
            self._meter.add(len(lot))
        else:
            self._killed(lot)

    def _killed(self, lot: Lot) -> None:
        name = lot[0].key, len(lot)
        self._kills[name] += 1
        middle = len(lot) // 2
        if self._kills[name] < MAX_KILLS:
            self._again.appendleft(lot)
        elif middle:
            # Each half of what killed three workers is suspect: one more death cuts it again.
            for half in (lot[middle:], lot[:middle]):
                self._kills[half[0].key, len(half)] = MAX_KILLS - 1 if len(half) > 1 else 0
                self._again.appendleft(half)
        else:
            why = KILLED.format(times=MAX_KILLS)
            for tickets in self._applied.watch(iter([list(lot)])):
                made = self._applied.dispose(failed(self._router, tickets[0], why))
                self._journal.write([made])
            self._meter.add(1)
