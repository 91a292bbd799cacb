"""Routing a file by its own labels, honestly: no ticket is answered by what learned from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from routing.decision import Decision
from routing.routers.embedded.cross_validation import FOLDS, cross_validate
from routing.routers.embedded.decisions import NAME
from routing.routers.embedded.examples import TextOf
from routing.routers.embedded.learning_progress import Learning, no_progress
from routing.routers.embedded.router import EmbeddedRouter
from routing.routers.embedded.trained_model import TrainedModel, fingerprint_of
from routing.routers.embedded.tuning import CAREFUL, Pace
from routing.routers.embedded.warnings import MAX_TEXTS_READ, about_languages
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds


class OutOfFoldRouter:
    """Answers each labelled ticket by a model that never saw it nor a near-duplicate of it.

    Tickets that are not among the labelled ones are answered as `EmbeddedRouter.fit` on the same
    labels would; that model is fitted when the first of them comes. Made by `out_of_fold`.

    fold_of: the fold of each labelled ticket by its key and its text's hash.
    warnings: what the user should know before trusting the answers, in plain words.
    """

    def __init__(
        self,
        folds: Sequence[EmbeddedRouter],
        fit_all: Callable[[], EmbeddedRouter],
        fold_of: Mapping[tuple[int, int], int],
        *,
        fingerprint: str,
        warnings: tuple[str, ...],
        text: TextOf,
    ) -> None:
        self._folds = tuple(folds)
        self._fit_all = fit_all
        self._fold_of = fold_of
        self._fingerprint = fingerprint
        self._text = text
        self._all_labels: EmbeddedRouter | None = None
        self._lock = threading.Lock()
        self.warnings = warnings

    @property
    def name(self) -> str:
        """The name shown to people."""
        return NAME

    @property
    def fingerprint(self) -> str:
        """Hash of taxonomy, labelled tickets, folds, model and recipe."""
        return self._fingerprint

    @property
    def learned_from(self) -> frozenset[int]:
        """Keys of the labelled tickets, which only this router answers honestly."""
        return frozenset(key for key, _ in self._fold_of)

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        folds = np.array([self._fold_of.get((t.key, hash(self._text(t))), -1) for t in tickets])
        found: dict[int, Decision] = {}
        for fold in np.unique(folds):
            rows = np.flatnonzero(folds == fold).tolist()
            router = self._folds[fold] if fold >= 0 else self.of_all_labels()
            found.update(zip(rows, router.route([tickets[i] for i in rows]), strict=True))
        return [found[i] for i in range(len(tickets))]

    def of_all_labels(self) -> EmbeddedRouter:
        """The router that learned from all labels: for new tickets, and to be saved."""
        with self._lock:
            if self._all_labels is None:
                self._all_labels = self._fit_all()
            return self._all_labels


def out_of_fold(
    taxonomy: Taxonomy,
    tickets: Sequence[Ticket],
    embedder: Embeds | None,
    folds: int = FOLDS,
    *,
    progress: Learning = no_progress,
    text: TextOf = lambda ticket: ticket.text,
    trained: TrainedModel | None = None,
    unlabelled: Sequence[Ticket] = (),
    pace: Pace = CAREFUL,
) -> OutOfFoldRouter:
    """Learn from the labelled tickets of a file in a way that they can be scored, too.

    folds: parts the labelled tickets are split into; each is answered by the other parts.
    progress: called with the phase, how much of it is done, and of how much; may raise to cancel.
    trained: answers the tickets without a label, where it was learned before; else learned now.
    unlabelled: tickets like those to come, which help where labels are few.
    pace: what accuracy may be lost to be fast.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    labelled = [t for t in tickets if t.category and t.category.strip()]
    found = cross_validate(
        taxonomy,
        labelled,
        embedder,
        folds,
        progress=progress,
        text=text,
        unlabelled=unlabelled,
        pace=pace,
    )
    fold_of = found.fold_of_ticket
    parts = range(len(found.folds.models))
    second = embedder.multilingual if embedder else None
    covered = second.languages if second else frozenset()
    sample = [text(ticket) for ticket in tickets[:: max(1, len(tickets) // MAX_TEXTS_READ)]]
    return OutOfFoldRouter(
        [EmbeddedRouter(found.trained_without(fold), embedder, text=text) for fold in parts],
        lambda: EmbeddedRouter(trained or found.trained(), embedder, text=text),
        {(t.key, hash(text(t))): fold_of[t.key] for t in labelled} if parts else {},
        fingerprint=fingerprint_of(
            taxonomy,
            found.examples,
            embedder,
            repr((sorted(fold_of.items()), trained.fingerprint if trained else None)),
            found.around.texts,
        ),
        warnings=(*found.warnings, *about_languages(sample, found.examples, covered)),
        text=text,
    )
