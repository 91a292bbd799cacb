"""The desk of the drift watch, for accuracy and shares as they are now."""

from tests.usecases.drift.conftest import decided

__all__ = ["decided"]
