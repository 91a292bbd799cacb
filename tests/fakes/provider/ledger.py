"""What the provider has seen and billed, by ticket."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Ledger:
    """Counts of one scenario.

    billed: answers sent by ticket number, good and bad; good: the usable ones among them.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    billed: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    prompt_tokens: int = 0
    completion_tokens: int = 0
    charged_tokens: int = 0
    usd: float = 0.0
    in_flight: int = 0
    most_in_flight: int = 0
    first: float | None = None
    last: float = 0.0
    arrivals: list[float] = field(default_factory=list)

    def arrived(self) -> float:
        """A request came in; seconds since the first."""
        now = time.monotonic()
        self.first = now if self.first is None else self.first
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        return now - self.first

    def left(self, outcome: str) -> None:
        self.in_flight -= 1
        self.outcomes[outcome] += 1
        self.last = time.monotonic()

    def bill(self, tickets: list[int], outcome: str, prompt: int, answer: int, usd: float) -> None:
        for ticket in tickets:
            self.billed[ticket].append(outcome)
        self.prompt_tokens += prompt
        self.completion_tokens += answer
        self.usd += usd

    def report(self) -> dict[str, Any]:
        return {
            "outcomes": dict(self.outcomes),
            "billed": {str(ticket): kinds for ticket, kinds in self.billed.items()},
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "charged_tokens": self.charged_tokens,
            "usd": self.usd,
            "in_flight": self.in_flight,
            "most_in_flight": self.most_in_flight,
            "span": self.last - (self.first or self.last),
        }
