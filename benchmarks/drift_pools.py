"""Labelled tickets with the answers of a router, from which streams are drawn."""

from __future__ import annotations

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
from routing.evaluation.drift.tickets import names
from routing.routers.embedded import Embedder
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY
from routing.taxonomy import UNKNOWN

TEN = 10
SOURCES = ("known", "other", "topic", "foreign")
SIGNATURES = (
    "Kind regards, the whole team of Example Trading Ltd.", "Sent from my phone", "Best, J. Miller",
)  # fmt: skip


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
