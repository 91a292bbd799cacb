"""What an alarm says to a person, in words; the words themselves are in `alarms.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from roi.numbers import number, percent
from routing.evaluation.drift.alarm import Alarm, Effect, Kind
from routing.evaluation.drift.change_point import ACCURACY, SHARE
from usecases.drift.canaries import SHARE as SHARE_OF_CANARIES


def headline(alarm: Alarm | Effect) -> str:
    """What has moved, in one line.

    >>> headline(Effect(Kind.LANGUAGE, ("German",)))
    'Another language: German'
    """
    about = ", ".join(alarm.subject)
    return f"{_words()[alarm.kind]}: {about}" if about else _words()[alarm.kind]


def size(alarm: Alarm) -> str:
    """How much it moved, with the interval."""
    found, unit = alarm.size, alarm.size.unit
    before, now, low, high = (
        _value(value, unit) for value in (found.reference, found.now, found.low, found.high)
    )
    return f"{unit}: {before} in the reference, now {now} ({low} to {high})"


def lines(alarm: Alarm) -> tuple[str, ...]:
    """How much, and what else it explains."""
    return (size(alarm), *(f"also: {headline(effect)}" for effect in alarm.explains))


@cache
def _words() -> dict[Kind, str]:
    file = files(__package__).joinpath("alarms.toml")
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: found[kind.value] for kind in Kind}


def _value(value: float, unit: str) -> str:
    is_share = unit in (SHARE, ACCURACY, SHARE_OF_CANARIES)
    return percent(value) if is_share else number(value)
