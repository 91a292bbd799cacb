"""The embedded router: words and sentence embeddings on this machine, nothing else needed."""

from routing.routers.embedded.embedder import Embedder
from routing.routers.embedded.router import EmbeddedRouter

__all__ = ["EmbeddedRouter", "Embedder"]
