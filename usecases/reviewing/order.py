"""The order of reviews from which a router learns most."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

from routing.learning.active_learning import order_by_gain
from routing.learning.text_vectors import by_words
from store.learning import versions
from store.workspace import Workspace

LOT: Final = 50
POOL: Final = 500
EVERY: Final = 5


def in_teaching_order(workspace: Workspace, run_id: int, line: pa.Table) -> pa.Table:
    """A line of waiting tickets with those first from which a router learns most.

    The line comes with the most doubtful first. Of its first five hundred, those are taken in
    lots of fifty that are in doubt and unlike one another. Every fifth ticket is one of those
    that are held back, drawn at random: these show whether learning helps.

    line: ticket_key and place; the same columns come back.
    """
    keys = line.sort_by("place")["ticket_key"].to_numpy()
    held = np.isin(keys, versions.held_of_run(workspace, run_id))
    teaching = _lots(versions.doubts(workspace, run_id, keys[~held][:POOL].tolist()))
    measuring = np.random.default_rng(0).permutation(keys[held])[: POOL // (EVERY - 1)]
    first = np.array(_every_fifth(teaching, measuring.tolist()), dtype=np.int64)
    ordered = np.concatenate([first, keys[~np.isin(keys, first)]])
    return pa.table({"ticket_key": ordered, "place": np.arange(1, len(ordered) + 1)})


def _lots(pool: pd.DataFrame) -> list[int]:
    """Keys of the pool, lot by lot."""
    if pool.empty:
        return []
    keys, doubt = pool["ticket_key"].to_numpy(), pool["doubt"].to_numpy(dtype=np.float32)
    vectors = by_words(pool["text"].tolist())
    left, ordered = np.arange(len(keys)), []
    while left.size:
        lot = left[order_by_gain(vectors[left], doubt[left], LOT)]
        ordered += keys[lot].tolist()
        left = np.setdiff1d(left, lot)
    return ordered


def _every_fifth(teaching: list[int], measuring: list[int]) -> list[int]:
    """Four of the one kind, one of the other, while there are any of the first."""
    mixed: list[int] = []
    for start in range(0, len(teaching), EVERY - 1):
        mixed += teaching[start : start + EVERY - 1] + measuring[:1]
        measuring = measuring[1:]
    return mixed
