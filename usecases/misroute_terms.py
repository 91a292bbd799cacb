"""What misrouted tickets have in common: clusters, the words that set them apart, examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routing.evaluation.distinctive import Term, distinctive_terms
from routing.evaluation.intervals import Measured, proportion
from routing.learning.clusters import find_clusters
from routing.learning.text_vectors import by_words
from store import misroutes
from store.tickets import Keys
from store.workspace import Workspace

MAX_SHOWN: Final = 400
MAX_OTHERS: Final = 1_000
MIN_TICKETS: Final = 8
MAX_CLUSTERS: Final = 5
EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Misrouted tickets that speak of the same matter.

    tickets: how many; share: of the misrouted tickets looked at.
    terms: words that they hold clearly more often than tickets that went the right way.
    examples: keys of the most typical tickets.
    """

    tickets: int
    share: Measured
    terms: tuple[Term, ...]
    examples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Common:
    """What was found in the tickets looked at; compared_with: those that went the right way."""

    looked_at: int
    compared_with: int
    groups: tuple[Group, ...]


def commonalities(workspace: Workspace, keys: Keys, categories: Sequence[str]) -> Common:
    """Look at some of these tickets, evenly spread, beside others of the same categories."""
    chosen = keys[:: max(1, -(-len(keys) // MAX_SHOWN))].tolist()
    read = misroutes.texts(workspace, chosen)
    texts = (read["subject"] + "\n" + read["body"]).tolist()
    others = misroutes.others(workspace, categories, chosen, MAX_OTHERS)
    groups = []
    for rows in _clusters(texts):
        share = proportion(len(rows), len(texts))
        terms = distinctive_terms([texts[i] for i in rows], others)
        examples = tuple(int(read["ticket_key"].iloc[i]) for i in rows[:EXAMPLES])
        if share:
            groups.append(Group(len(rows), share, terms, examples))
    return Common(len(texts), len(others), tuple(groups))


def _clusters(texts: Sequence[str]) -> list[list[int]]:
    """Rows of each cluster, the most typical first; all in one where there are few."""
    if len(texts) < 2 * MIN_TICKETS:
        return [list(range(len(texts)))] if texts else []
    found = find_clusters(by_words(texts), min(MAX_CLUSTERS, len(texts) // MIN_TICKETS))
    return [rows.tolist() for rows in found.members]
