"""How far routing is let loose: on all tickets, on all but some drawn by lot, or on none."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from routing.errors import EvaluationError

MAX_HOLD_OUT: Final = 0.2
_RANGE: Final = 2**64


@dataclass(frozen=True, slots=True)
class Rollout:
    """Which tickets go to people as before.

    hold_out: the share that does by lot, 0 to 0.2, so that the others can be compared with them.
    lot: a secret of the workspace, so that nobody can pick which. shadow: decisions are recorded
    and none is applied.

    >>> sum(Rollout(0.05, "any").holds_out(str(i)) for i in range(10_000))
    475
    """

    hold_out: float = 0.0
    lot: str = ""
    shadow: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.hold_out <= MAX_HOLD_OUT:
            raise EvaluationError(
                f"A hold-out of {self.hold_out:.0%} is not possible: choose between 0 % and "
                f"{MAX_HOLD_OUT:.0%}."
            )

    def holds_out(self, ticket: str) -> bool:
        """Whether a ticket, by its id at the desk, was drawn; the same one always draws the same.

        A ticket without an id is never drawn.
        """
        if not ticket or not self.hold_out:
            return False
        drawn = blake2b(f"{self.lot}\0{ticket}".encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(drawn, "big") < self.hold_out * _RANGE
