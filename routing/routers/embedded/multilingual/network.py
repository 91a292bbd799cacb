"""The encoder's network, in numpy: one text at a time.

How a library multiplies matrices depends on their sizes, and so would what a text becomes on its
companions. Alone it costs about a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WIDTH: Final = 512
BRANCH: Final = 256
WINDOWS: Final = {2: 0, 3: 1, 5: 2}
"""Convolutions over so many tokens, and how many of these stand left of the token itself."""


class Network:
    """Token numbers become the vector of a text, of length 1.

    file: the weights, an archive of arrays. The table of tokens stays in 8 bits, in parts that
    have a scale and a lowest value each.
    """

    def __init__(self, file: Path) -> None:
        with np.load(file, allow_pickle=False) as archive:
            names = set(archive.files)
            self._scale, self._lowest = archive["scale"], archive["lo"]
            parts = [f"q{part + 1}" for part in range(len(self._scale))]
            self._table = _table(archive, parts)
            arrays: dict[str, NDArray[Any]] = {
                name: archive[name] for name in names.difference(parts)
            }
        self._weights = arrays
        branches = [str(window) for window in WINDOWS]
        self._projection = np.concatenate([arrays[f"proj{each}"] for each in branches], axis=1)
        self._shift = np.concatenate([arrays[f"proj_b{each}"] for each in branches])
        self._gain = np.concatenate([arrays[f"ln_g{each}"] for each in branches])
        self._offset = np.concatenate([arrays[f"ln_b{each}"] for each in branches])
        self._epsilon = np.float32(arrays["eps"])

    def vector(self, tokens: list[int]) -> Floats:
        """The vector of one text."""
        own = self._weights
        words = self._token_vectors(np.array(tokens, dtype=np.intp))
        projected = self._normalised(
            words @ self._projection + self._shift, self._gain, self._offset
        )
        branches = [
            self._branch(projected[:, place * BRANCH : (place + 1) * BRANCH], window)
            for place, window in enumerate(WINDOWS)
        ]
        states = self._normalised(
            np.concatenate([words, *branches], axis=1), own["ln_g"], own["ln_b"]
        )
        count = np.float32(len(tokens))
        mean = (states.sum(axis=0) @ own["cnn_W"] + count * own["cnn_b"]) / np.sqrt(count)
        return self._deep(mean)

    def _token_vectors(self, tokens: NDArray[np.intp]) -> Floats:
        part = tokens % len(self._scale)
        levels = self._table[tokens].astype(np.float32)
        return np.asarray(levels * self._scale[part, None] + self._lowest[part, None])

    def _branch(self, states: Floats, window: int) -> Floats:
        """Two convolutions over neighbouring tokens, each added to what comes in."""
        for layer in (1, 2):
            weights = self._weights[f"w{layer}_{window}"]
            bias = self._weights[f"b{layer}_{window}"]
            states = np.maximum(_windows(states, window) @ weights + bias, 0) + states
        return states

    def _deep(self, mean: Floats) -> Floats:
        """The feed-forward end: two residual steps, then numbers between −1 and 1."""
        own = self._weights
        first = np.maximum(mean @ own["d0"], 0)
        second = np.maximum(mean @ own["p1"] + first @ own["d1"], 0)
        third = np.maximum(second @ own["d2"], 0)
        end = np.tanh(second @ own["p3"] + third @ own["d3"])
        return np.asarray(end / np.sqrt(max(float(end @ end), 1e-12)), dtype=np.float32)

    def _normalised(self, rows: Floats, gain: Floats, offset: Floats) -> Floats:
        away = rows - rows.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.square(away).mean(axis=1, keepdims=True) + self._epsilon)
        return np.asarray(away / spread * gain + offset)


def _table(archive: Mapping[str, NDArray[Any]], parts: Sequence[str]) -> NDArray[np.uint8]:
    """The table of tokens, read part by part: token n stands in part n modulo their number."""
    first = archive[parts[0]]
    table = np.empty((len(first), len(parts), WIDTH), dtype=np.uint8)
    for place, name in enumerate(parts):
        table[:, place] = archive[name]
    return table.reshape(-1, WIDTH)


def _windows(states: Floats, window: int) -> Floats:
    """For each token, the states of the tokens in its window side by side; zeros outside."""
    left = WINDOWS[window]
    padded = np.pad(states, ((left, window - 1 - left), (0, 0)))
    return np.concatenate([padded[place : place + len(states)] for place in range(window)], axis=1)
