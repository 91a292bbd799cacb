"""Pairs planted among single tickets: `python benchmarks/two_problems.py [--set SET] [--write]`.

The router learns from train.csv; two tickets of test.csv of different categories are joined in one
of five ways. Counted is in how many pairs both categories are named, how often a single ticket is
taken for two, and what looking for them costs in time.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.embedded import DATA, OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.routers.embedded import EmbeddedRouter, Embedder  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "two_problems.json"
SETS = ("banking77", "clinc150", "cfpb5")
JOINS = (". ", "\n", " Also, ", "? And ", " ")
PAIRS = 400
TARGET = 0.8


def plant(tickets: Sequence[Ticket], seed: int = 0) -> list[tuple[Ticket, tuple[str, str]]]:
    """Pairs of tickets as one ticket each, with both categories in their order."""
    random = np.random.default_rng(seed)
    made: list[tuple[Ticket, tuple[str, str]]] = []
    while len(made) < PAIRS:
        first, second = (tickets[i] for i in random.choice(len(tickets), 2, replace=False))
        if first.category == second.category:
            continue
        text = first.text.rstrip(".") + JOINS[len(made) % len(JOINS)] + second.text
        both = (str(first.category), str(second.category))
        made.append((Ticket(len(made), str(len(made)), "", text), both))
    return made


def learn(data: str, embedder: Embedder) -> EmbeddedRouter:
    """A router of all labels of one set."""
    train = [t for t in read(data, "train", None) if t.category != OUT_OF_SCOPE]
    return EmbeddedRouter.fit(Taxonomy.from_labels([t.category for t in train]), train, embedder)


def measure(data: str, router: EmbeddedRouter) -> dict[str, object]:
    """How a router does on pairs and single tickets of one set."""
    test = [t for t in read(data, "test", None) if t.category != OUT_OF_SCOPE]
    pairs, singles = plant(test), test[:1000]
    found = [{p.category for p in d.problems} for d in router.route([t for t, _ in pairs])]
    right = [set(both) == named for (_, both), named in zip(pairs, found, strict=True)]
    started = time.process_time()
    alone = router.route(singles)
    seconds = time.process_time() - started
    return {
        "set": data, "pairs": len(pairs),
        "both_named": round(float(np.mean(right)), 3),
        "by_join": {
            repr(join): round(float(np.mean(right[i :: len(JOINS)])), 3)
            for i, join in enumerate(JOINS)
        },
        "singles_taken_for_two": round(float(np.mean([bool(d.problems) for d in alone])), 3),
        "singles_per_cpu_second": round(len(singles) / seconds),
    }  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=SETS, help="one labelled set")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if not DATA.is_dir() or not Embedder.available(DEFAULT_DIRECTORY):
        print(
            "Skipped: the labelled sets (shared/data beside the project) or the model are missing."
        )
        return 0
    embedder, results = Embedder(DEFAULT_DIRECTORY), []
    for data in SETS:
        if options.set in (None, data):
            results.append(measure(data, learn(data, embedder)))
            print(json.dumps(results[-1]), flush=True)
    if options.write:
        FIGURES.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return int(any(float(str(each["both_named"])) < TARGET for each in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
