"""Routing a file by its own labels, honestly: no ticket is answered by what learned from it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from routing.decision import Decision
from routing.routers.embedded.decide import NAME
from routing.routers.embedded.examples import TextOf
from routing.routers.embedded.folded import learn_in_folds
from routing.routers.embedded.router import EmbeddedRouter, Learning, fingerprint_of, unheard
from routing.routers.embedded.warnings import NO_MODEL, READ, about_history, about_languages
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from routing.routers.embedded.embedder import Embeds


class OutOfFoldRouter:
    """Answers each labelled ticket by a model that never saw it nor a near-duplicate of it.

    Tickets that are not among the labelled ones are answered by a model of all labels, which is
    fitted when the first of them comes. Made by `out_of_fold`.

    fold_of: the fold of each labelled ticket by its key and its text's hash.
    warnings: what the user should know before trusting the answers, in plain words.
    """

    def __init__(
        self,
        folds: Sequence[EmbeddedRouter],
        fit_all: Callable[[], EmbeddedRouter],
        fold_of: dict[tuple[int, int], int],
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

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order."""
        folds = np.array([self._fold_of.get((t.key, hash(self._text(t))), -1) for t in tickets])
        found: dict[int, Decision] = {}
        for fold in np.unique(folds):
            rows = np.flatnonzero(folds == fold).tolist()
            router = self._folds[fold] if fold >= 0 else self._whole()
            found.update(zip(rows, router.route([tickets[i] for i in rows]), strict=True))
        return [found[i] for i in range(len(tickets))]

    def _whole(self) -> EmbeddedRouter:
        with self._lock:
            if self._all_labels is None:
                self._all_labels = self._fit_all()
            return self._all_labels


def out_of_fold(
    taxonomy: Taxonomy,
    tickets: Sequence[Ticket],
    embedder: Embeds | None,
    folds: int = 5,
    *,
    progress: Learning = unheard,
    text: TextOf = lambda ticket: ticket.text,
) -> OutOfFoldRouter:
    """Learn from the labelled tickets of a file in a way that they can be scored, too.

    folds: parts the labelled tickets are split into; each is answered by the other parts.
    progress: called with the phase, how much of it is done, and of how much; may raise to cancel.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    labelled = [t for t in tickets if t.category and t.category.strip()]
    learned = learn_in_folds(taxonomy, labelled, embedder, folds, progress=progress, text=text)
    examples, held, place = learned.examples, learned.held, learned.place
    routers = [
        learned.router(learned.others(part), held[:part] + held[part + 1 :], model)
        for part, model in enumerate(learned.models)
    ]
    everything = np.arange(len(examples))
    sample = [text(ticket) for ticket in tickets[:: max(1, len(tickets) // READ)]]
    return OutOfFoldRouter(
        routers,
        lambda: learned.router(everything, held, learned.model(everything)),
        {(t.key, hash(text(t))): place[t.key] for t in labelled},
        fingerprint=fingerprint_of(taxonomy, examples, embedder, repr(sorted(place.items()))),
        warnings=(
            *(() if embedder else (NO_MODEL,)),
            *about_history(taxonomy, labelled, examples),
            *about_languages(sample, examples),
        ),
        text=text,
    )
