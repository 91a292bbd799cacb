"""Duplicates planted among categories: `python benchmarks/overlap.py [--set SET] [--write]`.

Of each labelled set twenty categories (five of a small one) are split in two at random, in halves
or one to three; the check has to find exactly these pairs from out-of-fold answers. What it calls
one category without being planted counts against its precision.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.embedded import DATA, OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.evaluation.confusion import confusion  # noqa: E402
from routing.learning.category_overlap import not_told_apart, overlaps  # noqa: E402
from routing.routers.embedded import Embedder  # noqa: E402
from routing.routers.embedded.cross_validation import cross_validate  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "overlap.json"
SPLIT = " (split off)"
PLANTED = 20
TARGET = 0.9
# The set, the part of it, and the share that is split off.
TRIALS = (
    ("clinc150", "test", 0.5), ("banking77", "test", 0.5), ("clinc150", "train", 0.25),
    ("clinc150", "train", 0.5),
)  # fmt: skip


def plant(tickets: Sequence[Ticket], share: float, seed: int = 0) -> tuple[list[Ticket], set[str]]:
    """The tickets with some categories split in two, and the names of those."""
    random = np.random.default_rng(seed)
    names = sorted({str(each.category) for each in tickets})
    chosen = {names[i] for i in random.permutation(len(names))[:PLANTED]}
    return [
        dataclasses.replace(each, category=f"{each.category}{SPLIT}")
        if each.category in chosen and random.random() < share
        else each
        for each in tickets
    ], chosen


def measure(data: str, part: str, share: float, embedder: Embedder) -> dict[str, object]:
    """What was found of the planted pairs, and what else."""
    labelled = [each for each in read(data, part, None) if each.category != OUT_OF_SCOPE]
    tickets, chosen = plant(labelled, share)
    learned = cross_validate(Taxonomy.from_labels([t.category for t in tickets]), tickets, embedder)
    names, best = learned.taxonomy.names, learned.predictions().probabilities.argmax(axis=1)
    counts = confusion(
        [names[i] for i in learned.examples.labels], [names[i] for i in best.tolist()]
    )
    found = {_base(each.first, each.second) for each in not_told_apart(counts)}
    others = [o.told_apart for o in overlaps(counts, None) if not _base(o.first, o.second)]
    planted = [o.told_apart for o in overlaps(counts, None) if _base(o.first, o.second)]
    hits = len(found & chosen)
    return {
        "set": f"{data} {part}, {share:.0%} split off", "planted": len(chosen), "found": hits,
        "called_one_besides": sum(1 for each in not_told_apart(counts)
                                  if not _base(each.first, each.second)),
        "recall": round(hits / len(chosen), 3),
        "precision": round(hits / max(1, len(not_told_apart(counts))), 3),
        "told_apart_of_planted": [round(each, 2) for each in sorted(planted)],
        "least_told_apart_of_others": [round(each, 2) for each in sorted(others)[:12]],
    }  # fmt: skip


def _base(first: str, second: str) -> str:
    """The category that both are parts of, "" where they are not."""
    shorter, longer = sorted((first, second), key=len)
    return shorter if longer == f"{shorter}{SPLIT}" else ""


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", metavar="SET", help="one labelled set, such as clinc150")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if not DATA.is_dir() or not Embedder.available(DEFAULT_DIRECTORY):
        print(
            "Skipped: the labelled sets (shared/data beside the project) or the model are missing."
        )
        return 0
    embedder = Embedder(DEFAULT_DIRECTORY)
    results = []
    for trial in TRIALS:
        if options.set in (None, trial[0]):
            results.append(measure(*trial, embedder))
            print(json.dumps(results[-1]), flush=True)
    if options.write:
        FIGURES.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    missed = [
        r for r in results if min(float(str(r["recall"])), float(str(r["precision"]))) < TARGET
    ]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
