"""All runs of a process share one embedding model."""

from __future__ import annotations

from usecases.runs.embedding_model import embedder


def test_without_its_files_there_is_no_model_and_routers_work_by_words_alone(tmp_path):
    assert embedder(tmp_path) is None
