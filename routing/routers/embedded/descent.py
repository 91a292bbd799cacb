"""Minimising a smooth convex function of very many numbers (limited-memory BFGS, 32 bits)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pair = tuple[NDArray[np.float32], NDArray[np.float32], float]

MEMORY: Final = 8
HALVINGS: Final = 20
ENOUGH: Final = 1e-4
STILL: Final = 1e-5


def minimise(
    slope_of: Callable[[NDArray[np.float32]], tuple[float, NDArray[np.float32]]],
    size: int,
    steps: int,
) -> NDArray[np.float32]:
    """The point where the function is about least, after at most `steps` steps from zero.

    slope_of: gives the function's value and slope at a point.

    General solvers work with 64 bits and many copies; on a million weights that is most of the
    time and memory, for digits that no answer depends on.

    >>> target = np.array([1.0, -2.0], dtype=np.float32)
    >>> bowl = lambda x: (float(np.square(x - target).sum()), 2 * (x - target))
    >>> minimise(bowl, size=2, steps=20).round(3).tolist()
    [1.0, -2.0]
    """
    point = np.zeros(size, dtype=np.float32)
    value, slope = slope_of(point)
    pairs: deque[Pair] = deque(maxlen=MEMORY)
    first = float(np.linalg.norm(slope))
    for _ in range(steps):
        if float(np.linalg.norm(slope)) <= STILL * first:
            break
        way = _direction(slope, pairs)
        gain = float(way @ slope)
        pace = 1.0 if pairs else 1.0 / first
        for _ in range(HALVINGS):
            move = way * np.float32(pace)
            there, slope_there = slope_of(point + move)
            if there <= value + ENOUGH * pace * gain:
                break
            pace /= 2
        else:
            break  # no way down is left that 32 bits can tell
        bend = slope_there - slope
        curvature = float(move @ bend)
        if curvature > 0:
            pairs.append((move, bend, curvature))
        point, value, slope = point + move, there, slope_there
    return point


def _direction(slope: NDArray[np.float32], pairs: deque[Pair]) -> NDArray[np.float32]:
    """Downhill, corrected by what the last moves taught about the curvature."""
    way = -slope
    shares = []
    for move, bend, curvature in reversed(pairs):
        share = np.float32(float(move @ way) / curvature)
        shares.append(share)
        way -= share * bend
    if pairs:
        _, bend, curvature = pairs[-1]
        way *= np.float32(curvature / float(bend @ bend))
    for (move, bend, curvature), share in zip(pairs, reversed(shares), strict=True):
        way += (share - np.float32(float(bend @ way) / curvature)) * move
    return way
