"""What an alarm says to a person, in words."""

from __future__ import annotations

from typing import Final

from routing.evaluation.drift.alarm import Alarm, Kind
from routing.evaluation.drift.change import ACCURACY, SHARE

WHAT: Final = {
    Kind.CATEGORY_SHARE: "the share of a category has moved",
    Kind.NEW_TOPIC: "a topic that the reference does not know",
    Kind.LABEL_SWAP: "people file two categories the other way round",
    Kind.CATEGORY_SPLIT: "people file part of a category under another name",
    Kind.LANGUAGE: "another language",
    Kind.LENGTH: "texts of another length",
    Kind.CONFIDENCE: "the router is otherwise sure than before",
    Kind.ACCURACY: "the router is wrong more often",
    Kind.ACCURACY_CATEGORY: "the router is wrong more often in a category",
    Kind.PROMISE: "the promised precision is not kept",
    Kind.MODEL: "another model answers",
    Kind.CANARY: "canaries are answered otherwise",
    Kind.VOLUME: "the number of tickets a day has moved",
    Kind.BURST: "one text came very often on one day",
}


def headline(alarm: Alarm) -> str:
    """What has moved, in one line.

    >>> from routing.evaluation.drift.alarm import Since, Size
    >>> headline(Alarm(1, Kind.LANGUAGE, ("German",), 0.0, 9, Since(0.0, 3),
    ...                Size("share of tickets", 0.0, 0.2, 0.1, 0.3), ()))
    'another language: German'
    """
    about = ", ".join(alarm.subject)
    return f"{WHAT[alarm.kind]}: {about}" if about else WHAT[alarm.kind]


def lines(alarm: Alarm) -> tuple[str, ...]:
    """How much, and what else it explains."""
    size = alarm.size
    before, now, low, high = (_value(v, size.unit) for v in
                              (size.reference, size.now, size.low, size.high))  # fmt: skip
    found = [f"{size.unit}: {before} in the reference, now {now} ({low} to {high})"]
    found += [
        f"also: {WHAT[effect.kind]}{': ' if effect.subject else ''}{', '.join(effect.subject)}"
        for effect in alarm.explains
    ]
    return tuple(found)


def _value(value: float, unit: str) -> str:
    return f"{value:.1%}" if unit in (SHARE, ACCURACY, "share of canaries") else f"{value:,.0f}"
