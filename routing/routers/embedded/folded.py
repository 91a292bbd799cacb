"""Labelled tickets learned in folds: each fold is known to models that learned from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.routers.embedded.examples import Examples, TextOf, learnable
from routing.routers.embedded.held_out import HeldOut, hold_out, tuning_from
from routing.routers.embedded.model import Descriptions, Model, descriptions_of
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.router import READING, EmbeddedRouter, Learning, unheard
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds


@dataclass(frozen=True, slots=True)
class Folded:
    """What was learned, fold by fold, and what each model says of the fold it never saw.

    place: the fold of each labelled ticket by its key, near-duplicates in one.
    fold: the fold of each example. vectors: their embeddings, None without an embedder.
    models, held: by fold: the model of the other folds, and its opinions on this one.
    """

    taxonomy: Taxonomy
    examples: Examples
    vectors: NDArray[np.float32] | None
    descriptions: Descriptions
    embedder: Embeds | None
    text: TextOf
    place: Mapping[int, int]
    fold: NDArray[np.intp]
    models: list[Model]
    held: list[HeldOut]

    def others(self, part: int) -> NDArray[np.intp]:
        """The examples outside a fold."""
        return np.flatnonzero(self.fold != part)

    def model(self, rows: NDArray[np.intp]) -> Model:
        """A model that learned from those examples only."""
        vectors = None if self.vectors is None else self.vectors[rows]
        return Model(self.examples.only(rows), vectors, self.descriptions, len(self.taxonomy.names))

    def router(
        self, rows: NDArray[np.intp], held: Sequence[HeldOut], model: Model
    ) -> EmbeddedRouter:
        """A router by a model of those examples, tuned on opinions that other models hold."""
        labels, with_vectors = self.examples.labels, self.vectors is not None
        tuning = tuning_from(held, labels, len(rows), with_vectors=with_vectors)
        return EmbeddedRouter(
            self.taxonomy,
            self.examples.only(rows),
            self.embedder,
            model=model,
            tuning=tuning,
            text=self.text,
        )

    def unseen(self) -> Opinion:
        """What is thought of every example by the models that never saw it, in order.

        Neighbours are places among all examples.
        """
        parts = []
        for part, held in enumerate(self.held):
            if held.rows.size:
                parts.append((held.rows, held.full.placed(self.others(part))))
        return Opinion.woven(parts)


def learn_in_folds(
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    embedder: Embeds | None,
    folds: int = 5,
    *,
    progress: Learning = unheard,
    text: TextOf = lambda ticket: ticket.text,
) -> Folded:
    """Learn from labelled tickets so that each can be judged by what never saw it.

    progress: called with the phase, how much of it is done, and of how much; may raise to cancel.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    progress("Looking for near-duplicates", 0, len(labelled))
    groups = group_near_duplicates([text(ticket) for ticket in labelled])
    fold = assign_folds([t.category for t in labelled], groups, folds)
    place = dict(zip((ticket.key for ticket in labelled), fold.tolist(), strict=True))
    examples = learnable(taxonomy, labelled, text)
    own = np.array([place[ticket.key] for ticket in examples.tickets], dtype=np.intp)
    # Embeddings learn nothing from labels, so all folds may share them.
    vectors = (
        embedder.embed(examples.texts, progress=partial(progress, READING)) if embedder else None
    )
    learned = Folded(
        taxonomy, examples, vectors, descriptions_of(taxonomy, embedder), embedder, text,
        place, own, [], [],
    )  # fmt: skip
    for part in range(folds):
        progress("Learning, each part from the others", part, folds)
        model = learned.model(learned.others(part))
        learned.models.append(model)
        learned.held.append(hold_out(model, examples, vectors, np.flatnonzero(own == part)))
    return learned
