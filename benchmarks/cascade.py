"""The cascade with replayed answers of gpt-4o: `python benchmarks/cascade.py [--write]`.

On cfpb5 the embedded router learns from train.csv; the answers that gpt-4o once gave to test.csv
are replayed. The threshold is chosen on one half of the test rows, figures are those of the other
half, the mean of 20 splits.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.embedded import read  # noqa: E402 (the project is not installed)
from routing.routers.cascade import Stage, most_accurate  # noqa: E402
from routing.routers.cascade.plan import plan_of  # noqa: E402
from routing.routers.embedded import EmbeddedRouter, Embedder  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.taxonomy import UNKNOWN, Taxonomy  # noqa: E402

FOLDER = ROOT.parent / "shared" / "data" / "cfpb5"
FIGURES = ROOT / "benchmarks" / "figures" / "cascade.json"
ANSWERS, COLUMN = "llm_predictions_test.csv", "gpt_4o_prediction"
SPLITS, MAX_CALLS = 20, 0.6
# Published list price of gpt-4o for about 250 tokens of prompt and 10 of answer.
LLM_COST = 250 * 2.5e-6 + 10 * 10e-6


def stages() -> tuple[Stage, Stage]:
    """What the embedded router and gpt-4o say of the test rows."""
    history, test = read("cfpb5", "train", None), read("cfpb5", "test", None)
    taxonomy = Taxonomy.from_labels(ticket.category for ticket in history)
    router = EmbeddedRouter.fit(taxonomy, history, Embedder(DEFAULT_DIRECTORY))
    decisions = router.route(test)
    with (FOLDER / ANSWERS).open(encoding="utf-8", newline="") as file:
        replayed = {row["ticket_id"]: row[COLUMN] for row in csv.DictReader(file)}
    sure = [-1.0 if d.category == UNKNOWN else d.confidence for d in decisions]
    right = [d.category == t.category for d, t in zip(decisions, test, strict=True)]
    asked = [replayed[t.id] == t.category for t in test]
    return (
        Stage(np.array(sure), np.array(right), 0.0),
        Stage(np.ones(len(test)), np.array(asked), LLM_COST),
    )


def half(stage: Stage, rows: Any) -> Stage:
    """The same stage on some of the rows."""
    return Stage(stage.confidence[rows], stage.correct[rows], stage.cost)


def split(first: Stage, second: Stage, seed: int) -> dict[str, float]:
    """Choose on one half, measure on the other."""
    order = np.random.default_rng(seed).permutation(first.correct.size)
    chosen_on, other = order[: order.size // 2], order[order.size // 2 :]
    rule = most_accurate(half(first, chosen_on), half(second, chosen_on), MAX_CALLS).rule
    found = plan_of(half(first, other), half(second, other), rule, 0.0)
    alone = [float(half(stage, other).correct.mean()) for stage in (first, second)]
    return {
        "embedded": 100 * alone[0],
        "gpt_4o": 100 * alone[1],
        "better_alone": 100 * max(alone),
        "cascade": 100 * (found.right or 0.0),
        "calls": 100 * found.calls,
        "usd_per_1000": 1000 * found.cost,
        "usd_per_1000_gpt_4o": 1000 * second.cost,
    }


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if not (FOLDER / ANSWERS).is_file():
        print(
            "Skipped: cfpb5 with its replayed answers (shared/data beside the project) is absent."
        )
        return 0
    if not Embedder.available(DEFAULT_DIRECTORY):
        print("Skipped: the embedding model is not here. Run `make setup` to fetch it.")
        return 0
    first, second = stages()
    splits = [split(first, second, seed) for seed in range(SPLITS)]
    figures = {key: float(np.mean([own[key] for own in splits])) for key in splits[0]}
    for key, value in figures.items():
        print(f"  {key.replace('_', ' '):24}{value:>10.2f}")
    met = figures["cascade"] >= figures["better_alone"] and figures["calls"] <= 100 * MAX_CALLS
    print(
        "Target met: as right as the better one alone, at 60 % of the calls." if met else "MISSED"
    )
    if options.write:
        FIGURES.write_text(json.dumps({"splits": SPLITS, **figures}, indent=2) + "\n", "utf-8")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
