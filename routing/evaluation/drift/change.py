"""When a share began to grow, and what it has been since."""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.evaluation.certify import Flags
from routing.evaluation.drift.alarm import Size
from routing.evaluation.drift.bounds import anytime_interval

SIZE_ERROR: Final = 0.05
SHARE: Final = "share of tickets"
ACCURACY: Final = "accuracy"


def began(true: Flags, share: float) -> int:
    """The place in a series from which on a share larger than this one is likeliest.

    Maximum likelihood over all places; the share since is the one seen since.

    >>> began(np.arange(100) >= 60, 0.1)
    60
    """
    if not true.size:
        return 0
    n = np.arange(true.size, 0, -1)
    hits = np.cumsum(true[::-1])[::-1]
    p = min(max(share, 0.5 / (true.size + 1)), 1 - 1e-6)
    q = np.clip(hits / n, 1e-12, 1 - 1e-12)
    gain = hits * np.log(q / p) + (n - hits) * np.log((1 - q) / (1 - p))
    return int(np.where(q > p, gain, 0.0).argmax())


def share_since(true: Flags, start: int, reference: float) -> Size:
    """The share from a place on; its interval holds although the place was found by looking."""
    part = true[start:]
    hits, n = float(part.sum()), float(part.size)
    low, high = anytime_interval(hits, n, SIZE_ERROR)
    return Size(SHARE, reference, hits / n if n else 0.0, low, high)


def accuracy_since(wrong: Flags, start: int, reference: float) -> Size:
    """The same for the share that is right."""
    size = share_since(wrong, start, reference)
    return Size(ACCURACY, 1 - reference, 1 - size.now, 1 - size.high, 1 - size.low)
