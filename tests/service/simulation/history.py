"""One history: the real code between stubs, from the first webhook until all is quiet."""

from __future__ import annotations

import logging
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from service.errors import BrokerDown, OnHold, Stopping
from service.events import EventOutcome, RoutedEvent, TicketEvent
from service.pipeline.broker import Queue
from service.pipeline.helpdesk_writer import DeskWriter
from service.pipeline.resources import StepResources
from service.pipeline.sweeper import Sweeper
from service.pipeline.worker import Worker
from service.storage.inbox import Inbox
from service.storage.paid_answers import Answers
from tests.service.simulation.checker import History, Record
from tests.service.simulation.stubs import Broker, Desk, Disk, Loop, Provider
from tests.service.simulation.world import Actor, World

TROUBLE_SECONDS = 90.0
LIMIT_SECONDS = 1500.0
SWEEP_SECONDS = 3.0
IDLE_SECONDS = 4.0
LOGGERS = ("asyncio", "service")
# A kill leaves coroutines behind.
warnings.filterwarnings("ignore", "coroutine .* was never awaited")


@contextmanager
def _quiet() -> Iterator[None]:
    """What fails on purpose is not logged; whoever comes after finds the levels as they were."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Simulation:
    """A desk's events through receiver, sweeper, workers, writer and owner."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed, TROUBLE_SECONDS)
        dice = self.world.random
        tickets = [f"T{n}" for n in range(dice.randint(3, 9))]
        self.conditional = dice.random() < 0.5
        self.disk = Disk(self.world)
        self.broker = Broker(
            self.world, forgets=dice.choice([0.0, 0.02]), doubles=dice.choice([0.0, 0.1])
        )
        self.desk = Desk(self.world, tickets, conditional=self.conditional)
        self.provider = Provider(self.world)
        self.inbox = Inbox(self.disk)
        self.accepted: dict[str, Record] = {}
        # Some texts come twice: the second answer must not be paid.
        self.events = [
            TicketEvent("zendesk", f"E{n}", ticket, "", f"text {n // 2 if n % 3 else n}",
                        self.desk.tickets[ticket].group, "0", urgent=dice.random() < 0.2)
            for n, ticket in enumerate(tickets)
        ]  # fmt: skip
        self.broken = 0

    @_quiet()
    def run(self) -> History:
        world = self.world
        world.on_kill = lambda actor: self.broker.give_back(f"{actor.name}#{actor.lives - 1}")
        world.add("vendor", self._vendor, mortal=False)
        world.add("fate", self._fate, mortal=False)
        world.add("sweeper", self._sweep)
        world.add("sweeper 2", self._sweep)
        for number in range(world.random.randint(1, 3)):
            world.add(f"worker {number}", self._work)
        world.add("writer", self._write)
        world.add("owner", self._own)
        world.run(self._is_quiet, LIMIT_SECONDS)
        return self._history()

    def _is_quiet(self) -> bool:
        counts = self.inbox.counts()
        is_settled = not (counts.open or counts.dead or self.desk.late)
        return len(self.accepted) == len(self.events) and is_settled

    def _vendor(self, _actor: Actor) -> None:
        """Sends each event until it hears of it, and now and then once more."""
        dice = self.world.random
        waiting = list(self.events)
        while waiting:
            self.world.sleep(dice.choice([0.1, 1.0, 5.0]))
            event = dice.choice(waiting)
            heard = self._receive(event)
            if heard and dice.random() < 0.9:
                waiting.remove(event)
        while True:
            self.world.sleep(100.0)

    def _receive(self, event: TicketEvent) -> bool:
        """The receiver, and whether its answer arrives."""
        if self.world.is_troubled and self.world.random.random() < 0.1:
            return False  # killed before
        self.inbox.add(event, self.world.now)
        if self.world.is_troubled and self.world.random.random() < 0.1:
            return False  # killed after the commit
        self.accepted[event.event] = {
            "ticket": event.ticket, "group": event.group, "text": event.body,
        }  # fmt: skip
        return True

    def _fate(self, _actor: Actor) -> None:
        """Outages, and people who move tickets themselves."""
        world, dice = self.world, self.world.random
        while world.is_troubled:
            world.sleep(dice.choice([1.0, 5.0, 15.0]))
            kind = dice.randrange(8)
            if kind == 0:
                self.broken += 1
                self.broker.fail(dice.choice([0.0, 5.0, 20.0]))
            elif kind == 1:
                self.provider.down_until = world.now + 20.0
            elif kind == 2:
                self.desk.down_until = world.now + 20.0
            elif kind == 3:
                self.desk.agent(dice.choice(list(self.desk.tickets)))
            elif kind == 4:
                self.provider.refuses_until = world.now + 20.0
        while True:
            world.sleep(30.0)
            self.desk.catch_up()
            self.inbox.retry()

    def _sweep(self, _actor: Actor) -> None:
        sweeper = Sweeper(self.inbox, self.broker, self._clock)
        while True:
            sweeper.sweep()
            self.world.sleep(SWEEP_SECONDS)

    def _work(self, actor: Actor) -> None:
        answers = Answers(self.disk, actor.incarnation, self.world.is_alive)
        worker = Worker(self._around, answers, self.provider, frozenset({"zendesk"}))
        self._consume(
            actor, [Queue.URGENT, Queue.TICKETS],
            lambda body: worker.handle(TicketEvent.from_json(body)),
        )  # fmt: skip

    def _write(self, actor: Actor) -> None:
        loop = Loop(self.world)
        writer = DeskWriter(self._around, self.disk, lambda: self.desk)
        try:
            self._consume(
                actor, [Queue.DESK],
                lambda body: loop.run_until_complete(writer.write(RoutedEvent.from_json(body))),
            )  # fmt: skip
        finally:
            loop.close()

    def _own(self, actor: Actor) -> None:
        self._consume(
            actor, [Queue.OUTCOMES], lambda body: self.inbox.close(EventOutcome.from_json(body))
        )

    def _consume(self, actor: Actor, queues: list[Queue], handle) -> None:
        while True:
            for queue in queues:
                message = self.broker.take(queue, actor.incarnation)
                if message is None:
                    continue
                try:
                    handle(message.body)
                except (BrokerDown, OnHold, Stopping):
                    message.taken_by = ""
                else:
                    self.broker.acknowledge(queue, message)
                break
            else:
                self.world.sleep(IDLE_SECONDS)

    @property
    def _around(self) -> StepResources:
        return StepResources(self.inbox, self.broker, self._clock, self.world.sleep)

    def _clock(self) -> float:
        return self.world.now

    def _history(self) -> History:
        outcomes: dict[str, list[Record]] = defaultdict(list)
        for row in self.disk.rows("SELECT event, status FROM events WHERE closed_at IS NOT NULL"):
            outcomes[row["event"]].append({"status": row["status"]})
        decided = Counter(row["event"] for row in self.disk.rows("SELECT event FROM decisions"))
        for event, times in decided.items():
            outcomes[event] *= times
        writes = [(each.ticket, each.before, each.after) for each in self.desk.writes]
        faults = len(self.world.kills) + self.broken
        return History(
            self.accepted, dict(outcomes), writes, self.desk.moved, self.provider.paid, faults,
            self.conditional,
        )  # fmt: skip
