"""The order of reviews from which a router learns most."""

from __future__ import annotations

from typing import Final

from routing.learning.order import order_by_gain
from routing.learning.space import by_words
from store import learning
from store.workspace import Workspace

POOL: Final = 10
EVERY: Final = 5


def most_instructive(workspace: Workspace, run_id: int, most: int = 50) -> list[int]:
    """Keys of undecided tickets of a run, those first from which a router learns most.

    Every fifth is a held-back ticket, drawn at random: these show whether learning helps.
    """
    pool = learning.doubtful(workspace, run_id, POOL * most)
    if pool.empty:
        return learning.held_undecided(workspace, run_id, most)
    doubt = pool["doubt"].to_numpy(dtype="float32")
    order = order_by_gain(by_words(pool["text"].tolist()), doubt, most)
    keys = [int(key) for key in pool["ticket_key"].to_numpy()[order]]
    for place, key in enumerate(learning.held_undecided(workspace, run_id, most // EVERY)):
        keys.insert((place + 1) * EVERY - 1, key)
    return keys[:most]
