"""All runs of a process share one embedding model."""

from __future__ import annotations

from pathlib import Path

from store.workspace import Workspace
from usecases.runs.embedding_model import embedder, keeping_embedder, vector_file


def test_without_its_files_there_is_no_model_and_routers_work_by_words_alone(tmp_path: Path):
    assert embedder(tmp_path) is None


def test_vectors_stand_beside_the_workspace_where_there_is_a_model(
    workspace: Workspace, tmp_path: Path
):
    assert keeping_embedder(workspace, tmp_path) is None
    assert vector_file(workspace).parent == workspace.path.parent
