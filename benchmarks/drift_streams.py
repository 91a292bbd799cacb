"""Streams of tickets with a known change, built from the labelled sets beside the project.

A pool of texts is answered once by a router that learned from four fifths of it at a time, and by
another kind of router that can silently take its place. A stream draws from the pool: 2,000 tickets
of reference, a fifth of them reviewed, then more of the same kind, then the change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline

from benchmarks.embedded import OUT_OF_SCOPE, read
from benchmarks.learning import OUT, embedded
from routing.evaluation.drift.tickets import Reviews, Tickets, names
from routing.routers.embedded import Embedder
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY
from routing.taxonomy import UNKNOWN

REFERENCE, REVIEWED, STABLE = 2_000, 0.2, 1_000
PER_DAY, DAY, START = 250, 86_400, 19_800
TEN = 10
POOLS = 4
SOURCES = ("known", "other", "topic", "foreign")
WEEK = np.array([1.3, 1.2, 1.1, 1.1, 1.0, 0.3, 0.2])
SIGNATURES = (
    "Kind regards, the whole team of Example Trading Ltd.", "Sent from my phone", "Best, J. Miller",
)  # fmt: skip
RARE, GROWN, TOPIC, FOREIGN, MISTAKES = 0.02, 0.08, 0.03, 0.2, 0.05


@dataclass(frozen=True, eq=False)
class Answered:
    """Texts with their labels, vectors and the answers of a router."""

    text: np.ndarray
    label: np.ndarray
    vector: np.ndarray
    category: np.ndarray
    confidence: np.ndarray


@dataclass(frozen=True, eq=False)
class Pool:
    """Texts of known categories, those of a new topic, foreign ones, and another router's view.

    other: the known texts as the other router answers them. signature: its vector.
    """

    categories: tuple[str, ...]
    known: Answered
    other: Answered
    topic: Answered
    foreign: Answered
    signature: np.ndarray


@dataclass(frozen=True, eq=False)
class Stream:
    """A stream with its truth.

    change: key of the first ticket after the change. moved: the categories it is about.
    members: keys of the tickets of a new topic or language. actual: of every ticket.
    """

    categories: tuple[str, ...]
    reference: Tickets
    reference_reviews: Reviews
    tickets: Tickets
    reviews: Reviews
    change: int
    moved: tuple[str, ...]
    members: frozenset[int]
    actual: np.ndarray

    def reviews_of_moved(self, until: int) -> int:
        """Reviews between the change and a ticket that are of the moved categories."""
        at = self.reviews.ticket
        rows = at[(at >= self.change) & (at <= until)] - 1
        decided = np.concatenate([self.reference.category, self.tickets.category])[rows]
        return int((np.isin(decided, self.moved) | np.isin(self.actual[rows], self.moved)).sum())


@cache
def labelled(data: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Texts, labels and vectors of both parts of a set."""
    embedder = Embedder(DEFAULT_DIRECTORY)
    parts = [(f"drift-{data}-{part}", read(data, part, None)) for part in ("train", "test")]
    vectors = [embedded(name, [t.text for t in tickets], embedder) for name, tickets in parts]
    tickets = [ticket for _, part in parts for ticket in part]
    inside = np.array([t.category != OUT_OF_SCOPE for t in tickets])
    return (
        names([t.text for t in tickets])[inside],
        names([t.category for t in tickets])[inside],
        np.concatenate(vectors)[inside],
    )


@cache
def foreign() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """German texts, their vectors, and the vector of a signature."""
    tickets = [t for t in read("xsid", "test", None) if "-de-" in t.id]
    texts = [t.text for t in tickets]
    vectors = embedded("drift-foreign", [*texts, SIGNATURES[0]], Embedder(DEFAULT_DIRECTORY))
    return names(texts), vectors[:-1], vectors[-1]


@cache
def pool(data: str, number: int) -> Pool:
    """One choice of categories and of a new topic."""
    rng = np.random.default_rng(1_000 + number)
    text, label, vector = labelled(data)
    shuffled = rng.permutation(np.unique(label.astype(str)))
    new, rest = shuffled[0], shuffled[1:]
    known = np.sort(rest[:TEN] if data == "clinc150" else rest)
    inside, topic = np.isin(label.astype(str), known), label == new
    mine = (text[inside], label[inside], vector[inside])
    strange, their, signature = foreign()
    kept = OUT / f"drift-answers-{data}-{number}.npz"
    if not kept.exists():
        np.savez(kept, **_all_answers(mine, vector[topic], their))
    with np.load(kept) as file:
        said = {name: (file[name], file[f"{name}_confidence"]) for name in SOURCES}
    return Pool(
        tuple(known.tolist()),
        Answered(*mine, *said["known"]),
        Answered(*mine, *said["other"]),
        Answered(text[topic], label[topic], vector[topic], *said["topic"]),
        Answered(strange, names([UNKNOWN] * len(strange)), their, *said["foreign"]),
        signature,
    )


