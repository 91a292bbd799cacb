"""A push: each planned ticket goes to its group once, or is reported.

Nothing is written that was not read right before, and nothing is written a second time before it
was read again. What was sent and not answered is looked at last, when no write can be under way
any more.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from helpdesk.assignments import Answer, Assignment, Result
from helpdesk.client import HelpDesk, Notice
from helpdesk.errors import DeskStopped
from helpdesk.journal import Intent, Outcome, Planned, PushJournal, Status
from helpdesk.verdict import outcome_of, verdict

# So often a ticket may fail before it is refused.
MAX_FAILURES: Final = 5
# So many tickets in a row may be forbidden before a right is held to be missing: these wait for it.
MAX_FORBIDDEN: Final = 5
# Seconds for which it is known which groups there are.
GROUPS_KNOWN: Final = 30.0

Line = TypeVar("Line", Intent, Outcome)


@dataclass(slots=True)
class _Item:
    """A planned ticket on its way. sent: something of ours may be done. due: look not before.

    stamp: what it was like before that.
    """

    planned: Planned
    sent: bool = False
    stamp: str = ""
    due: float = 0.0
    failures: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Watcher:
    """How a push talks to its surroundings.

    progress: is told tickets with an outcome, and all. notify: is told of waits.
    checkpoint: is called between requests; it may wait, or raise to end the push.
    """

    progress: Callable[[int, int], None] = lambda _done, _total: None
    notify: Callable[[Notice], None] = lambda _notice: None
    checkpoint: Callable[[], None] = lambda: None


class Push:
    """Works off what the journal holds open; to go on after a stop, make a new one.

    Made and run in one event loop. group_names: by id, for the reasons people read.
    """

    def __init__(
        self, desk: HelpDesk, journal: PushJournal, watcher: Watcher,
        group_names: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._group_names = group_names or {}
        self._traits = desk.traits
        self._journal = journal
        self._watcher = watcher
        self._queue = deque(_Item(planned) for planned in journal.pending())
        # A write of a process that is gone may still be carried out for as long as this.
        due = _now() + self._traits.late_seconds
        self._later = [
            _Item(planned, sent=True, stamp=planned.stamp, due=due)
            for planned in journal.in_doubt()
        ]
        self._total = len(self._queue) + len(self._later)
        self._done = 0
        self._groups_gone: set[str | None] = set()
        self._groups_asked = -GROUPS_KNOWN
        # Since a write was last allowed: refused one by one, or all for want of a right.
        self._forbidden: list[Outcome] = []
        self._ended = False
        self._keeping = asyncio.Lock()

    async def run(self) -> None:
        """Give every ticket its outcome; raises DeskStopped when the desk ends it early."""
        while self._queue or self._later:
            if not self._queue:
                await self._until_due()
            await _all(self._work() for _ in range(self._traits.chunks))
        await self._refuse_forbidden()

    async def _until_due(self) -> None:
        wait = max(item.due for item in self._later) - _now()
        if wait > 0:
            until = datetime.fromtimestamp(time.time() + wait, UTC)
            count = len(self._later)
            text = f"{count:,} tickets were sent without an answer; they are looked at after that."
            self._watcher.notify(Notice(text, until))
            await asyncio.sleep(wait)
        self._queue.extend(self._later)
        self._later.clear()

    async def _work(self) -> None:
        try:
            while self._queue and not self._ended:
                self._watcher.checkpoint()
                size = min(self._traits.max_read, len(self._queue))
                await self._chunk([self._queue.popleft() for _ in range(size)])
        except BaseException:
            self._ended = True
            raise

    async def _chunk(self, items: Sequence[_Item]) -> None:
        """Read some tickets and write those that are as planned."""
        items = await self._without_gone_groups(items)
        if not items:
            return
        seen = await self._desk.look([item.planned.ticket for item in items])
        read_at = _now()
        outcomes, writes = [], []
        for item in items:
            snapshot = seen.get(item.planned.ticket)
            if snapshot and snapshot.hindrance:
                if not item.sent:  # what was sent stays unknown
                    self._forbid(item, snapshot.hindrance)
                continue
            since = item.stamp if item.sent else ""
            outcome = verdict(
                item.planned, snapshot, sent=item.sent, named=self._named, stamp=since
            )
            if outcome is None and item.failures >= MAX_FAILURES:
                outcome = outcome_of(item.planned, Status.REFUSED, item.reason)
            if outcome is None and snapshot is not None:
                planned, item.stamp = item.planned, snapshot.stamp
                writes.append((item, Assignment(snapshot, planned.group, planned.remark, read_at)))
            elif outcome is not None:
                outcomes.append(outcome)
        await self._settle(outcomes)
        self._end_without_right()
        await self._keep(self._journal.intend, [_intent(assignment) for _, assignment in writes])
        await self._write(writes)

    async def _without_gone_groups(self, items: Sequence[_Item]) -> list[_Item]:
        gone = [i for i in items if not i.sent and i.planned.group in self._groups_gone]
        reason = f"{self._traits.name} no longer has this group."
        await self._settle([outcome_of(item.planned, Status.REFUSED, reason) for item in gone])
        return [item for item in items if item not in gone]

    async def _write(self, writes: Sequence[tuple[_Item, Assignment]]) -> None:
        """Write them in as many requests as the desk wants, and keep all answers in one."""
        items = {item.planned.ticket: item for item, _ in writes}
        size = self._traits.max_write
        lots = [writes[start : start + size] for start in range(0, len(writes), size)]
        results = await asyncio.gather(
            *(self._desk.assign([assignment for _, assignment in lot]) for lot in lots),
            return_exceptions=True,
        )
        answers = [each for result in results if isinstance(result, list) for each in result]
        outcomes = [self._taken(items[answer.ticket], answer) for answer in answers]
        await self._settle([outcome for outcome in outcomes if outcome])
        for result in results:
            if isinstance(result, BaseException):
                raise result
        await self._learn(answers, items)

    def _taken(self, item: _Item, answer: Answer) -> Outcome | None:
        """The outcome, or None where the ticket must be looked at again."""
        planned = item.planned
        match answer.result:
            case Result.NOT_SENT:
                self._queue.appendleft(item)
                return outcome_of(planned, Status.PENDING, answer.reason)
            case Result.FAILED | Result.NO_ANSWER:
                late = self._traits.late_seconds if answer.result is Result.NO_ANSWER else 0.0
                item.sent = item.sent or answer.result is Result.NO_ANSWER
                item.due = _now() + late
                item.failures += 1
                item.reason = answer.reason
                self._later.append(item)
                return None if item.sent else outcome_of(planned, Status.PENDING, answer.reason)
            case Result.DONE:
                return outcome_of(planned, Status.ASSIGNED, "", answer.group, written=True)
            case Result.OVERLAPPED:
                reason, theirs = answer.reason, answer.before
                if theirs is not None and theirs != planned.before:
                    reason += f" They had moved it to {self._named(theirs)}."
                written = answer.group == planned.group
                return outcome_of(
                    planned, Status.CONFLICT, reason, answer.group, written=written, before=theirs
                )
            case Result.GONE:
                return outcome_of(planned, Status.GONE, answer.reason)
            case Result.REFUSED | Result.FORBIDDEN:
                waits = answer.result is Result.FORBIDDEN
                status = Status.PENDING if waits else Status.REFUSED
                return outcome_of(planned, status, answer.reason, answer.group)

    async def _learn(self, answers: Sequence[Answer], items: dict[str, _Item]) -> None:
        """See whether the writes fail because a group is gone, or a right missing."""
        for answer in answers:
            item = items[answer.ticket]
            if answer.result is Result.FORBIDDEN:
                self._forbid(item, answer.reason)
            elif answer.result is Result.DONE:
                await self._refuse_forbidden()
            elif answer.result in (Result.REFUSED, Result.FAILED):
                await self._look_for(item.planned.group)
        self._end_without_right()

    def _forbid(self, item: _Item, reason: str) -> None:
        self._forbidden.append(outcome_of(item.planned, Status.REFUSED, reason))

    async def _refuse_forbidden(self) -> None:
        """The right is there, as another write shows, but not to these tickets."""
        forbidden, self._forbidden = self._forbidden, []
        await self._settle(forbidden)

    def _end_without_right(self) -> None:
        if len(self._forbidden) >= MAX_FORBIDDEN:
            raise DeskStopped(
                f"{self._traits.name} forbids assigning: {self._forbidden[-1].reason}. The user "
                "needs the right to view and edit these tickets. Give it and push again: what was "
                "forbidden waits."
            )

    async def _look_for(self, group: str | None) -> None:
        """See whether the group is still there, with one call for all groups."""
        now = _now()
        if group is None or group in self._groups_gone or now < self._groups_asked + GROUPS_KNOWN:
            return
        self._groups_asked = now
        there = {each.id for each in await self._desk.groups()}
        planned = {item.planned.group for item in (*self._queue, *self._later)} | {group}
        self._groups_gone = planned - there - {None}

    def _named(self, group: str | None) -> str:
        return f"the group {self._group_names.get(group, group)}" if group else "no group"

    async def _settle(self, outcomes: Sequence[Outcome]) -> None:
        if outcomes:
            await self._keep(self._journal.settle, outcomes)
            self._done += sum(outcome.status is not Status.PENDING for outcome in outcomes)
            self._watcher.progress(self._done, self._total)

    async def _keep(self, write: Callable[[Sequence[Line]], None], lines: Sequence[Line]) -> None:
        """Write to the journal beside the loop: while a disk is slow, a desk's wait is heard."""
        async with self._keeping:
            await asyncio.to_thread(write, lines)


def _now() -> float:
    """Monotonic seconds, by the clock that the loop sleeps by."""
    return asyncio.get_running_loop().time()


def _intent(assignment: Assignment) -> Intent:
    seen = assignment.seen
    return Intent(seen.ticket, seen.group, assignment.group, seen.stamp, datetime.now(UTC))


async def _all(works: Iterable[Awaitable[None]]) -> None:
    """Let all come to their end, then raise the first error: no write is cut off."""
    for result in await asyncio.gather(*works, return_exceptions=True):
        if result is not None:
            raise result
