"""The guard against archives that swell."""

from __future__ import annotations

import pytest

from routing.errors import FileRefused
from routing.intake.limits import MAX_RAW_CHARACTERS, MEBI, RATIO_FROM, RatioGuard, shortened


class Swelling:
    """An archive of a thousand bytes that never ends."""

    packed = 1000

    def read(self, size: int = -1, /) -> bytes:
        return bytes(size)

    def close(self) -> None:
        """Nothing to close."""


def test_a_guard_lets_through_what_is_small_and_then_refuses():
    guard = RatioGuard(Swelling(), "t.zip")
    for _ in range(RATIO_FROM // MEBI):
        assert len(guard.read(MEBI)) == MEBI
    with pytest.raises(FileRefused, match="bomb"):
        guard.read(MEBI)


def test_a_refused_row_is_kept_whole_unless_it_is_very_long():
    assert shortened("x" * MAX_RAW_CHARACTERS) == "x" * MAX_RAW_CHARACTERS
    assert shortened("x" * 100_000).endswith("(cut)")
