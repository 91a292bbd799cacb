"""Where a figure comes from: measured, computed or assumed; it goes along with every figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi.numbers import number, percent_range
from roi.numbers.language import phrase
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
        kind = phrase(f"kind_{self.kind}")
        return f"{kind} · {self.note}" if self.note else kind


def measured(figure: Measured | None, unit: str = "") -> Origin:
    """The origin of a measured share, with its n and its 95 % interval; unit: tickets."""
    if figure is None:
        return Origin("missing", phrase("nothing_yet"))
    note = f"n = {number(figure.n)} {unit or phrase('tickets')}"
    if figure.interval:
        between = percent_range(figure.interval.low, figure.interval.high)
        note += " · " + phrase("interval", between=between)
    return Origin("measured", note)
