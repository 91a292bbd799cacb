"""The embedded router against its targets: `python benchmarks/embedded.py [--only NAME] [--quick]`.

Learns from train.csv alone and answers test.csv of the labelled sets beside the project. Each
experiment runs in a process of its own, so that its peak memory is its own. A ticket answered
`Unknown` counts as wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import platform
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import f1_score, roc_auc_score

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import labelled_sets  # noqa: E402 (not installed)
from benchmarks.embedded_experiments import (  # noqa: E402
    EXPERIMENTS,
    Experiment,
    few,
    flipped,
    taxonomy_of,
)
from benchmarks.labelled_sets import DATA  # noqa: E402
from benchmarks.machine import peak_megabytes  # noqa: E402
from routing.decision import Decision  # noqa: E402 (the project is not installed)
from routing.routers.embedded import EmbeddedRouter, Embedder  # noqa: E402
from routing.routers.embedded.embedder import Embeds  # noqa: E402
from routing.routers.embedded.kept_vectors import KeepingEmbedder, VectorFile  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.routers.embedded.tuning import CAREFUL, FAST  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "embedded.json"
OUT_OF_SCOPE = "oos"


ASKED_ALONE = 300


def read(data: str, part: str, most: int | None) -> list[Ticket]:
    """The tickets of one file, with their labels; every n-th when there are more than `most`."""
    with (DATA / data / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows = rows[:: max(1, len(rows) // most)] if most else rows
    return [
        Ticket(i, row["ticket_id"], row["subject"], row["body"], category=row["category"])
        for i, row in enumerate(rows, 1)
    ]


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What the work returns, its seconds by the clock and by the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - clock, time.process_time() - processor


def accuracy(decisions: Sequence[Decision], tickets: Sequence[Ticket]) -> float:
    """Share answered with the actual category, in per cent."""
    right = sum(d.category == t.category for d, t in zip(decisions, tickets, strict=True))
    return 100 * right / len(tickets)


def run(experiment: Experiment, *, quick: bool, vectors: Path | None) -> dict[str, Any]:
    """All figures of one experiment.

    vectors: a folder where embeddings of learned tickets are kept between experiments.
    """
    train = read(experiment.data, "train", 2_000 if quick else None)
    test = read(experiment.data, "test", 500 if quick else None)
    train = [t for t in train if t.category != OUT_OF_SCOPE]
    inside = [t for t in test if t.category != OUT_OF_SCOPE]
    # Without a cache each routed ticket pays its own way.
    embedder = Embedder(DEFAULT_DIRECTORY, cache_size=0)
    embedder.embed(["warm up"])
    reader: Embeds = embedder
    if vectors:
        vectors.mkdir(parents=True, exist_ok=True)
        reader = KeepingEmbedder(embedder, VectorFile(vectors / f"{experiment.data}.vectors"))
    runs = []
    for seed in range(1 if quick else experiment.seeds):
        learned, _, seconds = timed(partial(learn, experiment, train, reader, seed))
        router = EmbeddedRouter(learned.trained, embedder)
        runs.append({"fit_cpu_seconds": seconds, **routed(router, inside)})
    figures = {key: sum(own[key] for own in runs) / len(runs) for key in runs[0]}
    if experiment.per_class is None and not experiment.flipped and not experiment.fast:
        figures |= against_thorough(router, figures, inside)
        some = inside[:: max(1, len(inside) // ASKED_ALONE)]
        figures["same_alone"] = same_alone(router, some)
        figures["alone_cpu_ms"] = alone_cpu_milliseconds(router, some)
    if len(inside) < len(test):
        figures["auroc"] = auroc(router, test)
    return {"experiment": experiment.name, **figures, "peak_mb": peak_megabytes()}


def learn(
    experiment: Experiment, train: Sequence[Ticket], embedder: Embeds, seed: int
) -> EmbeddedRouter:
    """A router that learned from what the experiment allows."""
    taxonomy = taxonomy_of(experiment, train)
    count = experiment.per_class
    history = flipped(train, experiment.flipped) if count is None else few(train, count, seed)
    pace = FAST if experiment.fast else CAREFUL
    # What is not labelled helps as it would at a desk: its texts alone are looked at.
    return EmbeddedRouter.fit(taxonomy, history, embedder, unlabelled=train, pace=pace)


def routed(router: EmbeddedRouter, test: Sequence[Ticket]) -> dict[str, float]:
    """How a router does on new tickets."""
    decisions, _, seconds = timed(partial(router.route, test))
    actual, predicted = [t.category for t in test], [d.category for d in decisions]
    options = {"labels": router.trained.taxonomy.names, "average": "macro", "zero_division": 0}
    return {
        "accuracy": accuracy(decisions, test),
        "macro_f1": 100 * f1_score(actual, predicted, **options),
        "calibration_error": calibration_error(decisions, test),
        "unknown": 100 * predicted.count("Unknown") / len(predicted),
        "tickets_per_cpu_second": len(test) / seconds,
    }


def against_thorough(
    router: EmbeddedRouter, figures: dict[str, float], tickets: Sequence[Ticket]
) -> dict[str, float]:
    """What leaving early saved, and what it cost, against embedding every ticket."""
    embedded = router.infer([t.text for t in tickets]).embedded
    every, _, processor = timed(lambda: router.thorough().route(tickets))
    return {
        "accuracy_thorough": accuracy(every, tickets),
        "points_kept": figures["accuracy"] - accuracy(every, tickets),
        "speedup": figures["tickets_per_cpu_second"] * processor / len(tickets),
        "left_early": 100 * float((~embedded).mean()),
    }


def same_alone(router: EmbeddedRouter, tickets: Sequence[Ticket]) -> float:
    """Share of tickets answered alone, to the bit, as with all others, in per cent."""
    together = router.infer([t.text for t in tickets]).prediction
    alone = [router.infer([t.text]).prediction for t in tickets]
    same = [
        np.array_equal(one.probabilities[0], together.probabilities[i])
        and one.out_of_scope[0] == together.out_of_scope[i]
        for i, one in enumerate(alone)
    ]
    return 100 * float(np.mean(same))


def alone_cpu_milliseconds(router: EmbeddedRouter, tickets: Sequence[Ticket]) -> float:
    """Processor time of a ticket that is asked about alone, the median of these."""
    return 1000 * float(np.median([timed(lambda t=t: router.route([t]))[2] for t in tickets]))


def calibration_error(decisions: Sequence[Decision], tickets: Sequence[Ticket]) -> float:
    """Mean gap between confidence and accuracy over ten bins of confidence, in points."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for decision, ticket in zip(decisions, tickets, strict=True):
        right = decision.category == ticket.category
        bins.setdefault(min(int(decision.confidence * 10), 9), []).append(
            (decision.confidence, right)
        )
    gaps = [abs(sum(c for c, _ in own) - sum(r for _, r in own)) for own in bins.values()]
    return 100 * sum(gaps) / len(tickets)


