"""Fewer labels for the same accuracy: `python benchmarks/learning.py [--only SET] [--write]`.

From 50 labels drawn at random, tickets of train.csv are labelled 50 at a time: in the review
order, or at random. The embedded router is retrained after each lot and answers test.csv. The
target: the review order needs 700 labels or fewer for what random order reaches with 1,000, as a
mean over the seeds. Embeddings are kept in benchmarks/out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import labelled_sets  # noqa: E402 (not installed)
from benchmarks.embedded import OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.learning.active_learning import order_by_gain  # noqa: E402
from routing.learning.text_vectors import by_words  # noqa: E402
from routing.routers.embedded import Embedder, exact  # noqa: E402
from routing.routers.embedded.ensemble import Ensemble  # noqa: E402
from routing.routers.embedded.examples import Examples, learnable  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.routers.embedded.prediction import margins  # noqa: E402
from routing.routers.embedded.zero_shot import ZeroShot, zero_shot  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "learning.json"
OUT = ROOT / "benchmarks" / "out"
SETS = ("banking77", "clinc150")
LOT, POOL = 50, 10
START, RANDOM_AT, MAX_SHOWN = 50, 1_000, 700
SEEDS = 5


@dataclass(frozen=True)
class Part:
    """Tickets with their labels and embeddings."""

    examples: Examples
    vectors: np.ndarray


@dataclass(frozen=True)
class Desk:
    """Tickets to label and tickets to measure on."""

    pool: Part
    test: Part
    descriptions: ZeroShot
    categories: int

    def model(self, rows: np.ndarray) -> Ensemble:
        """What is learned from those rows of the pool."""
        own = self.pool.examples.only(rows)
        return Ensemble.fit(own, self.pool.vectors[rows], self.descriptions, self.categories)

    def accuracy(self, model: Ensemble) -> float:
        """Share of the test tickets it gets right."""
        found = probabilities(model, self.test).argmax(axis=1)
        return float((found == self.test.examples.labels).mean())


def desk(data: str) -> Desk:
    """One labelled set."""
    embedder = Embedder(DEFAULT_DIRECTORY)
    parts = {part: [t for t in read(data, part, None) if t.category != OUT_OF_SCOPE]
             for part in ("train", "test")}  # fmt: skip
    taxonomy = Taxonomy.from_labels([t.category for t in parts["train"]])
    ready = {}
    for part, tickets in parts.items():
        examples = learnable(taxonomy, tickets, lambda ticket: ticket.text)
        ready[part] = Part(examples, embedded(f"{data}-{part}", examples.texts, embedder))
    descriptions = zero_shot(taxonomy, embedder)
    return Desk(ready["train"], ready["test"], descriptions, len(taxonomy.names))


def embedded(name: str, texts: Sequence[str], embedder: Embedder) -> np.ndarray:
    """The embeddings of a file, computed once."""
    kept = OUT / f"{name}-{embedder.fingerprint}-{len(texts)}.npy"
    if not kept.exists():
        OUT.mkdir(exist_ok=True)
        np.save(kept, exact.embed(embedder, texts))
    return np.load(kept)


def probabilities(model: Ensemble, part: Part) -> np.ndarray:
    """What the model makes of tickets."""
    return model.predict(
        model.features(part.examples.texts).with_vectors(part.vectors)
    ).probabilities


def next_lot(found: Desk, model: Ensemble, labelled: np.ndarray, seed: int) -> np.ndarray:
    """The next tickets in the review order, as the app takes them."""
    doubt = 1 - margins(probabilities(model, found.pool))
    doubt[labelled] = -1
    rows = np.argsort(-doubt, kind="stable")[: POOL * LOT]
    texts = found.pool.examples.only(rows).texts
    return rows[order_by_gain(by_words(texts), doubt[rows], LOT, seed)]


def in_review_order(found: Desk, seed: int) -> list[float]:
    """Accuracies after 50, 100, … labels."""
    labelled = shuffled(found, seed)[:START]
    accuracies = []
    while True:
        model = found.model(labelled)
        accuracies.append(found.accuracy(model))
        if len(labelled) >= MAX_SHOWN:
            return accuracies
        labelled = np.concatenate([labelled, next_lot(found, model, labelled, seed)])


def at_random(found: Desk, seed: int) -> float:
    """Accuracy after a thousand labels in random order."""
    return found.accuracy(found.model(shuffled(found, seed)[:RANDOM_AT]))


def shuffled(found: Desk, seed: int) -> np.ndarray:
    """The rows of the pool in random order."""
    return np.random.default_rng(seed).permutation(len(found.pool.examples))


def measure(data: str, seeds: int) -> dict[str, Any]:
    """All figures of one set, means over the seeds."""
    started = time.perf_counter()
    found = desk(data)
    random = float(np.mean([at_random(found, seed) for seed in range(seeds)]))
    order = np.mean([in_review_order(found, seed) for seed in range(seeds)], axis=0)
    labels = list(range(START, MAX_SHOWN + 1, LOT))
    needed = next((n for n, a in zip(labels, order, strict=True) if a >= random), None)
    return {
        "data": data, "seeds": seeds, "random_at_1000": 100 * random, "labels_needed": needed,
        "review_order": {
            str(n): round(100 * float(a), 2) for n, a in zip(labels, order, strict=True)
        },
        "seconds": round(time.perf_counter() - started),
    }  # fmt: skip


def show(figures: dict[str, Any]) -> None:
    """One set on screen."""
    print(f"\n{figures['data']}, mean of {figures['seeds']} seeds")
    print(f"  random order, 1,000 labels {figures['random_at_1000']:>10.2f}")
    for labels, accuracy in figures["review_order"].items():
        print(f"  review order, {labels:>5} labels {accuracy:>10.2f}")
    needed = figures["labels_needed"]
    said = f"{needed} labels are enough: met" if needed else "more than 700 are needed: MISSED"
    print(f"  {said}")


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", metavar="SET", choices=SETS, help="one labelled set")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if labelled_sets.are_missing():
        return 0
    results = []
    for data in SETS:
        if options.only in (None, data):
            results.append(measure(data, options.seeds))
            show(results[-1])
    if options.write:
        labelled_sets.keep_figures(FIGURES, results)
    return 0 if all(figures["labels_needed"] for figures in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
