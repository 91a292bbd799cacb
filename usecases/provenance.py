"""Where a figure comes from: measured, computed or assumed; it goes along with every figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi.numbers import number, percent_range
from routing.evaluation.statistics.intervals import Measured

Kind = Literal["measured", "computed", "assumed", "missing"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from; note: n and interval, the formula, or the source.

    A figure that is not there is `missing`, and the note says what would fill it.
    """

    kind: Kind
    note: str

    @property
    def label(self) -> str:
        """The origin as one line."""
        if self.kind == "missing":
            return self.note
        return f"{self.kind} · {self.note}" if self.note else self.kind


def measured(figure: Measured | None, unit: str = "tickets") -> Origin:
    """The origin of a measured share, with its n and its 95 % interval."""
    if figure is None:
        return Origin("missing", "nothing to measure yet")
    note = f"n = {number(figure.n)} {unit}"
    if figure.interval:
        between = percent_range(figure.interval.low, figure.interval.high)
        note += f" · 95\u00a0% interval {between}"
    return Origin("measured", note)