def _all_answers(
    known: tuple[np.ndarray, np.ndarray, np.ndarray], topic: np.ndarray, foreign: np.ndarray
) -> dict[str, np.ndarray]:
    """What both routers answer; of texts they learned from by a fifth that was left out."""
    text, label, vector = known
    router = LogisticRegression(C=10, max_iter=300)
    plain = make_pipeline(
        TfidfVectorizer(sublinear_tf=True), LogisticRegression(C=10, max_iter=300)
    )
    seen = _crossed(router, vector, label.astype(str))
    unlike = _crossed(plain, text, label.astype(str))
    router.fit(vector, label.astype(str))
    answers = (seen, unlike, _answers(router, topic), _answers(router, foreign))
    found = {}
    for name, (category, confidence) in zip(SOURCES, answers, strict=True):
        found |= {name: category, f"{name}_confidence": confidence}
    return found


def _crossed(model: Any, features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    found = cross_val_predict(model, features, labels, cv=5, method="predict_proba")
    return np.unique(labels)[found.argmax(axis=1)], found.max(axis=1)


def _answers(model: Any, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    found = model.predict_proba(vectors)
    return model.classes_[found.argmax(axis=1)], found.max(axis=1)


@dataclass(eq=False)
class Draft:
    """A stream in the making; changes alter its columns."""

    pool: Pool
    rng: np.random.Generator
    rows: np.ndarray
    time: np.ndarray
    after: np.ndarray
    text: np.ndarray
    vector: np.ndarray
    category: np.ndarray
    confidence: np.ndarray
    actual: np.ndarray
    model: np.ndarray
    shares: np.ndarray
    moved: tuple[str, ...]
    members: np.ndarray

    def put(self, where: np.ndarray, source: Answered, label: str | None = None) -> None:
        """Put other texts in some places."""
        at = self.rng.integers(len(source.text), size=int(where.sum()))
        self.text[where], self.vector[where] = source.text[at], source.vector[at]
        self.category[where], self.confidence[where] = source.category[at], source.confidence[at]
        self.actual[where] = source.label[at] if label is None else label
        self.members |= where


def stream(
    data: str,
    seed: int,
    change: str,
    tickets: int,
    *,
    rhythm: bool = False,
    reviewed: float = REVIEWED,
) -> Stream:
    """The stream of a set and a seed, with one change after 1,000 stable tickets."""
    source, rng = pool(data, seed % POOLS), np.random.default_rng(seed)
    total, at = REFERENCE + tickets, REFERENCE + STABLE
    shares, grown = _shares(data, source, rng)
    per_ticket = _over_time(shares, grown, change, total, at)
    time = _times(rng, total, rhythm=rhythm)
    if rhythm:  # weekends have another mix, too
        weekend = (time // DAY + 3) % 7 >= 5  # noqa: PLR2004
        per_ticket[weekend] *= np.exp(rng.normal(0, 0.5, len(shares)))
        per_ticket /= per_ticket.sum(axis=1, keepdims=True)
    drawn = (rng.random(total)[:, None] > per_ticket.cumsum(axis=1)).sum(axis=1)
    drawn = np.minimum(drawn, len(shares) - 1)
    rows = np.zeros(total, dtype=np.int64)
    for code, name in enumerate(source.categories):
        where = drawn == code
        rows[where] = rng.choice(np.flatnonzero(source.known.label == name), int(where.sum()))
    known = source.known
    draft = Draft(
        source, rng, rows, time, np.arange(total) >= at,
        known.text[rows], known.vector[rows], names(known.category[rows].tolist()),
        known.confidence[rows], known.label[rows].copy(), names(["model-1"] * total),
        shares, (source.categories[grown],), np.zeros(total, dtype=bool),
    )  # fmt: skip
    CHANGES[change](draft, seed)
    return _finished(draft, at, reviewed)


def _finished(draft: Draft, at: int, reviewed: float) -> Stream:
    total = len(draft.text)
    tickets = Tickets(
        np.arange(1, total + 1), draft.time, draft.text, draft.category, draft.confidence,
        draft.model, draft.vector.astype(np.float32),
    )  # fmt: skip
    looked = np.flatnonzero(draft.rng.random(total) < reviewed)

    def reviews(rows: np.ndarray, before: int) -> Reviews:
        auto = draft.confidence[rows] >= 0.5  # noqa: PLR2004
        return Reviews(rows + 1, rows + 1 - before, draft.actual[rows], auto)

    return Stream(
        draft.pool.categories,
        tickets.only(slice(0, REFERENCE)),
        reviews(looked[looked < REFERENCE], 0),
        tickets.only(slice(REFERENCE, None)),
        reviews(looked[looked >= REFERENCE], REFERENCE),
        at + 1,
        draft.moved,
        frozenset((np.flatnonzero(draft.members) + 1).tolist()),
        draft.actual,
    )


def _shares(data: str, source: Pool, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """Shares of the categories, one of which is rare, and its place."""
    k = len(source.categories)
    if data == "clinc150":
        shares = rng.dirichlet(np.full(k, 8.0))
    else:
        shares = np.array([(source.known.label == name).mean() for name in source.categories])
    grown = int(rng.integers(k))
    shares[grown] = 0
    shares *= (1 - RARE) / shares.sum()
    shares[grown] = RARE
    return shares, grown


def _over_time(shares: np.ndarray, grown: int, change: str, total: int, at: int) -> np.ndarray:
    """The shares ticket by ticket."""
    over = np.tile(shares, (total, 1))
    if change in ("sudden", "gradual"):
        weeks = 28 * PER_DAY if change == "gradual" else 1
        passed = np.clip((np.arange(total) - at + 1) / weeks, 0, 1)
        share = RARE + (GROWN - RARE) * passed
        over *= ((1 - share) / (1 - RARE))[:, None]
        over[:, grown] = share
    return over


def _times(rng: np.random.Generator, total: int, *, rhythm: bool) -> np.ndarray:
    if not rhythm:
        return np.asarray(START * DAY + np.cumsum(rng.exponential(DAY / PER_DAY, total)))
    found: list[float] = []
    day = START - START % 7
    while len(found) < total:
        count = rng.poisson(WEEK[(day + 3) % 7] * PER_DAY)
        found += (day * DAY + np.sort(rng.random(count)) * DAY).tolist()
        day += 1
    return np.array(found[:total])


def _nothing(_draft: Draft, _seed: int) -> None:
    """Nothing changes but perhaps the shares."""


def _topic(draft: Draft, _seed: int) -> None:
    draft.put(draft.after & (draft.rng.random(len(draft.text)) < TOPIC), draft.pool.topic)


def _language(draft: Draft, _seed: int) -> None:
    draft.put(draft.after & (draft.rng.random(len(draft.text)) < FOREIGN), draft.pool.foreign)


def _signature(draft: Draft, seed: int) -> None:
    words = SIGNATURES[seed % len(SIGNATURES)]
    draft.text[draft.after] = names([f"{text}\n\n{words}" for text in draft.text[draft.after]])
    moved = draft.vector[draft.after] + 0.4 * draft.pool.signature
    draft.vector[draft.after] = moved / np.linalg.norm(moved, axis=1, keepdims=True)


def _silent(draft: Draft, _seed: int) -> None:
    rows = draft.rows[draft.after]
    draft.category[draft.after] = draft.pool.other.category[rows]
    draft.confidence[draft.after] = draft.pool.other.confidence[rows]


def _renamed(draft: Draft, _seed: int) -> None:
    draft.model[draft.after] = "model-2"


def _swap(draft: Draft, _seed: int) -> None:
    one, other = _two(draft)
    first, second = draft.after & (draft.actual == one), draft.after & (draft.actual == other)
    draft.actual[first], draft.actual[second] = other, one
    draft.moved = (one, other)


def _split(draft: Draft, _seed: int) -> None:
    one, _ = _two(draft)
    half = draft.rng.random(len(draft.text)) < 0.5  # noqa: PLR2004
    draft.actual[draft.after & (draft.actual == one) & half] = f"{one}, new part"
    draft.moved = (one, f"{one}, new part")


def _accuracy(draft: Draft, _seed: int) -> None:
    one, _ = _two(draft)
    where = draft.after & (draft.actual == one)
    where &= draft.rng.random(len(draft.text)) < MISTAKES
    others = [name for name in draft.pool.categories if name != one]
    draft.category[where] = draft.rng.choice(others, int(where.sum()))
    draft.moved = (one,)


def _bursts(draft: Draft, _seed: int) -> None:
    days = (draft.time // DAY).astype(int)
    for day in np.unique(days[REFERENCE:]).tolist():
        rows = np.flatnonzero((days == day) & (np.arange(len(days)) >= REFERENCE))
        if len(rows) > TEN and draft.rng.random() < 0.15:  # noqa: PLR2004
            start = int(draft.rng.integers(len(rows) - TEN))
            same = rows[start : start + int(draft.rng.integers(20, 90))]
            for column in (
                draft.text,
                draft.vector,
                draft.category,
                draft.confidence,
                draft.actual,
            ):
                column[same] = column[same[0]]


def _two(draft: Draft) -> tuple[str, str]:
    """Two categories of the usual size: of ten the second and third, of many any."""
    order = np.argsort(-draft.shares)
    picked = order[1:3] if len(order) == TEN else draft.rng.choice(len(order), 2, replace=False)
    return draft.pool.categories[int(picked[0])], draft.pool.categories[int(picked[1])]


CHANGES: dict[str, Callable[[Draft, int], None]] = {
    "stable": _nothing, "sudden": _nothing, "gradual": _nothing, "topic": _topic,
    "language": _language, "signature": _signature, "silent": _silent, "renamed": _renamed,
    "swap": _swap, "split": _split, "accuracy": _accuracy, "bursts": _bursts,
}  # fmt: skip
