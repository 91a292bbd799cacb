"""A routing decision: what a router says of one ticket, and what it cost to say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from routing.filled_field import FilledField
from routing.signs.sign import Sign


class Disposition(StrEnum):
    """What the policy makes of a decision."""

    AUTO = "auto"
    REVIEW = "review"
    UNKNOWN = "unknown"


class ReviewKind(StrEnum):
    """The reasons for which a person is wanted, to count and filter by."""

    FAILED = "failed"
    UNKNOWN = "unknown"
    ORDERS = "orders"
    HIDDEN = "hidden text"
    LANGUAGE = "language"
    TWO = "two problems"
    SHORT = "too short"
    BY_HAND = "by hand"
    NO_THRESHOLD = "no threshold"
    PARENT = "parent"
    BETWEEN = "between two"
    UNSURE = "unsure"
    HOLD_OUT = "hold-out"
    SHADOW = "shadow"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another category the router considered, with its score from 0 to 1."""

    category: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a router for one ticket; a failure is a decision with an `error`.

    confidence: score from 0 to 1; a probability only when `calibrated`.
    alternatives: the next likeliest categories, best first, the answer itself left out.
    reason: one or two sentences for a person: the words and nearest tickets that counted.
    cost_usd: exact cost of the answer in US dollars, retries included.
    latency_seconds: wall time from asking to answer.
    signs: what the text shows that a confidence does not, heaviest first.
    review_reason, review_kind: why a person is wanted, in words and to count by.
    ticket_id: the ticket's id at the desk, for the lot that holds tickets out.
    parent: the broader category that is answered where the router is unsure of the category
        itself, with the confidence in it.
    problems: the two categories of a ticket that tells of two problems, as they come in the text.
    fields: values beside the category, where a profile fills some.
    """

    ticket_key: int
    category: str
    confidence: float
    router: str
    alternatives: tuple[Alternative, ...] = ()
    reason: str = ""
    calibrated: bool = False
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float = 0.0
    latency_seconds: float = 0.0
    error: str | None = None
    disposition: Disposition = Disposition.REVIEW
    review_reason: str | None = None
    review_kind: ReviewKind | None = None
    signs: tuple[Sign, ...] = ()
    ticket_id: str = ""
    parent: Alternative | None = None
    problems: tuple[Alternative, ...] = ()
    fields: tuple[FilledField, ...] = ()

    @property
    def destination(self) -> str | None:
        """The category whose group the ticket goes to without a person; None where one is wanted.

        Where the router is sure of a parent alone, that is where the ticket goes.

        >>> unsure = Decision(1, "Lost card", 0.5, "embedded", parent=Alternative("Card", 0.95))
        >>> unsure.destination
        'Card'
        """
        if self.parent:
            return self.parent.category
        return self.category if self.disposition is Disposition.AUTO else None

    def disposed(
        self,
        disposition: Disposition,
        review_reason: str | None = None,
        review_kind: ReviewKind | None = None,
        parent: Alternative | None = None,
    ) -> Decision:
        """The same decision with what the policy made of it."""
        return replace(
            self, disposition=disposition, review_reason=review_reason, review_kind=review_kind,
            parent=parent,
        )  # fmt: skip
