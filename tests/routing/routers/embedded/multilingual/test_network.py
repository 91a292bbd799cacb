"""The network reads one text at a time: all of its words, in their order, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from routing.routers.embedded.multilingual.network import BRANCH, WIDTH, WINDOWS, Network

TOKENS, END = 8, 6
STATES = WIDTH + BRANCH * len(WINDOWS)


def weights() -> dict[str, Any]:
    """Small random weights of all sizes that the network has."""
    random = np.random.default_rng(3)

    def some(*shape: int) -> np.ndarray:
        return random.normal(scale=0.05, size=shape).astype(np.float32)

    arrays: dict[str, Any] = {"eps": 1e-6, "cnn_W": some(STATES, END), "cnn_b": some(END)}
    arrays |= {"ln_g": np.ones(STATES, np.float32), "ln_b": np.zeros(STATES, np.float32)}
    arrays |= {name: some(END, END) * 20 for name in ("d0", "d1", "d2", "d3", "p1", "p3")}
    for window in WINDOWS:
        arrays[f"proj{window}"] = some(WIDTH, BRANCH)
        arrays |= {f"proj_b{window}": some(BRANCH), f"ln_b{window}": some(BRANCH)}
        arrays[f"ln_g{window}"] = np.ones(BRANCH, np.float32)
        for layer in (1, 2):
            arrays[f"w{layer}_{window}"] = some(window * BRANCH, BRANCH)
            arrays[f"b{layer}_{window}"] = some(BRANCH)
    return arrays


LEVELS = np.random.default_rng(4).integers(0, 120, (TOKENS, WIDTH)).astype(np.uint8)
ONE_PART = {"q1": LEVELS, "scale": np.float32([0.02]), "lo": np.float32([-1.2])}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    def network(**changed: Any) -> Network:
        file: Path = tmp_path_factory.mktemp("network") / "weights.npz"
        np.savez(file, **{**weights(), **ONE_PART, **changed})
        return Network(file)

    return network


@pytest.fixture(scope="module")
def network(made) -> Network:
    return made()


@pytest.mark.parametrize("tokens", [[3], [1, 2], [0, 5, 5, 7, 2, 1]])
def test_a_vector_is_of_length_one_however_short_the_text(network: Network, tokens: list[int]):
    assert np.linalg.norm(network.vector(tokens)) == pytest.approx(1, abs=1e-5)


def test_a_text_has_the_same_vector_every_time_and_another_has_another(network: Network):
    assert np.array_equal(network.vector([1, 2, 3]), network.vector([1, 2, 3]))
    assert not np.allclose(network.vector([1, 2, 3]), network.vector([1, 2, 4]), atol=1e-3)


def test_the_order_of_words_counts_by_their_windows_alone(made, network: Network):
    there, back = [1, 2, 3, 4, 5], [5, 1, 4, 2, 3]
    assert not np.allclose(network.vector(there), network.vector(back), atol=1e-5)
    none = {
        f"w{layer}_{window}": np.zeros((window * BRANCH, BRANCH), np.float32)
        for layer in (1, 2)
        for window in WINDOWS
    }
    blind = made(**none)
    assert blind.vector(there) == pytest.approx(blind.vector(back), abs=1e-5)


def test_a_table_in_two_parts_is_read_by_the_scale_and_the_lowest_value_of_each(made):
    network = made()
    parts = made(
        q1=LEVELS[0::2], q2=LEVELS[1::2] + 20,
        scale=np.float32([0.02, 0.02]), lo=np.float32([-1.2, -1.6]),
    )  # fmt: skip
    tokens = [0, 1, 6, 7, 3]
    assert parts.vector(tokens) == pytest.approx(network.vector(tokens), abs=1e-4)
