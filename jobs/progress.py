"""How far a job is: its phases, count, rate and time left."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

WINDOW_SECONDS: Final = 20.0
# Of what went on for less, nothing is said of the time left.
MIN_SECONDS: Final = 2.0
PhaseState = Literal["done", "now", "to come"]


@dataclass(frozen=True, slots=True)
class Traffic:
    """What goes on between the engine and a provider.

    requests_per_minute, requests_limit: the rate of the last seconds, and what is allowed.
    tokens_limit: tokens per minute allowed. Limits are None where none is known.
    requests: requests answered in this stretch; reused: tickets answered from the workspace.
    cost_usd: what the provider has told that the run cost, earlier stretches included.
    uncertain_usd: beside it, what answers that were lost or untold may have cost, estimated.
    errors: how many requests failed, by kind, for example `{"server error": 3}`.
    waiting: one sentence while nothing is sent, for example that the provider does not answer.
    """

    requests_per_minute: float = 0.0
    requests_limit: float | None = None
    tokens_limit: float | None = None
    in_flight: int = 0
    requests: int = 0
    reused: int = 0
    cost_usd: float = 0.0
    uncertain_usd: float = 0.0
    budget_usd: float | None = None
    errors: Mapping[str, int] = field(default_factory=dict)
    waiting: str = ""
    latency_seconds: float | None = None

    @property
    def failed(self) -> int:
        """How many requests failed, of whatever kind."""
        return sum(self.errors.values())

    @property
    def asked(self) -> int:
        """How many requests were sent, those that failed included."""
        return self.requests + self.failed

    @property
    def limit_used(self) -> float | None:
        """The share of the allowed rate that is used, at most 1; None without a known limit.

        >>> Traffic(requests_per_minute=30, requests_limit=120).limit_used
        0.25
        """
        if not self.requests_limit:
            return None
        return min(1.0, self.requests_per_minute / self.requests_limit)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a job.

    weight: its expected share of the job's time, the weights of all phases adding up to 1.
    share: how much of it is done, 0 to 1.
    """

    name: str
    weight: float
    state: PhaseState
    share: float


@dataclass(frozen=True, slots=True)
class Progress:
    """A snapshot of a job.

    done, total: of the phase that goes on. rate: its units per second over the last seconds, None
    before it is known. seconds_left: of the whole job, None before it is known.
    traffic: None where no provider is asked. phases: in their order, empty where nobody said.
    """

    phase: str
    done: int
    total: int
    rate: float | None
    seconds_left: float | None
    traffic: Traffic | None = None
    phases: tuple[Phase, ...] = ()

    @property
    def share(self) -> float:
        """How much of the job is done, from 0 to 1; of its only phase where there are no others."""
        if self.phases:
            return min(1.0, sum(each.weight * each.share for each in self.phases))
        return min(1.0, self.done / self.total) if self.total else 0.0


class Meter:
    """Counts work and knows its recent rate; written by the job, read by any screen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._weights: Mapping[str, float] = {}
        self._begun: list[str] = []
        self._aside: tuple[str, float] | None = None
        self._began = clock()
        self.begin("Starting", 0)

    def plan(self, weights: Mapping[str, float]) -> None:
        """Say which phases come, in their order, and how long each takes beside the others.

        A phase that is left out costs nothing; one that was not named belongs to the one before.
        """
        with self._guard:
            total = sum(weights.values())
            self._weights = {name: weight / total for name, weight in weights.items()}
            self._begun, self._aside, self._began = [], None, self._clock()

    def begin(self, phase: str, total: int, done: int = 0) -> None:
        """Start a new phase; `done` units of it were there before."""
        with self._guard:
            self._aside = self._planned() if self._weights and phase not in self._weights else None
            self._phase, self._total, self._done = phase, total, done
            self._traffic: Traffic | None = None
            self._seen: deque[tuple[float, int]] = deque([(self._clock(), done)])
            if phase in self._weights and phase not in self._begun:
                self._begun.append(phase)

    def reach(self, done: int) -> None:
        """Set how many units are done."""
        with self._guard:
            now = self._clock()
            self._done = done
            self._seen.append((now, done))
            while len(self._seen) > 2 and self._seen[0][0] < now - WINDOW_SECONDS:  # noqa: PLR2004
                self._seen.popleft()

    def tell(self, phase: str, done: int, total: int) -> None:
        """Set phase and count at once; a phase that goes on keeps its rate."""
        with self._guard:
            goes_on = (phase, total) == (self._phase, self._total) and done >= self._done
        if goes_on:
            self.reach(done)
        else:
            self.begin(phase, total, done)

    def add(self, units: int) -> None:
        """Count units more."""
        self.reach(self._done + units)

    def show(self, traffic: Traffic) -> None:
        """Show what goes on with the provider."""
        with self._guard:
            self._traffic = traffic

    def read(self) -> Progress:
        """The snapshot."""
        with self._guard:
            (then, before), (now, done) = self._seen[0], self._seen[-1]
            rate = (done - before) / (now - then) if now > then and done > before else None
            of_phase = self._of_phase(rate, now) if rate else None
            left = self._left(None if self._aside else of_phase) if self._weights else of_phase
            return Progress(
                self._phase, self._done, self._total, rate, left, self._traffic,
                tuple(self._phases()),
            )  # fmt: skip

    def _phases(self) -> list[Phase]:
        """Every phase that is planned, with how much of it is done."""
        states = {name: self._state(name) for name in self._weights}
        _, share = self._planned()
        shares: dict[PhaseState, float] = {"done": 1.0, "now": share, "to come": 0.0}
        return [
            Phase(name, weight, states[name], shares[states[name]])
            for name, weight in self._weights.items()
        ]

    def _state(self, name: str) -> PhaseState:
        if name == self._planned()[0]:
            return "now"
        names = list(self._weights)
        reached = max((names.index(each) for each in self._begun), default=-1)
        return "done" if names.index(name) < reached else "to come"

    def _planned(self) -> tuple[str, float]:
        """The planned phase that goes on, and how much of it is done."""
        share = min(1.0, self._done / self._total) if self._total else 0.0
        return self._aside or (self._phase, share)

    def _of_phase(self, rate: float, last: float) -> float:
        """What the phase still takes; the unit that is under way counts from the last one on."""
        waited = min(self._clock() - last, 1 / rate)
        return max(0.0, (self._total - self._done) / rate - waited)

    def _left(self, of_phase: float | None) -> float | None:
        """Of the whole job: what the phase takes by its rate, and the others by their weights.

        What a weight is worth in seconds follows from the phases that were begun.
        """
        elapsed, waited = self._clock() - self._began, self._clock() - self._seen[-1][0]
        name, share = self._planned()
        weight = self._weights.get(name, 0.0)
        begun = sum(self._weights[each] for each in self._begun)
        passed = begun - weight * (1 - share)
        if elapsed < MIN_SECONDS or passed <= 0:
            return None
        here = of_phase
        if here is None:
            here = max(0.0, (elapsed - waited) / passed * weight * (1 - share) - waited)
        to_come = sum(each.weight for each in self._phases() if each.state == "to come")
        return here + to_come * (elapsed + here) / begun