def auroc(router: EmbeddedRouter, tickets: Sequence[Ticket]) -> float:
    """Area under the ROC curve of the out-of-scope score."""
    scores = router.infer([t.text for t in tickets]).prediction.out_of_scope
    return float(roc_auc_score([t.category == OUT_OF_SCOPE for t in tickets], scores))


def show(experiment: Experiment, figures: dict[str, Any]) -> None:
    """One experiment on screen, what is asked beside its figure."""
    print(f"\n{experiment.name}")
    missed = missed_by(experiment, figures)
    for key, value in figures.items():
        if isinstance(value, float):
            asked = experiment.targets.get(key, experiment.limits.get(key))
            verdict = "MISSED" if key in missed else "met"
            mark = "" if asked is None else f"   asked {asked:g}: {verdict}"
            print(f"  {key.replace('_', ' '):24}{value:>10.3f}{mark}", flush=True)


def missed_by(experiment: Experiment, figures: dict[str, Any]) -> list[str]:
    """The figures that are below their target or above their limit."""
    below = [key for key, least in experiment.targets.items() if figures[key] < least]
    known = ((key, most) for key, most in experiment.limits.items() if figures.get(key) is not None)
    return below + [key for key, most in known if figures[key] > most]


def write(results: Sequence[dict[str, Any]]) -> None:
    """Keep the figures, beside those of experiments that did not run this time."""
    kept = json.loads(FIGURES.read_text("utf-8"))["results"] if FIGURES.exists() else []
    by_name = {one["experiment"]: one for one in (*kept, *results)}
    where = {"python": platform.python_version(), "machine": platform.machine()}
    content = {**where, "results": list(by_name.values())}
    FIGURES.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--only", metavar="NAME", help="those whose name begins so, such as banking77"
    )
    parser.add_argument("--quick", action="store_true", help="a sample; says little of accuracy")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    parser.add_argument(
        "--vectors", type=Path, metavar="FOLDER",
        help="keep embeddings of learned tickets there; the time to learn is then without them",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    if labelled_sets.are_missing():
        return 0
    chosen = [e for e in EXPERIMENTS if e.name.startswith(options.only or "")]
    results: list[dict[str, Any]] = []
    missed: list[str] = []
    for experiment in chosen:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            figures = pool.apply(
                run, (experiment,), {"quick": options.quick, "vectors": options.vectors}
            )
        show(experiment, figures)
        missed += [f"{experiment.name}: {key}" for key in missed_by(experiment, figures)]
        asked = {"targets": experiment.targets, "limits": experiment.limits}
        results.append({**figures, **asked})
        if options.write:
            write(results)
    print(f"\n{'All targets met.' if not missed else 'Missed: ' + '; '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
