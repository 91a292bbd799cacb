"""The embedding model that all runs of this process share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from routing.routers.embedded import Embedder


@cache
def embedder(models: Path) -> Embedder | None:
    """The embedding model of this process, None where its files are missing."""
    return Embedder(models) if Embedder.available(models) else None
