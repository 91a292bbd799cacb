"""Stubs of what lies outside the service: disk, queue, desk and provider, each with its trouble."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Self

from helpdesk.assignments import Answer, Assignment, Result, Snapshot
from helpdesk.client import Traits
from helpdesk.errors import DeskStopped
from helpdesk.tickets import Group, TicketStatus
from routing.decision import Decision, Disposition
from routing.errors import ProviderRefuses, Unavailable
from routing.ticket import Ticket
from service.errors import BrokerDown
from service.pipeline.broker import Queue
from service.storage.database import IN_MEMORY, Database
from tests.service.simulation.world import World

GROUPS = ("1", "2", "3", "4")


class Disk(Database):
    """SQLite in memory: what was committed outlives a kill, and a process may die before or after.

    A disk that fails ends the process, as an unexpected error does.
    """

    def __init__(self, world: World) -> None:
        super().__init__(IN_MEMORY)
        self._world = world

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        self._world.touch()
        with super().writing() as connection:
            yield connection
        self._world.touch()


@dataclass
class Message:
    """taken_by: the process that works on it, "" while it waits."""

    body: str
    taken_by: str = ""


class Broker:
    """At least once: a message stays until it is acknowledged, and comes back when its taker dies.

    forgets: share of messages that are lost although they were confirmed, as Redis may. doubles:
    share that is given twice.
    """

    def __init__(self, world: World, forgets: float, doubles: float) -> None:
        self._world = world
        self._messages: dict[Queue, list[Message]] = defaultdict(list)
        self._forgets = forgets
        self._doubles = doubles
        self.down_until = 0.0

    def publish(self, queue: Queue, body: str) -> None:
        self._world.touch()
        self._check()
        dice = self._world.random
        if not (self._world.is_troubled and dice.random() < self._forgets):
            self._messages[queue].append(Message(body))
        if dice.random() < self._doubles:
            self._messages[queue].append(Message(body))
        self._world.touch()
        # It was kept, and nobody hears of it.
        if self._world.is_troubled and dice.random() < 0.01:
            raise BrokerDown("no confirmation")

    def waiting(self, queues: Collection[Queue] = tuple(Queue)) -> int:
        self._world.touch()
        self._check()
        return sum(not each.taken_by for queue in queues for each in self._messages[queue])

    def take(self, queue: Queue, taker: str) -> Message | None:
        self._world.touch()
        if self._world.now < self.down_until:
            return None
        free = [each for each in self._messages[queue] if not each.taken_by]
        if not free:
            return None
        # Order is nothing to rely on once messages come back.
        chosen = free[0] if self._world.random.random() < 0.8 else self._world.random.choice(free)
        chosen.taken_by = taker
        return chosen

    def acknowledge(self, queue: Queue, message: Message) -> None:
        self._world.touch()
        # A message that was given to somebody else meanwhile is gone already.
        if message in self._messages[queue] and self._world.now >= self.down_until:
            self._messages[queue].remove(message)
        self._world.touch()

    def give_back(self, taker: str) -> None:
        for messages in self._messages.values():
            for each in messages:
                if not taker or each.taken_by == taker:
                    each.taken_by = ""

    def fail(self, seconds: float) -> None:
        """Killed and restarted: whatever was being worked on comes back, though its taker lives."""
        self.down_until = self._world.now + seconds
        self.give_back("")

    def _check(self) -> None:
        if self._world.now < self.down_until:
            raise BrokerDown("down")


@dataclass(frozen=True)
class Write:
    """What landed at the desk. version: how often the ticket had been changed before."""

    at: float
    ticket: str
    before: str | None
    after: str | None
    version: int


@dataclass
class DeskTicketState:
    """version: how often it has been changed."""

    group: str | None
    version: int = 0


class Desk:
    """Conditional on its stamp, or not: then a change in the moment between is overwritten."""

    def __init__(self, world: World, tickets: Sequence[str], *, conditional: bool) -> None:
        self._world = world
        self._conditional = conditional
        self.tickets = {each: DeskTicketState(world.random.choice(GROUPS[:2])) for each in tickets}
        self.writes: list[Write] = []
        self.moved: Counter[str] = Counter()
        self.late: list[tuple[float, Assignment]] = []
        self.down_until = 0.0
        self.traits = Traits(
            "Desk",
            max_read=1,
            max_write=1,
            chunks=4,
            late_seconds=3.0,
            lag_seconds=0.0,
            tags=False,
            notes=False,
            history=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        return None

    async def groups(self) -> list[Group]:
        self._arrive()
        return [Group(each, f"Group {each}") for each in GROUPS]

    async def look(self, tickets: Sequence[str]) -> dict[str, Snapshot]:
        self._arrive()
        found = {
            each: Snapshot(each, state.group, TicketStatus.OPEN, str(state.version))
            for each in tickets
            if (state := self.tickets.get(each))
        }
        self._world.touch()
        return found

    async def assign(self, assignments: Sequence[Assignment]) -> list[Answer]:
        return [self._assign(each) for each in assignments]

    def agent(self, ticket: str) -> None:
        """A person moves the ticket."""
        state = self.tickets[ticket]
        others = [each for each in GROUPS if each != state.group]
        state.group, state.version = self._world.random.choice(others), state.version + 1
        self.moved[ticket] += 1

    def catch_up(self) -> None:
        """What was sent long ago is carried out now."""
        due = [each for at, each in self.late if at <= self._world.now]
        self.late = [(at, each) for at, each in self.late if at > self._world.now]
        for each in due:
            self._land(each)

    def _assign(self, assignment: Assignment) -> Answer:
        world, ticket = self._world, assignment.ticket
        world.touch()
        if world.now < self.down_until:
            return Answer(ticket, Result.NOT_SENT, "down")
        dice = world.random.random() if world.is_troubled else 1.0
        if dice < 0.03:
            # Carried out while its sender may be dead already.
            self.late.append((world.now + world.random.random() * 2.5, assignment))
            world.touch()
            return Answer(ticket, Result.NO_ANSWER, "no answer")
        if dice < 0.05:
            return Answer(ticket, Result.FAILED, "503")
        landed = self._land(assignment)
        world.touch()
        if dice < 0.08:
            return Answer(ticket, Result.NO_ANSWER, "no answer")
        if not landed:
            return Answer(ticket, Result.FAILED, "409")
        return Answer(ticket, Result.DONE, group=assignment.group)

    def _land(self, assignment: Assignment) -> bool:
        state = self.tickets[assignment.ticket]
        if self._conditional and str(state.version) != assignment.seen.stamp:
            return False
        self.writes.append(
            Write(self._world.now, assignment.ticket, state.group, assignment.group, state.version)
        )
        state.group, state.version = assignment.group, state.version + 1
        return True

    def _arrive(self) -> None:
        self._world.touch()
        self.catch_up()
        if self._world.now < self.down_until:
            raise DeskStopped("The desk does not answer.")


@dataclass
class Provider:
    """Answers by the text alone, and keeps the bill; shared by all workers."""

    world: World
    paid: Counter[str] = field(default_factory=Counter)
    down_until: float = 0.0
    refuses_until: float = 0.0
    profile: str = "p1"
    pays: bool = True

    def decide(self, ticket: Ticket) -> tuple[Decision, str]:
        self.world.touch()
        if self.world.now < self.down_until:
            raise Unavailable("The provider does not answer.")
        if self.world.now < self.refuses_until:
            raise ProviderRefuses("The key is wrong.")
        self.paid[ticket.text] += 1
        self.world.sleep(self.world.random.choice([0.1, 0.5, 3.0]))
        category = GROUPS[sum(map(ord, ticket.text)) % 4]
        is_sure = sum(map(ord, ticket.text)) % 5 > 0
        disposition = Disposition.AUTO if is_sure else Disposition.REVIEW
        decision = Decision(ticket.key, category, 0.9, "stub", cost_usd=0.01)
        return replace(decision, disposition=disposition), self.profile

    def again(self, _profile: str, earlier: Decision, _ticket: Ticket) -> Decision:
        return earlier

    def group(self, _profile: str, category: str) -> str:
        return category


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose sleep is the world's."""

    def __init__(self, world: World) -> None:
        super().__init__()
        real = self._selector.select

        def select(timeout: float | None = None) -> Any:
            if timeout:
                world.sleep(timeout)
            return real(0)

        self._selector.select = select
        self.time = lambda: world.now  # type: ignore[method-assign]
        self.set_default_executor(InlinePool())


class InlinePool(ThreadPoolExecutor):
    """Runs what it is given at once, in the thread of its actor."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it
            future.set_exception(error)
        return future
