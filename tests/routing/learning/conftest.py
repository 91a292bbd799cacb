"""Points that lie in clusters."""

from __future__ import annotations

import numpy as np

from routing.learning.text_vectors import lengthened


def clouds(sizes: tuple[int, ...], spread: float = 0.15) -> tuple[np.ndarray, np.ndarray]:
    """Points around as many axes as there are sizes, and to which each belongs."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    noise = np.random.default_rng(5).normal(0, spread, (len(owner), 12))
    return lengthened((np.eye(12)[owner] + noise).astype(np.float32)), owner
