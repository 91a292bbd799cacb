"""How likely each category is for labelled tickets, by quick models that never saw the ticket.

For checking labels: this ranks them as well as the router's own cross-validation does, in a
fraction of the time. Words are counted once for all folds, for counting looks at no label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.routers.embedded import exact
from routing.routers.embedded.cross_validation import FOLDS
from routing.routers.embedded.examples import Examples, TextOf, learnable
from routing.routers.embedded.learning_progress import READING, Learning, no_progress
from routing.routers.embedded.lexical import MAX_WEIGHTS
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.nearest_neighbours import K, Neighbours, nearest
from routing.routers.embedded.tfidf import TfIdf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds
    from routing.taxonomy import Taxonomy
    from routing.ticket import Ticket

# Of so many tickets, or of texts so long, words alone know enough, and reading them takes minutes:
# on 1,113 complaints of 825 characters vectors found no more of the flipped labels.
MAX_EMBEDDED: Final = 2_000
MAX_CHARACTERS: Final = 400_000
MAX_ITERATIONS: Final = 15


@dataclass(frozen=True, slots=True)
class LabelProbabilities:
    """What models that never saw a ticket, nor a near-duplicate of it, make of it.

    probabilities: one row per example, one column per category of the taxonomy.
    neighbours: the nearest examples outside its fold, under the same condition.
    """

    taxonomy: Taxonomy
    examples: Examples
    probabilities: NDArray[np.float32]
    neighbours: NDArray[np.intp]


def label_probabilities(
    taxonomy: Taxonomy,
    labelled: Sequence[Ticket],
    embedder: Embeds | None,
    *,
    progress: Learning = no_progress,
    text: TextOf = lambda ticket: ticket.text,
) -> LabelProbabilities:
    """Judge every labelled ticket by models of the others, at most 20,000 of them.

    embedder: read beside the words where there are at most 2,000 tickets of at most 400,000
        characters; None for words alone.
    progress: called with the phase, how much of it is done, and of how much; may raise to cancel.
    """
    examples = learnable(taxonomy, labelled, text)
    progress("Looking for near-duplicates", 0, len(examples))
    folds = assign_folds(
        [ticket.category for ticket in examples.tickets], group_near_duplicates(examples.texts),
        FOLDS,
    )  # fmt: skip
    categories = len(taxonomy.names)
    features = [_words(examples, categories)]
    if embedder and is_quickly_read(examples.texts):
        features.append(exact.embed(embedder, examples.texts, partial(progress, READING)))
    found = np.zeros((len(examples), categories), dtype=np.float32)
    near = np.zeros((len(examples), min(K, _least_outside(folds))), dtype=np.intp)
    for fold in range(FOLDS):
        progress("Judging each part by the others", fold, FOLDS)
        here, others = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        if not here.size or not others.size:
            continue
        for rows in features:
            model = LogisticRegression.fit(
                rows[others], examples.labels[others], categories, MAX_ITERATIONS
            )
            found[here] += model.probabilities(rows[here]) / np.float32(len(features))
        near[here] = others[_nearest(features[-1], here, others).rows[:, : near.shape[1]]]
    return LabelProbabilities(taxonomy, examples, found, near)


def is_quickly_read(texts: Sequence[str]) -> bool:
    """Whether vectors of all texts are made within about half a minute of one processor.

    >>> is_quickly_read(["short"] * 2_000), is_quickly_read(["long" * 1_000] * 2_000)
    (True, False)
    """
    return len(texts) <= MAX_EMBEDDED and sum(map(len, texts)) <= MAX_CHARACTERS


def _words(examples: Examples, categories: int) -> Any:
    return TfIdf.fit(examples.texts, MAX_WEIGHTS // (2 * max(categories, 1))).features(
        examples.texts
    )


def _least_outside(folds: NDArray[np.intp]) -> int:
    """How many examples at least are outside a fold that has some."""
    sizes = np.bincount(folds, minlength=1)
    return int(len(folds) - sizes.max(initial=0))


def _nearest(rows: Any, here: NDArray[np.intp], others: NDArray[np.intp]) -> Neighbours:
    known = rows[others].T
    return nearest(rows[here], known if isinstance(known, np.ndarray) else known.tocsr())
