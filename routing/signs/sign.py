"""One sign, and the kinds there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SignKind(StrEnum):
    """Why a ticket may need a person whatever the confidence."""

    ORDERS = "orders"
    HIDDEN = "hidden text"
    LANGUAGE = "language"
    PARTS = "two parts"
    SHORT = "too short"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something found in a ticket; says: what it was in a few words, never the ticket's own.

    orders: the text talks to whatever reads it instead of telling a problem.
    hidden text: words that a model reads and a person does not see.
    language: one that the router does not know; says: its English name.
    two parts: the writer names a second matter.
    too short: hardly a word to go by; it explains a doubt and raises none.
    """

    kind: SignKind
    says: str
