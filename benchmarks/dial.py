"""The precision dial on tickets it was not set on: `python benchmarks/dial.py [--write]`.

Thresholds are chosen on train.csv, answered out-of-fold, and judged on test.csv, whose labels the
dial does not see. It must achieve what was asked, or say that it cannot. clinc150 comes with its
out-of-scope tickets, which no category fits.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import labelled_sets  # noqa: E402 (not installed)
from benchmarks.embedded import OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.decision import Decision  # noqa: E402
from routing.evaluation.dial.dial import Dial  # noqa: E402
from routing.evaluation.dial.shift import Look, shift  # noqa: E402
from routing.evaluation.dial.thresholds import choose_thresholds  # noqa: E402
from routing.evaluation.statistics.intervals import proportion  # noqa: E402
from routing.routers.embedded import Embedder  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.routers.embedded.out_of_fold import out_of_fold  # noqa: E402
from routing.taxonomy import UNKNOWN, Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "dial.json"
ASKED = (0.9, 0.95, 0.97)
SETS = ("banking77", "clinc150", "cfpb5")
MIN_COVERAGE = {("banking77", 0.95): 0.94}


@dataclass(frozen=True)
class Answered:
    """What a router said of some tickets, and what is right."""

    predicted: np.ndarray[Any, Any]
    confidence: np.ndarray[Any, Any]
    correct: np.ndarray[Any, Any]
    length: np.ndarray[Any, Any]

    @classmethod
    def of(cls, decisions: Sequence[Decision], tickets: Sequence[Ticket]) -> Answered:
        """Side by side."""
        pairs = list(zip(decisions, tickets, strict=True))
        return cls(
            np.array([d.category for d in decisions]),
            np.array([d.confidence for d in decisions]),
            np.array([d.category == t.category for d, t in pairs]),
            np.array([float(len(t.text)) for t in tickets]),
        )

    @property
    def look(self) -> Look:
        """What is known without labels."""
        return Look(np.where(self.predicted == UNKNOWN, 0.0, self.confidence), self.length)


def answers(data: str) -> tuple[Answered, Answered]:
    """Train out-of-fold, and test by a router that learned from all of train."""
    train = [t for t in read(data, "train", None) if t.category != OUT_OF_SCOPE]
    test = [replace(t, key=t.key + 1_000_000) for t in read(data, "test", None)]
    taxonomy = Taxonomy.from_labels(t.category for t in train)
    router = out_of_fold(taxonomy, train, Embedder(DEFAULT_DIRECTORY))
    return Answered.of(router.route(train), train), Answered.of(router.route(test), test)


def judge(data: str, train: Answered, test: Answered, asked: float) -> dict[str, Any]:
    """What was asked, promised and achieved."""
    dial = choose_thresholds(train.confidence, train.correct, train.predicted.tolist(), asked)
    found = shift(train.look, test.look)
    dial = dial.without_promise(found.doubt(asked) if found else None)
    auto = (test.predicted != UNKNOWN) & (test.confidence >= (dial.threshold or 2.0))
    achieved = proportion(int(test.correct[auto].sum()), int(auto.sum()))
    return {
        "data": data,
        "asked": asked,
        "promised": dial.is_met,
        "reason": " ".join(dial.reasons) or None,
        "threshold": dial.threshold,
        "out_of_fold": dial.achieved.value if dial.achieved else None,
        "achieved": achieved.value if achieved else None,
        "coverage": float(auto.mean()),
        "kept": kept(data, dial, achieved.value if achieved else 0.0, float(auto.mean())),
    }


def kept(data: str, dial: Dial, achieved: float, coverage: float) -> bool:
    """Whether it was achieved with the coverage wanted, or nothing was promised."""
    least = MIN_COVERAGE.get((data, dial.asked))
    if not dial.is_met:
        return least is None
    return achieved >= dial.asked and coverage >= (least or 0.0)


def show(figures: dict[str, Any]) -> None:
    """One line a target."""
    said = "promised" if figures["promised"] else "not promised"
    found = "no threshold"
    if figures["achieved"] is not None:
        found = f"achieved {figures['achieved']:.1%} at {figures['coverage']:.1%} of tickets"
    mark = "" if figures["kept"] else "   MISSED"
    print(f"{figures['data']:<10} asked {figures['asked']:.0%}: {said}; {found}{mark}")
    if figures["reason"]:
        print(f"           {figures['reason']}")


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a promise was broken or a target missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=SETS, help="one labelled set")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if labelled_sets.are_missing():
        return 0
    results = []
    for data in SETS if options.only is None else (options.only,):
        train, test = answers(data)
        results += [judge(data, train, test, asked) for asked in ASKED]
    for figures in results:
        show(figures)
    if options.write:
        labelled_sets.keep_figures(FIGURES, results)
    return 0 if all(figures["kept"] for figures in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
