"""A run with labelled tickets, for the use cases that measure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from jobs import Control, Meter
from routing.decision import Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from tests.conftest import Fill, ticket
from usecases.runs.execution import new_run, perform
from usecases.runs.request import RunRequest

NO_MODEL = Path("no model")
Decide = Callable[[int], tuple[str, float]]


def noise(key: int) -> str:
    """Words that are all a ticket's own, so that no two are near-duplicates."""
    draw = Random(key)
    return " ".join("".join(draw.choices("abcdefghij", k=5)) for _ in range(8))


@pytest.fixture
def routed(workspace: Workspace) -> Callable[..., Run]:
    """Record a run over the tickets that are there, each decided by `decide(key)`."""
    taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Fraud"))), "the tests")

    def run(
        decide: Decide, threshold: float = 0.5, router: str = "embedded", taxonomy: int = 1,
        **answered: Any,
    ) -> Run:  # fmt: skip
        started = runs.start(workspace, router, {"router": router}, taxonomy)
        journal = runs.RunJournal(workspace, started.run_id)
        for batch in journal.pending():
            decided = [Decision(t.key, *decide(t.key), router=router, **answered) for t in batch]
            journal.write([Policy(threshold).dispose(each) for each in decided])
        journal.end("finished", 1.0, None)
        return runs.one(workspace, started.run_id)

    return run


@pytest.fixture
def measured(workspace: Workspace, fill: Fill, routed: Callable[..., Run]) -> Callable[..., Run]:
    """Import labelled tickets and record a run that decides each by `decide(key)`."""

    def run(decide: Decide, tickets: int = 200, threshold: float = 0.5) -> Run:
        fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, tickets + 1)])
        return routed(decide, threshold)

    return run


@pytest.fixture
def told_apart(workspace: Workspace, fill: Fill) -> Workspace:
    """Sixty labelled tickets whose words tell their category."""
    texts = {"Billing": "refund of my invoice", "Fraud": "a stolen card"}
    labels = ["Billing", "Fraud"] * 30
    fill(
        workspace,
        [ticket(k, c, subject="", body=f"{texts[c]} {noise(k)}") for k, c in enumerate(labels, 1)],
    )
    return workspace


def finished(workspace: Workspace) -> Run:
    """A run of the default recipe, without the embedding model."""
    run = new_run(workspace, RunRequest())
    perform(workspace, run, NO_MODEL, Control(), Meter())
    return run


def right(key: int) -> tuple[str, float]:
    """The actual category, surely."""
    return ("Billing" if key % 2 else "Fraud"), 0.9


def often_wrong(key: int) -> tuple[str, float]:
    """Sure and right on 200 tickets, half sure and right on four fifths of the others."""
    if key <= 200:
        return right(key)[0], 0.9
    return (right(key)[0] if key % 5 else "Billing"), 0.6


def random(key: int) -> tuple[str, float]:
    """A category that has nothing to do with the actual one."""
    return ("Billing" if (key // 2) % 2 else "Fraud"), 0.9


def mostly_right(key: int) -> tuple[str, float]:
    """Nine in ten the actual category, the others `Billing` with little confidence."""
    return right(key) if key % 10 else ("Billing", 0.3)
