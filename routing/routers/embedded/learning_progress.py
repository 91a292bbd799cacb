"""The phases of learning, as they are told to who waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

DUPLICATES: Final = "Looking for near-duplicates"
READING: Final = "Reading labelled tickets"
READING_ALL: Final = "Reading labelled tickets in all languages"
READING_MORE: Final = "Reading unlabelled tickets"
LEARNING: Final = "Learning, each part from the others"
Learning = Callable[[str, int, int], None]


def no_progress(_phase: str, _done: int, _total: int) -> None:
    """What hears the progress of learning when nobody else does."""
