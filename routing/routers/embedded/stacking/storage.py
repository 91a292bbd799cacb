"""A stack as named arrays, and back; numbers are kept to the bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.stacking.reranker import Reranker
from routing.routers.embedded.stacking.stack import Stack
from routing.routers.embedded.stacking.trees import Trees
from routing.routers.embedded.stacking.word_stack import WordStack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

WEIGHTS: Final = "stack.weights"
WORDS: Final = "stack.words"
OPINIONS: Final = "stack.opinions"
TREES: Final = "trees."
NODES: Final = ("feature", "threshold", "left", "right", "value")


def arrays_of(stack: Stack | None, word_stack: WordStack | None = None) -> Arrays:
    """Both stacks as arrays; none of one that is not there."""
    arrays: Arrays = {} if word_stack is None else {WORDS: word_stack.weights}
    if stack is None:
        return arrays
    arrays[WEIGHTS] = stack.weights
    if stack.reranker is not None:
        trees = stack.reranker.trees
        arrays[OPINIONS] = stack.reranker.weights
        arrays |= {f"{TREES}{name}": getattr(trees, name) for name in NODES}
        arrays[f"{TREES}base"] = np.array(trees.base)
        arrays[f"{TREES}depth"] = np.array(trees.depth)
    return arrays


def stack_of(arrays: Mapping[str, NDArray[Any]]) -> Stack | None:
    """The stack that was kept; raises KeyError where a part of it is missing."""
    if WEIGHTS not in arrays:
        return None
    if not any(name == OPINIONS or name.startswith(TREES) for name in arrays):
        return Stack(arrays[WEIGHTS])
    nodes: dict[str, Any] = {name: arrays[f"{TREES}{name}"] for name in NODES}
    trees = Trees(**nodes, base=float(arrays[f"{TREES}base"]), depth=int(arrays[f"{TREES}depth"]))
    return Stack(arrays[WEIGHTS], Reranker(arrays[OPINIONS], trees))


def word_stack_of(arrays: Mapping[str, NDArray[Any]]) -> WordStack | None:
    """The stack of a router that is to be fast, None of others."""
    return WordStack(arrays[WORDS]) if WORDS in arrays else None
