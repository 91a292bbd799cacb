"""An alarm: what moved, since when, by how much, and what else it explains."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What can move."""

    CATEGORY_SHARE = "category_share"
    NEW_TOPIC = "new_topic"
    LABEL_SWAP = "label_swap"
    CATEGORY_SPLIT = "category_split"
    LANGUAGE = "language"
    LENGTH = "length"
    CONFIDENCE = "confidence"
    ACCURACY = "accuracy"
    ACCURACY_CATEGORY = "accuracy_category"
    PROMISE = "promise"
    MODEL = "model"
    CANARY = "canary"
    VOLUME = "volume"
    BURST = "burst"


class State(StrEnum):
    """Whether an alarm still asks for a person."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Since:
    """When it began, as far as can be told: the time (seconds since 1970) and the ticket."""

    estimate: float
    ticket: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much it moved: the value in the reference and now, with an anytime-valid interval."""

    unit: str
    reference: float
    now: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """Something else that moved for the same cause."""

    kind: Kind
    subject: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a person is told.

    id: number within the watch. subject: the categories, languages … it is about.
    raised_at: seconds since 1970. raised_after: key of the last ticket seen.
    tickets: keys of up to ten typical tickets. explains: effects listed under it.
    """

    id: int
    kind: Kind
    subject: tuple[str, ...]
    raised_at: float
    raised_after: int
    since: Since
    size: Size
    tickets: tuple[int, ...]
    explains: tuple[Effect, ...] = ()
    state: State = State.OPEN
