"""Vectors are kept by the content of their texts, for whoever embeds them next."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from routing.routers.embedded import exact
from routing.routers.embedded.kept_vectors import KeepingEmbedder, VectorFile


class FakeEncoder:
    """Vectors of letters counted; notes what it was asked."""

    multilingual = None

    def __init__(self, fingerprint: str = "one") -> None:
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def embed(self, texts, *, progress=None):
        self.asked += texts
        if progress:
            progress(len(texts), len(texts))
        rows = [[1 + text.count(letter) for letter in "abcd"] for text in texts]
        counted = np.array(rows, dtype=float).reshape(-1, 4)
        return (counted / np.linalg.norm(counted, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.duckdb.vectors"


def embedded(path: Path, texts: Sequence[str], encoder: FakeEncoder, most: int = 100):
    return exact.embed(KeepingEmbedder(encoder, VectorFile(path, most)), texts)


def test_a_text_is_embedded_once_also_by_another_process(path):
    texts = ["a cab", "bad dad", "a cab"]
    first, second = FakeEncoder(), FakeEncoder()
    vectors = embedded(path, texts, first)
    assert first.asked == ["a cab", "bad dad"]
    assert np.array_equal(embedded(path, [*texts, "new"], second)[:3], vectors)
    assert second.asked == ["new"]


def test_kept_vectors_are_those_computed_to_the_bit(path):
    texts = [f"{'abcd' * (k % 7)}{'da' * k}" for k in range(50)]
    plain = exact.embed(FakeEncoder(), texts)
    assert np.array_equal(embedded(path, texts, FakeEncoder()), plain)
    assert np.array_equal(embedded(path, texts, FakeEncoder()), plain)


def test_no_text_has_no_vector(path):
    keeping = KeepingEmbedder(FakeEncoder(), VectorFile(path, 10))
    assert keeping.embed([]).shape == (0, 4)


def test_another_encoder_has_vectors_of_its_own(path):
    embedded(path, ["a cab"], FakeEncoder())
    other = FakeEncoder("two")
    embedded(path, ["a cab"], other)
    assert other.asked == ["a cab"]


def test_the_oldest_make_room(path):
    for k in range(8):
        embedded(path, [f"text {k}"], FakeEncoder(), most=5)
    again = FakeEncoder()
    embedded(path, [f"text {k}" for k in range(8)], again, most=5)
    assert again.asked == ["text 0", "text 1", "text 2"]


@pytest.mark.parametrize("content", [b"no database at all" * 100, None], ids=["damaged", "folder"])
def test_a_file_that_cannot_be_used_costs_only_time(path, content):
    path.write_bytes(content) if content else path.mkdir()
    assert embedded(path, ["a cab"], FakeEncoder()).shape == (1, 4)


def test_the_file_is_for_its_owner_alone(path):
    embedded(path, ["a cab"], FakeEncoder())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_progress_counts_what_was_kept_as_done(path):
    embedded(path, ["a", "b"], FakeEncoder())
    told = []
    KeepingEmbedder(FakeEncoder(), VectorFile(path)).embed(
        ["a", "b", "c"], progress=lambda done, total: told.append((done, total))
    )
    assert told == [(3, 3), (3, 3)]
