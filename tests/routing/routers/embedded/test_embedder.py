"""The real model: what its vectors promise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from routing.errors import RouterError
from routing.routers.embedded import Embedder
from routing.routers.embedded.embedder import DIMENSIONS

SAID_BY_MANY = [
    " ".join(
        ["My order", str(n), *["is late and nobody answers the phone"] * (n % 6), "help!" * (n % 4)]
    )
    for n in range(24)
]
TEXTS = ["I want my money back", "Please refund me", "The app crashes at login", "", "\ud800 😀"]


@pytest.fixture(scope="module")
def embedder(model_directory: Path) -> Embedder:
    return Embedder(model_directory)


@pytest.mark.model
def test_every_text_becomes_a_vector_of_length_one(embedder: Embedder):
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.model
def test_texts_of_one_meaning_are_nearer_than_others(embedder: Embedder):
    money, refund, crash, *_ = embedder.embed(TEXTS)
    assert money @ refund > money @ crash


@pytest.mark.model
def test_no_texts_give_no_vectors(embedder: Embedder):
    assert embedder.embed([]).shape == (0, DIMENSIONS)


@pytest.mark.model
def test_a_very_long_text_is_cut_rather_than_refused(embedder: Embedder):
    assert embedder.embed(["word " * 200_000]).shape == (1, DIMENSIONS)


@pytest.mark.model
def test_progress_ends_at_the_number_of_texts(embedder: Embedder):
    seen: list[tuple[int, int]] = []
    embedder.embed([f"text {i}" for i in range(20)], progress=lambda *now: seen.append(now))
    assert seen[-1] == (20, 20)
    assert len(seen) > 1


@pytest.mark.model
def test_a_vector_depends_on_its_text_alone(model_directory: Path):
    texts = SAID_BY_MANY
    alone = Embedder(model_directory, cache_size=0)
    expected = np.concatenate([alone.embed([text]) for text in texts])
    order = np.random.default_rng(1).permutation(len(texts))
    for threads in (1, 2):
        embedder = Embedder(model_directory, threads=threads, cache_size=0)
        assert np.array_equal(embedder.embed(texts), expected)
        assert np.array_equal(embedder.embed([texts[i] for i in order]), expected[order])


@pytest.mark.model
def test_the_cache_forgets_beyond_its_cap(model_directory: Path):
    embedder = Embedder(model_directory, cache_size=2)
    embedder.embed(["a", "b", "c"])
    assert len(embedder._cache) == 2


@pytest.mark.model
def test_threads_share_one_embedder(model_directory: Path):
    embedder = Embedder(model_directory)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: embedder.embed(TEXTS), range(4)))
    assert all(np.array_equal(results[0], other) for other in results)


def test_missing_files_are_named_with_the_command_that_fetches_them(tmp_path: Path):
    assert not Embedder.available(tmp_path)
    with pytest.raises(RouterError, match=r"model\.onnx is missing.*embedded\.fetch"):
        Embedder(tmp_path).embed(["text"])


def test_a_damaged_file_is_refused_at_loading(tmp_path: Path):
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_text("something else")
    assert Embedder.available(tmp_path)
    with pytest.raises(RouterError, match="damaged or is another model"):
        Embedder(tmp_path).embed(["text"])
