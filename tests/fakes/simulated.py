"""A remote router whose provider exists on the loop's own clock, to run hours in a moment."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jobs import Control, Meter
from routing.attempt import Answer, Attempt, Failure, Limits, Question, Reply, Trouble
from routing.decision import Decision
from routing.engine import Attempts, MemoryAttempts, RunStatus, Terms
from routing.engine.dispatcher import Dispatcher
from routing.engine.provider_limits import EndpointLimits
from routing.engine.transports import BatchTransport
from routing.policy import Policy
from routing.ticket import Ticket
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.bucket import Bucket
from tests.fakes.virtual_time import Inline, in_virtual_time

PROMPT, ROOM = 200, 30


class SimulatedRouter:
    """Asks a provider that behaves as told; says A of everything."""

    name = "simulated"
    fingerprint = "s"
    limits_id = "simulated"
    warnings: tuple[str, ...] = ()
    way = 0.02

    def __init__(self, behaviour: Behaviour, pack: int = 1) -> None:
        self.is_ = behaviour
        self.pack = pack
        self.random = random.Random(behaviour.seed)
        self.billed: dict[str, list[str]] = defaultdict(list)
        self.outcomes: Counter[str] = Counter()
        self.in_flight = self.most_in_flight = 0
        self.first: float | None = None
        self.last = 0.0
        self.closed = False
        self.pledged = 0

    def question(self, ticket: Ticket) -> Question:
        return Question(key=f"k{ticket.text}", text=ticket.text)

    def charge(self, pack: Sequence[Question]) -> int:
        return PROMPT + ROOM

    def decide_here(self, tickets: Sequence[Ticket]) -> list[Decision]:
        return []

    def pledge(self, pack: Sequence[Question]) -> tuple[Attempt, ...]:
        self.pledged += 1
        return tuple(
            Attempt(f"r{self.pledged}-{i}", q.key, None, cost_usd=0.002 / len(pack), certain=False)
            for i, q in enumerate(pack)
        )

    async def close(self) -> None:
        self.closed = True

    async def ask(
        self, pack: Sequence[Question], pledged: Sequence[Attempt], earlier: Sequence[Attempt]
    ) -> Reply | Failure:
        clock = asyncio.get_running_loop().time
        if self.first is None:
            self.first = clock()
            self.requests = Bucket(self.is_.rpm, self.is_.burst_seconds, clock)
            self.tokens = Bucket(self.is_.tpm, self.is_.burst_seconds, clock)
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        outcome = "gone"
        try:
            # The way there takes a while, and not always the same.
            await asyncio.sleep(self.way * self.random.random())
            outcome, result = await self._answer(pack, pledged, clock() - self.first)
            return result
        finally:
            self.in_flight -= 1
            self.outcomes[outcome] += 1
            self.last = clock()

    async def _answer(
        self, pack: Sequence[Question], pledged: Sequence[Attempt], since: float
    ) -> tuple[str, Reply | Failure]:
        wait = max(self.requests.lacks(1), self.tokens.lacks(PROMPT + ROOM))
        if wait > 0:
            if self.is_.charge_refusals:
                self.requests.spend(1)
            return "429", Failure(Trouble.BUSY, "busy", wait, self._limits())
        self.requests.spend(1)
        self.tokens.spend(PROMPT + ROOM)
        limits = self._limits()
        if self.random.random() < self.is_.busy:
            return "busy", Failure(Trouble.BUSY, "busy", self.is_.busy_seconds, limits)
        down = self.is_.down
        if down and down[0] <= since < down[1]:
            return "down", Failure(Trouble.SERVER, "the server answered 503", None, limits)
        dice = self.random.random()
        latency = self.is_.latency * (1 + self.is_.jitter * (2 * self.random.random() - 1))
        for share, trouble in (
            (self.is_.errors, Trouble.SERVER), (self.is_.resets, Trouble.CONNECTION),
        ):  # fmt: skip
            if dice < share:
                await asyncio.sleep(latency / 2)
                return trouble.value, Failure(trouble, "trouble", None, limits)
            dice -= share
        await asyncio.sleep(self.is_.hang_seconds if dice < self.is_.hangs else latency)
        bad = self.random.random() < self.is_.malformed
        kind = "bad" if bad else "good"
        for question in pack:
            self.billed[question.text].append(kind)
        attempts = tuple(
            replace(p, category=None if bad else "A", confidence=0.9, certain=True,
                    problem="unclear" if bad else None, cost_usd=0.001)
            for p in pledged
        )  # fmt: skip
        return kind, Reply(attempts, limits)

    def _limits(self) -> Limits:
        if not self.is_.telling:
            return Limits()
        return Limits(
            self.is_.rpm, None if self.is_.rpm is None else int(self.requests.level),
            self.is_.tpm, None if self.is_.tpm is None else int(self.tokens.level),
        )  # fmt: skip

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Answer | None:
        good = next((a for a in attempts if a.category), None)
        if good is None and len(attempts) < 3:
            return None
        cost = sum(a.cost_usd for a in attempts)
        error = None if good else "three bad answers"
        category = good.category if good and good.category else "Unknown"
        return Answer(category, 0.9, self.name, cost_usd=cost, error=error)


@dataclass
class MemoryJournal:
    """A journal in memory that refuses a second decision on a ticket."""

    tickets: list[Ticket]
    written: dict[int, Decision] = field(default_factory=dict)

    def size(self) -> tuple[int, int]:
        return len(self.written), len(self.tickets)

    def pending(self) -> Iterator[list[Ticket]]:
        waiting = [t for t in self.tickets if t.key not in self.written]
        yield from (waiting[i : i + 500] for i in range(0, len(waiting), 500))

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None:
        """Not needed here."""

    def write(self, decisions: Sequence[Decision]) -> None:
        for decision in decisions:
            assert decision.ticket_key not in self.written
            self.written[decision.ticket_key] = decision

    def end(self, status: RunStatus, seconds: float, error: str | None) -> None:
        """Not needed here."""


@dataclass
class Simulation:
    """One run on the virtual clock, and what came of it."""

    router: SimulatedRouter
    journal: MemoryJournal
    attempts: Attempts = field(default_factory=MemoryAttempts)
    control: Control = field(default_factory=Control)
    meter: Meter = field(default_factory=Meter)
    terms: Terms = field(default_factory=Terms)
    limits: EndpointLimits = field(default_factory=EndpointLimits)
    batch: BatchTransport | None = None

    @classmethod
    def of(cls, behaviour: Behaviour, tickets: int, pack: int = 1, **more: object) -> Simulation:
        many = MemoryJournal([ticket(key) for key in range(1, tickets + 1)])
        return cls(SimulatedRouter(behaviour, pack), many, **more)  # type: ignore[arg-type]

    def run(self) -> float:
        """Seconds from the first request to the last answer."""
        in_virtual_time(self.work)
        return self.router.last - (self.router.first or 0.0)

    async def work(self) -> None:
        """The run itself, in whatever loop is there."""
        dispatcher = Dispatcher(
            self.router, self.journal, self.attempts, policy=Policy(0.5),
            control=self.control, meter=self.meter, terms=self.terms, limits=self.limits,
            batch=self.batch, thread=Inline,
        )  # fmt: skip
        await dispatcher.run(self.journal.pending())

    @property
    def paid_twice(self) -> int:
        return sum(max(0, kinds.count("good") - 1) for kinds in self.router.billed.values())
