"""The embedding model that all runs of this process share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from routing.routers.embedded import Embedder
from routing.routers.embedded.kept_vectors import KeepingEmbedder, VectorFile
from store.workspace import Workspace


@cache
def embedder(models: Path) -> Embedder | None:
    """The embedding model of this process, None where its files are missing."""
    return Embedder(models) if Embedder.available(models) else None


def keeping_embedder(workspace: Workspace, models: Path) -> KeepingEmbedder | None:
    """The same, which embeds no text of a workspace twice."""
    found = embedder(models)
    return KeepingEmbedder(found, VectorFile(vector_file(workspace))) if found else None


def vector_file(workspace: Workspace) -> Path:
    """Where the vectors of its texts are kept: beside the workspace, and gone with it."""
    return workspace.path.with_name(f"{workspace.path.name}.vectors")
