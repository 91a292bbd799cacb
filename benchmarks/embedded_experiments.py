"""The experiments with the embedded router: what it learns from, and what must come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.labelled_sets import DATA
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket


@dataclass(frozen=True)
class Experiment:
    """What is learned from, and what must come of it.

    per_class: labelled tickets per category; None for all, 0 for none.
    targets: least value of each figure. limits: its greatest value.
    described: whether there are descriptions, or names alone.
    flipped: share of the labels made wrong.
    fast: whether the router may lose accuracy to be fast.
    """

    data: str
    per_class: int | None
    targets: dict[str, float]
    seeds: int = 1
    described: bool = False
    flipped: float = 0.0
    fast: bool = False
    limits: dict[str, float] = field(default_factory=lambda: {"peak_mb": 800.0})

    @property
    def name(self) -> str:
        """The experiment in a few words."""
        zero = f"zero-shot by {'descriptions' if self.described else 'name'}"
        labels = {None: "full", 0: zero}
        known = f"{self.data} {labels.get(self.per_class, f'{self.per_class} per class')}"
        flipped = f", {self.flipped:.0%} flipped" if self.flipped else ""
        return known + flipped + (", fast" if self.fast else "")


FASTER = {"speedup": 2.0, "points_kept": -0.2, "same_alone": 100.0}
THROUGHPUT = {"tickets_per_cpu_second": 500.0}
ALONE = {"peak_mb": 800.0, "alone_cpu_ms": 6.0}
EXPERIMENTS = [
    Experiment("banking77", 0, {"accuracy": 75.5}),
    Experiment("banking77", 0, {"accuracy": 80.0}, described=True),
    Experiment("clinc150", 0, {"accuracy": 78.0}),
    Experiment("cfpb5", 0, {"accuracy": 67.0}, described=True),
    Experiment("cfpb5", 0, {}),
    Experiment("banking77", 8, {"accuracy": 87.5}, seeds=3),
    Experiment("clinc150", 8, {}),
    Experiment("cfpb5", 8, {}, seeds=3),
    Experiment("banking77", None, {"accuracy": 94.7, **FASTER, **THROUGHPUT}, limits=ALONE),
    Experiment("clinc150", None, {"accuracy": 96.4, "auroc": 0.976, **FASTER}),
    Experiment("cfpb5", None, {"accuracy": 76.0, **FASTER}),
    Experiment("banking77", None, {"tickets_per_cpu_second": 700.0}, fast=True),
    Experiment("clinc150", None, {}, fast=True),
    Experiment("banking77", None, {}, flipped=0.1),
    Experiment("banking77", None, {}, flipped=0.2),
]


def few(tickets: Sequence[Ticket], count: int, seed: int) -> list[Ticket]:
    """So many tickets of every category, drawn at random."""
    random = np.random.default_rng(seed)
    chosen: list[Ticket] = []
    for name in sorted({str(t.category) for t in tickets}):
        own = [t for t in tickets if t.category == name]
        picks = random.permutation(len(own))[:count]
        chosen += [own[i] for i in picks]
    return chosen


def taxonomy_of(experiment: Experiment, train: Sequence[Ticket]) -> Taxonomy:
    """The categories, described or by their names alone."""
    if experiment.described:
        return Taxonomy.from_toml((DATA / experiment.data / "taxonomy.toml").read_text("utf-8"))
    return Taxonomy.from_labels([t.category for t in train])


def flipped(tickets: Sequence[Ticket], share: float) -> list[Ticket]:
    """The tickets, some of them with another category, drawn at random."""
    random = np.random.default_rng(0)
    names = sorted({str(t.category) for t in tickets})
    wrong = random.random(len(tickets)) < share
    moved = [names[(names.index(str(t.category)) + random.integers(1, len(names))) % len(names)]
             for t in tickets]  # fmt: skip
    return [
        replace(t, category=m) if w else t for t, m, w in zip(tickets, moved, wrong, strict=True)
    ]
