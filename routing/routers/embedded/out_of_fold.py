"""Routing a file by its own labels, honestly: no ticket is answered by what learned from it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from routing.decision import Decision
from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.routers.embedded.examples import TextOf, learnable
from routing.routers.embedded.router import EmbeddedRouter
from routing.routers.embedded.tuning import Tuning
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds, Progress


class OutOfFoldRouter:
    """Answers each labelled ticket by a model that never saw it nor a near-duplicate of it.

    Tickets that are not among the labelled ones are answered by a model of all labels.
    Made by `out_of_fold`.

    fold_of: the fold of each labelled ticket by its key.
    """

    def __init__(
        self, folds: Sequence[EmbeddedRouter], all_labels: EmbeddedRouter, fold_of: dict[int, int]
    ) -> None:
        self._folds = tuple(folds)
        self._all_labels = all_labels
        self._fold_of = fold_of

    @property
    def name(self) -> str:
        """The name shown to people."""
        return self._all_labels.name

    @property
    def fingerprint(self) -> str:
        """Hash of taxonomy, labelled tickets, folds, model and recipe."""
        folds = repr(sorted(self._fold_of.items()))
        whole = f"out of fold\0{self._all_labels.fingerprint}\0{folds}"
        return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know before trusting the answers, in plain words."""
        return self._all_labels.warnings

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        folds = np.array([self._fold_of.get(ticket.key, -1) for ticket in tickets], dtype=np.intp)
        found: dict[int, Decision] = {}
        for fold in np.unique(folds):
            rows = np.flatnonzero(folds == fold).tolist()
            router = self._all_labels if fold < 0 else self._folds[fold]
            found.update(zip(rows, router.route([tickets[i] for i in rows]), strict=True))
        return [found[i] for i in range(len(tickets))]


def out_of_fold(
    taxonomy: Taxonomy,
    tickets: Sequence[Ticket],
    embedder: Embeds | None,
    folds: int = 5,
    *,
    progress: Progress | None = None,
    text: TextOf = lambda ticket: ticket.text,
) -> OutOfFoldRouter:
    """Learn from the labelled tickets of a file in a way that they can be scored, too.

    folds: parts the labelled tickets are split into; each is answered by the other parts.
    progress: called with the labelled tickets embedded so far, and their number.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    labelled = [t for t in tickets if t.category and t.category.strip()]
    groups = group_near_duplicates([text(t) for t in labelled])
    fold = assign_folds([t.category for t in labelled], groups, folds)
    fold_of = {ticket.key: int(own) for ticket, own in zip(labelled, fold, strict=True)}
    examples = learnable(taxonomy, labelled, text)

    def fitted(rows: NDArray[np.intp]) -> EmbeddedRouter:
        return EmbeddedRouter(
            taxonomy, examples.only(rows), embedder, tuning=Tuning(), text=text, progress=progress
        )

    own = np.array([fold_of[t.key] for t in examples.tickets], dtype=np.intp)
    everything = fitted(np.arange(len(examples)))
    parts = [fitted(np.flatnonzero(own != part)) for part in range(folds)]
    return OutOfFoldRouter(parts, everything, fold_of)
