"""From the confidence a router returns to a probability, as it was fitted on labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# Models return exact zeros and ones that they cannot mean; the order of the others is kept.
FLOOR: Final = 0.005
CEILING: Final = 1e-4


@dataclass(frozen=True, slots=True)
class ConfidenceMap:
    """Beta calibration (Kull, Silva Filho and Flach 2017): log-odds = a·ln c − b·ln(1 − c) + bias.

    a, b: at least 0, so that the surer answer stays the surer one; 1, 1 and a bias of 0 leave a
    confidence nearly as it is.
    levels: where a router knows but a few confidences, such as three words or steps of 5 %: each of
        them with its probability, rising; those between lie on the line between.

    >>> round(ConfidenceMap(0.5, 0.5, 0.0).of(0.9), 2), round(ConfidenceMap(1, 1, -1).of(0.9), 2)
    (0.75, 0.77)
    """

    a: float
    b: float
    bias: float
    levels: tuple[tuple[float, float], ...] = ()

    def apply(self, confidence: Floats) -> Floats:
        """Probabilities of confidences from 0 to 1, in their order."""
        if self.levels:
            raw, probabilities = zip(*self.levels, strict=True)
            return np.asarray(np.interp(confidence, raw, probabilities))
        low, high = logarithms(confidence)
        return np.asarray(1 / (1 + np.exp(-(self.a * low + self.b * high + self.bias))))

    def of(self, confidence: float) -> float:
        """The probability of one confidence."""
        return float(self.apply(np.array([confidence]))[0])

    def to_record(self) -> dict[str, Any]:
        """The map as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ConfidenceMap:
        """Read `to_record` back."""
        levels = tuple((float(raw), float(share)) for raw, share in record.get("levels", ()))
        return cls(record["a"], record["b"], record["bias"], levels)


def logarithms(confidence: Floats) -> tuple[Floats, Floats]:
    """The terms ln c and −ln(1 − c) of confidences kept off 0 and 1."""
    inside = FLOOR + (1 - FLOOR - CEILING) * np.asarray(confidence, dtype=np.float64)
    return np.log(inside), -np.log1p(-inside)
