"""Streams of made-up tickets: each category has its own words and its own direction in space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.tickets import Reviews, Tickets, names
from routing.evaluation.drift.watch import Watch

CATEGORIES = ("Billing", "Fraud", "Login", "Travel", "Refund")
TOPIC = 7
DAY = 86_400
WORDS = ("please", "help", "with", "my", "account", "today", "the", "order", "is", "not", "there")


@dataclass(eq=False)
class Desk:
    """Makes tickets of a desk; each call goes on where the last one ended."""

    rng: np.random.Generator
    at: int = 0
    per_day: int = 100

    def tickets(self, n: int, shares: Sequence[float] = (0.3, 0.25, 0.25, 0.15, 0.05)) -> Tickets:
        """Tickets of the usual kind, with these shares of the categories."""
        drawn = self.rng.choice(len(CATEGORIES), n, p=shares)
        return self._made([CATEGORIES[code] for code in drawn], drawn)

    def topic(self, n: int) -> Tickets:
        """Tickets of a topic that nobody knows, which are taken for Travel."""
        return self._made(["Travel"] * n, np.full(n, TOPIC))

    def _made(self, categories: list[str], directions: np.ndarray) -> Tickets:
        n = len(categories)
        keys = self.at + 1 + np.arange(n)
        self.at += n
        texts = [self._text(category) for category in categories]
        centres = np.eye(16, dtype=np.float32)[directions]
        vectors = centres + self.rng.normal(0, 0.15, (n, 16)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        times = 20_000 * DAY + keys * DAY / self.per_day
        return Tickets(
            keys, times, names(texts), names(categories), self.rng.beta(9, 1.5, n),
            names(["model-1"] * n), vectors,
        )  # fmt: skip

    def _text(self, category: str) -> str:
        words = self.rng.choice(WORDS, int(self.rng.integers(5, 10))).tolist()
        tail = "".join(chr(97 + i) for i in self.rng.integers(0, 26, 6))
        return f"{category.lower()} {' '.join(words)} is my {tail}"

    def reviews(self, tickets: Tickets, share: float = 0.5, wrong: float = 0.05) -> Reviews:
        """Blind reviews of some tickets, made as they come, with that share of mistakes."""
        rows = np.flatnonzero(self.rng.random(len(tickets)) < share)
        actual = tickets.category[rows].copy()
        for i in np.flatnonzero(self.rng.random(rows.size) < wrong):
            others = [name for name in CATEGORIES if name != actual[i]]
            actual[i] = self.rng.choice(others)
        return Reviews(tickets.key[rows], rows + 1, actual, np.ones(rows.size, dtype=bool))


NO_REVIEWS = Reviews(np.zeros(0, np.int64), np.zeros(0, np.int64), names([]), np.zeros(0, bool))


def joined(*parts: Tickets) -> Tickets:
    """Tickets one after the other."""
    return Tickets(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("key", "time", "text", "category", "confidence", "model", "vectors")
        )
    )


def shuffled_in(desk: Desk, usual: Tickets, others: Tickets) -> Tickets:
    """The others scattered among the usual ones; keys and times stay in order."""
    mixed = joined(usual, others)
    order = desk.rng.permutation(len(mixed))
    found = mixed.only(order)
    return replace(found, key=np.sort(mixed.key), time=np.sort(mixed.time))


@pytest.fixture
def desk() -> Desk:
    return Desk(np.random.default_rng(0))


@pytest.fixture
def begun(desk: Desk) -> Callable[..., Watch]:
    """A watch with a reference of 1,200 tickets, half of them reviewed, that has seen 300 more."""

    def watch(precision: float | None = None) -> Watch:
        tickets = desk.tickets(1_200)
        made = Watch(Reference.of(tickets, desk.reviews(tickets), CATEGORIES), precision)
        usual = desk.tickets(300)
        assert made.look(usual, desk.reviews(usual)) == ()
        return made

    return watch
