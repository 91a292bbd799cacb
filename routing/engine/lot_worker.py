"""Who answers lots of tickets in a process of its own, and what it is made of there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from routing.decision_columns import to_table
from routing.engine.answering import answers_of
from routing.engine.decision_writer import AppliedPolicy, DecidesDisposition
from routing.engine.worker_processes import Lot
from routing.routers.embedded import EmbeddedRouter, Embedder
from routing.routers.embedded.examples import TextOf
from routing.routers.embedded.kept_vectors import KeepingEmbedder, VectorFile
from routing.routers.router import Router


@dataclass(frozen=True, slots=True)
class EmbeddedWorker:
    """Makes a worker that answers by a saved router; it travels to every process.

    folder: where the router was saved. models: where the embedding model lies. vectors: the file of
    those that are kept. text: what of a ticket is read. policy: what decides on the disposition.
    """

    folder: Path
    models: Path
    vectors: Path
    text: TextOf
    policy: DecidesDisposition

    def __call__(self) -> LotWorker:
        """Load router and model, once a process; raises RouterError where one is missing."""
        embedder = None
        if Embedder.available(self.models):
            embedder = KeepingEmbedder(Embedder(self.models), VectorFile(self.vectors))
        return LotWorker(EmbeddedRouter.load(self.folder, embedder, text=self.text), self.policy)


class LotWorker:
    """Answers lots, each as one table of decisions in the order of its tickets."""

    def __init__(self, router: Router, policy: DecidesDisposition) -> None:
        self._router = router
        self._applied = AppliedPolicy(policy)

    def work(self, task: Lot) -> Iterator[pa.Table]:
        """The decisions, with what the policy makes of them."""
        for tickets in self._applied.watch(iter([list(task)])):
            made = answers_of(self._router, tickets)
            yield to_table([self._applied.dispose(decision) for decision in made])
