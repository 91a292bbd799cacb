"""A field as a profile answers it: its head, and the confidence from which it is vouched for.

A learned head is plain arrays: nothing is fitted where it answers, and nothing of it is run.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.confidence_map import ConfidenceMap
from routing.fields.by_text import by_text
from routing.fields.definition import Field, fields_to_toml, value_of
from routing.filled_field import FilledField
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ: Final = 4_000
# One word in every text, so that a desk of texts without any can be read, too.
EVERYWHERE: Final = "ticket"
# A value of a column weighs as much as half a text does.
COLUMN_WEIGHT: Final = 0.5
_WORD: Final = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True, eq=False)
class LearnedHead:
    """Logistic regression on the words of a text and on values of columns.

    terms: the words that count; columns: values of columns, as `plan=gold`.
    idf: inverse document frequency of each word. weights: one row per word and then per value of
    a column, one column per class; bias: one number per class.
    """

    terms: tuple[str, ...]
    columns: tuple[str, ...]
    classes: tuple[str, ...]
    idf: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def answer(self, field: Field, ticket: Ticket, text: str) -> tuple[str, float]:
        """The likeliest value and its probability; 0 where only one value was ever seen."""
        if len(self.classes) == 1:
            return self.classes[0], 0.0
        places, values = self._words(text)
        scores = values @ self.weights[places] + self.bias
        for name in field.read:
            place = self._places.get(f"{name}={value_of(ticket, name) or ''}")
            if place is not None:
                scores = scores + COLUMN_WEIGHT * self.weights[place]
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = int(shares.argmax())
        return self.classes[best], round(float(shares[best]), 4)

    @cached_property
    def fingerprint(self) -> str:
        """Hash of all that answers depend on."""
        digest = hashlib.sha256("\0".join(("", *self.terms, *self.columns, *self.classes)).encode())
        for each in (self.idf, self.weights, self.bias):
            digest.update(np.ascontiguousarray(each).tobytes())
        return digest.hexdigest()

    def _words(self, text: str) -> tuple[list[int], NDArray[np.float64]]:
        """The known words of a text by their rows, and their weights: a vector of length 1."""
        found = Counter(_WORD.findall(f"{text[:READ]} {EVERYWHERE}".lower()))
        known = {self._terms[word]: n for word, n in found.items() if word in self._terms}
        values = (1 + np.log(np.array(list(known.values()), dtype=np.float64))) * self.idf[
            list(known)
        ]
        return list(known), values / (np.linalg.norm(values) or 1.0)

    @cached_property
    def _terms(self) -> dict[str, int]:
        return {term: row for row, term in enumerate(self.terms)}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {value: len(self.terms) + row for row, value in enumerate(self.columns)}


@dataclass(frozen=True, slots=True)
class FieldHead:
    """One field of a profile.

    threshold: confidence at or above which a value may be written without a person; None where
        the dial vouches for none. calibration: from the head's confidence to the probability that
        the threshold is about. learned: None for a field that needs no labels.
    """

    field: Field
    threshold: float | None = None
    calibration: ConfidenceMap | None = None
    learned: LearnedHead | None = None

    def fill(self, ticket: Ticket, text: str) -> FilledField:
        """The value for a ticket. text: what a router reads of it.

        A head that reads columns was measured with them: without them it writes nothing alone.
        """
        if self.learned:
            value, confidence = self.learned.answer(self.field, ticket, text)
        else:
            value, confidence = by_text(self.field, text)
        is_whole = all(value_of(ticket, name) for name in self.field.read)
        alone = bool(value) and is_whole and self._vouched(confidence)
        return FilledField(self.field.name, value, confidence, self.field.target, alone)

    @property
    def fingerprint(self) -> str:
        """Hash of all that answers depend on."""
        told = [
            fields_to_toml((self.field,)), self.threshold,
            self.calibration.to_record() if self.calibration else None,
            self.learned.fingerprint if self.learned else None,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def _vouched(self, confidence: float) -> bool:
        if self.threshold is None:
            return False
        probability = self.calibration.of(confidence) if self.calibration else confidence
        return probability >= self.threshold
