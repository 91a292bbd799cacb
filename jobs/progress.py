"""How far a job is: count, rate and time left."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

WINDOW_SECONDS: Final = 20.0


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


@dataclass(frozen=True, slots=True)
class Progress:
    """A snapshot of a job.

    rate: units per second over the last seconds, None before it is known.
    seconds_left: None before it is known.
    traffic: None where no provider is asked.
    """

    phase: str
    done: int
    total: int
    rate: float | None
    seconds_left: float | None
    traffic: Traffic | None = None

    @property
    def share(self) -> float:
        """Done as a share from 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Meter:
    """Counts work and knows its recent rate; written by the job, read by any screen."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self.begin("Starting", 0)

    def begin(self, phase: str, total: int, done: int = 0) -> None:
        """Start a new phase; `done` units of it were there before."""
        with self._guard:
            self._phase, self._total, self._done = phase, total, done
            self._traffic: Traffic | None = None
            self._seen: deque[tuple[float, int]] = deque([(self._clock(), done)])

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
            left = (self._total - self._done) / rate if rate else None
            return Progress(self._phase, self._done, self._total, rate, left, self._traffic)
