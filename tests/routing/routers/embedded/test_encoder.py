"""The graph built here says what the downloaded model says, token by token."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from routing.routers.embedded import encoder

TOKENS = np.random.default_rng(0).integers(1_000, 20_000, (4, 11))


@pytest.fixture(scope="module")
def session(model_directory: Path) -> Any:
    return onnxruntime.InferenceSession(encoder.graph(model_directory / "model.onnx"))


def vectors(session: Any, tokens: np.ndarray) -> np.ndarray:
    return session.run(None, {"input_ids": tokens, "positions": np.arange(tokens.shape[1])})[0]


@pytest.mark.model
def test_vectors_point_where_those_of_the_downloaded_model_do(session: Any, model_directory: Path):
    downloaded = onnxruntime.InferenceSession(model_directory / "model.onnx")
    for text in TOKENS:
        row = text[None]
        feed = {
            "input_ids": row,
            "attention_mask": np.ones_like(row),
            "token_type_ids": np.zeros_like(row),
        }
        theirs = downloaded.run(None, feed)[0][0, 0]
        ours = vectors(session, row)[0]
        assert theirs @ ours / np.linalg.norm(theirs) / np.linalg.norm(ours) > 0.98


@pytest.mark.model
@pytest.mark.parametrize("length", [2, 7, 11])
def test_companions_change_not_a_bit(session: Any, length: int):
    tokens = TOKENS[:, :length]
    alone = np.concatenate([vectors(session, text[None]) for text in tokens])
    assert np.array_equal(vectors(session, tokens), alone)
    assert np.array_equal(vectors(session, tokens[::-1])[::-1], alone)
