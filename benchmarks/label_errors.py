"""Labels that are probably wrong, against labels flipped at random.

`python benchmarks/label_errors.py [--only SET] [--write]`: of each labelled set beside the project
5 % of the training labels are flipped to another category, drawn at random; nothing else is told.
The check ranks all labels on out-of-fold probabilities; counted is how many of the flipped ones
stand within the first 10 % of the ranking, and how many of those it calls wrong were flipped.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.embedded import DATA, OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.evaluation.label_errors import label_errors  # noqa: E402
from routing.routers.embedded import Embedder  # noqa: E402
from routing.routers.embedded.cross_validation import cross_validate  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "label_errors.json"
FLIPPED = 0.05
FIRST = 0.10
# What must be found of banking77; the others show that it was not made for that set alone.
TARGETS = {"banking77": 0.80, "clinc150": None, "cfpb5": None}


def flip(tickets: Sequence[Ticket], seed: int = 0) -> tuple[list[Ticket], set[int]]:
    """The tickets with some labels flipped, and the keys of those."""
    random = np.random.default_rng(seed)
    names = sorted({str(t.category) for t in tickets})
    changed = list(tickets)
    chosen = random.permutation(len(tickets))[: round(FLIPPED * len(tickets))]
    for i in chosen:
        others = [name for name in names if name != tickets[i].category]
        changed[i] = dataclasses.replace(tickets[i], category=str(random.choice(others)))
    return changed, {tickets[i].key for i in chosen}


def measure(data: str, embedder: Embedder) -> dict[str, Any]:
    """The figures of one set."""
    train = [t for t in read(data, "train", None) if t.category != OUT_OF_SCOPE]
    tickets, keys = flip(train)
    started = time.perf_counter()
    learned = cross_validate(Taxonomy.from_labels([t.category for t in tickets]), tickets, embedder)
    found_by = learned.predictions()
    found = label_errors(learned.examples.labels, found_by.probabilities, found_by.neighbours.rows)
    seconds = time.perf_counter() - started
    flipped = np.array([ticket.key in keys for ticket in learned.examples.tickets])
    first = found.ranking[: round(FIRST * len(flipped))]
    return {
        "set": data, "labels": len(flipped), "flipped": int(flipped.sum()),
        "found_in_first_tenth": round(float(flipped[first].sum() / flipped.sum()), 4),
        "called_wrong": int(found.wrong.sum()),
        "called_wrong_and_flipped": int((found.wrong & flipped).sum()),
        "seconds": round(seconds, 1),
    }  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", metavar="SET", help="one labelled set, such as banking77")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if not DATA.is_dir() or not Embedder.available(DEFAULT_DIRECTORY):
        print(
            "Skipped: the labelled sets (shared/data beside the project) or the model are missing."
        )
        return 0
    embedder, results, missed = Embedder(DEFAULT_DIRECTORY), [], []
    for data, target in TARGETS.items():
        if options.only in (None, data):
            figures = measure(data, embedder)
            results.append(figures)
            share = figures["found_in_first_tenth"]
            said = "" if target is None else f"   target {target:.0%}: {verdict(share, target)}"
            print(f"{data:10} {share:.1%} of {figures['flipped']} flipped labels first{said}")
            if target is not None and share < target:
                missed.append(data)
    if options.write:
        FIGURES.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    return 1 if missed else 0


def verdict(value: float, least: float) -> str:
    """Whether a figure reaches its target."""
    return "met" if value >= least else "MISSED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
