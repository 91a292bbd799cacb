"""What misrouted tickets have in common: clusters, the words that set them apart, examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.slices.distinctive import Term, candidate_terms, confirmed_terms
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.learning.clusters import find_clusters
from routing.learning.text_vectors import by_words
from store import tickets
from store.exploring import misroutes
from store.tickets import Filters
from store.workspace import Workspace
from usecases.cache import kept_by_revision

MAX_SHOWN: Final = 400
MAX_OTHERS: Final = 1_000
MIN_TICKETS: Final = 8
MAX_CLUSTERS: Final = 5
EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Misrouted tickets that speak of the same matter.

    tickets: how many; share: of the misrouted tickets looked at.
    terms: words that misrouted tickets hold more often than those that went the right way, found
        in this cluster and confirmed on tickets that were not used to find them.
    examples: keys of the most typical tickets.
    """

    tickets: int
    share: Measured
    terms: tuple[Term, ...]
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What was found in the tickets looked at; compared_with: those that went the right way.

    tickets: how many matched.
    """

    tickets: int
    looked_at: int
    compared_with: int
    groups: tuple[Group, ...]


@kept_by_revision
def commonalities(
    workspace: Workspace, filters: Filters, run_id: int | None, categories: tuple[str, ...]
) -> Common:
    """Look at some of the tickets that match, evenly spread, beside others of the categories."""
    keys = tickets.keys(workspace, filters, run_id)
    chosen = keys[:: max(1, -(-len(keys) // MAX_SHOWN))].tolist()
    read = misroutes.texts(workspace, chosen)
    texts = (read["subject"] + "\n" + read["body"]).tolist()
    others = misroutes.others(workspace, categories, chosen, MAX_OTHERS)
    clusters = _clusters(texts)
    terms = _confirmed(texts, others, clusters)
    groups = []
    for rows, words in zip(clusters, terms, strict=True):
        share = proportion(len(rows), len(texts))
        examples = tuple(int(read["ticket_key"].iloc[i]) for i in rows[:EXAMPLES])
        if share:
            groups.append(Group(len(rows), share, words, examples))
    return Common(len(keys), len(texts), len(others), tuple(groups))


def _confirmed(
    texts: Sequence[str], others: Sequence[str], clusters: Sequence[Sequence[int]]
) -> list[tuple[Term, ...]]:
    """The words of each cluster, chosen on one half of the tickets and tested on the other.

    All misrouted tickets of the other half are tested, not those that look like the cluster:
    they would hold its words by construction.
    """
    candidates = [
        candidate_terms([texts[i] for i in rows if i % 2 == 0], others[::2]) for rows in clusters
    ]
    return confirmed_terms(candidates, texts[1::2], others[1::2])


def _clusters(texts: Sequence[str]) -> list[list[int]]:
    """Rows of each cluster, the most typical first; all in one where there are few.

    Found on every other ticket; the rest joins the nearest, so that its words had no say in it.
    """
    if len(texts) < 2 * MIN_TICKETS:
        return [list(range(len(texts)))] if texts else []
    vectors = by_words(texts)
    found = find_clusters(vectors[::2], min(MAX_CLUSTERS, len(texts) // (2 * MIN_TICKETS)))
    centres = np.stack([vectors[::2][rows].mean(axis=0) for rows in found.members])
    nearest = np.argmax(vectors[1::2] @ centres.T, axis=1)
    return [
        [*(2 * rows).tolist(), *(2 * np.flatnonzero(nearest == i) + 1).tolist()]
        for i, rows in enumerate(found.members)
    ]
