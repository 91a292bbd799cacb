"""Confidences on the desk's labels: `python benchmarks/calibration.py [--set SET] [--write]`.

The router without labels is asked about 500 tickets of train.csv, whose labels calibrate it, and
about test.csv, on which the expected calibration error is judged: as returned, in three words, in
steps of 5 %, and as probabilities far too sure of themselves, each before and after.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.embedded import DATA, OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.evaluation.calibration import fit_beta  # noqa: E402
from routing.evaluation.reliability import reliability  # noqa: E402
from routing.routers.embedded import EmbeddedRouter, Embedder  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.taxonomy import UNKNOWN, Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "calibration.json"
SETS = ("banking77", "clinc150", "cfpb5")
LABELS = 500
TARGET = 0.03
Floats = npt.NDArray[np.float64]
RETURNED: dict[str, Callable[[Floats], Floats]] = {
    "as returned": lambda c: c,
    "three words": lambda c: np.digitize(c, np.quantile(c, [0.33, 0.66])) / 3 + 0.3,
    "steps of 5 %": lambda c: np.round(20 * (0.5 + c / 2)) / 20,
    "far too sure": lambda c: 1 - (1 - np.clip(c, 0, 1)) ** 4,
}


def measure(data: str, embedder: Embedder) -> dict[str, object]:
    """The errors of one set, each as returned and calibrated."""
    train, test = (
        [t for t in read(data, part, None) if t.category != OUT_OF_SCOPE]
        for part in ("train", "test")
    )
    router = EmbeddedRouter.fit(Taxonomy.from_labels([t.category for t in train]), [], embedder)
    drawn = np.random.default_rng(0).permutation(len(train))[: LABELS * 2].tolist()
    known = _answered(router, [train[i] for i in drawn])
    new = _answered(router, test)
    found: dict[str, object] = {"set": data, "labels": min(LABELS, len(known[0]))}
    for name, way in RETURNED.items():
        fitted = fit_beta(way(known[0][:LABELS]), known[1][:LABELS])
        before, after = way(new[0]), fitted.apply(way(new[0]))
        found[name] = [
            round(reliability(each, new[1]).ece.value, 4) for each in (before, after)
        ]  # fmt: skip
    return found


def _answered(
    router: EmbeddedRouter, tickets: Sequence[Ticket]
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Confidences and whether right, of the tickets that were placed."""
    pairs = [
        (d.confidence, d.category == t.category)
        for d, t in zip(router.route(tickets), tickets, strict=True)
        if d.category != UNKNOWN
    ]
    confidence, right = zip(*pairs, strict=True)
    return np.array(confidence), np.array(right)


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
            results.append(measure(data, embedder))
            print(json.dumps(results[-1]), flush=True)
    if options.write:
        FIGURES.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    after = [pair[1] for each in results for pair in each.values() if isinstance(pair, list)]
    return int(any(error > TARGET for error in after))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
