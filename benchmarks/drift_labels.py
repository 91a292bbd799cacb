"""What reviews, a hold-out and canaries tell, against the targets of the drift watch."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.drift_pools import pool
from benchmarks.drift_streams import POOLS
from routing.evaluation.drift.accuracy import estimated_accuracy, review_probabilities
from routing.evaluation.drift.canaries import CanaryRun, CanaryWatch
from routing.evaluation.drift.promise import PromiseWatch
from routing.evaluation.drift.saved_time import saved_time
from routing.evaluation.statistics.intervals import wilson

FIRST_SEED, SEEDS = 100, 10


def promise() -> list[dict[str, Any]]:
    """How often a promise that is just kept counts as broken, and how soon a broken one does."""
    rng, looks, tries = np.random.default_rng(FIRST_SEED), 10_000, 400
    broken = sum(_labels(rng.random(looks) < 0.05) is not None for _ in range(tries))  # noqa: PLR2004
    found = [{"row": "promise just kept", "broken": broken / tries, "bar": 0.01,
              "met": broken / tries <= 0.01}]  # fmt: skip  # noqa: PLR2004
    for wrong, bar in ((0.10, 410), (0.15, 135), (0.20, 80)):
        delays = []
        for _ in range(200):
            labels = rng.random(2_300) < np.repeat([0.03, wrong], [300, 2_000])
            at = _labels(labels)
            delays.append(2_000 if at is None else at - 300)
        median = float(np.median(delays))
        found.append({"row": f"promise, then {wrong:.0%} wrong", "median": median, "bar": bar,
                      "met": median <= bar})  # fmt: skip
    return found


def _labels(wrong: np.ndarray) -> int | None:
    watch = PromiseWatch(0.95)
    for label in wrong.tolist():
        watch = watch.after(wrong=label)
        if watch.is_broken:
            return watch.broken_at
    return None


def few_reviews(data: str) -> dict[str, Any]:
    """Accuracy from 200 drawn reviews against 300 plain ones."""
    rng, known = np.random.default_rng(FIRST_SEED), pool(data, 0).known
    right = known.category == known.label
    widths, plain, holds, size = [], [], [], 4_000
    for _ in range(300):
        at = rng.integers(len(right), size=size)
        chance = review_probabilities(known.confidence[at], 200)
        looked = np.flatnonzero(rng.random(size) < chance)
        found = estimated_accuracy(
            known.confidence[at], looked, chance[looked], right[at[looked]]
        ).interval
        assert found  # noqa: S101 - an estimate always has one
        hits = int(right[rng.choice(at, 300, replace=False)].sum())
        widths.append(found.high - found.low)
        plain.append(wilson(hits, 300).high - wilson(hits, 300).low)
        holds.append(found.low <= right[at].mean() <= found.high)
    width, other, share = float(np.median(widths)), float(np.median(plain)), float(np.mean(holds))
    return {"row": "accuracy from 200 reviews", "data": data, "width": width, "plain_300": other,
            "holds": share, "met": width <= other and share >= 0.93}  # fmt: skip  # noqa: PLR2004


def hold_out() -> dict[str, Any]:
    """Half the width of the saved time, 5 % of 20,000 tickets held out."""
    rng = np.random.default_rng(FIRST_SEED)
    halves = []
    for _ in range(100):
        before = rng.lognormal(5, 0.83, 1_000)  # as scattered as its mean is large
        now = np.where(rng.random(19_000) < 0.6, 8.0, rng.lognormal(5, 0.83, 19_000))  # noqa: PLR2004
        found = saved_time(before, now)
        if found:
            halves.append((found.interval.high - found.interval.low) / 2)
    half = float(np.median(halves))
    return {"row": "hold-out", "half_width": half, "bar": 0.065, "met": half <= 0.065}  # noqa: PLR2004


def canaries(data: str) -> list[dict[str, Any]]:
    """Runs of 100 canaries until a silent change is seen, by confidence and by answers alone."""
    runs: dict[str, list[int]] = {"confidences": [], "answers": []}
    false = 0
    for seed in range(FIRST_SEED, FIRST_SEED + SEEDS):
        rng, source = np.random.default_rng(seed), pool(data, seed % POOLS)
        at = rng.integers(len(source.known.text), size=100)
        for what, hidden in (("confidences", False), ("answers", True)):
            watch, found = CanaryWatch(), 20
            for run in range(24):
                answered = source.known if run < 4 else source.other  # noqa: PLR2004
                noise = rng.normal(0, 0.005, 100)
                level = np.clip(answered.confidence[at] + noise, 0, 1)
                told = watch.see(CanaryRun(
                    "m", answered.category[at].astype(object), level * (not hidden)
                ))  # fmt: skip
                false += bool(told) and run < 4  # noqa: PLR2004
                if run >= 4 and any(moved.what == what for moved in told):  # noqa: PLR2004
                    found = run - 3
                    break
            runs[what].append(found)
    bars = {"confidences": 1, "answers": 8}
    return [
        {"row": f"canaries by {what}", "data": data, "median": float(np.median(found)),
         "bar": bars[what], "false": false, "met": bool(np.median(found) <= bars[what])}
        for what, found in runs.items()
    ]  # fmt: skip
