"""Counts and durations as help desks write them."""

from __future__ import annotations

import re
from typing import Final

_PLAIN: Final = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?")
_CLOCK: Final = re.compile(
    r"(?:(\d{1,4})\s*(?:d|days?)[ ,]*)?(\d{1,5}):(\d{2})(?::(\d{2}(?:[.,]\d{1,6})?))?"
)
_PARTS: Final = re.compile(r"(\d{1,9}(?:[.,]\d{1,6})?)\s*([^\W\d]{1,10})\.?[ ,]*")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+")
_UNITS: Final = {
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds"), 0.001),
    **dict.fromkeys(
        (
            "s",
            "sec",
            "secs",
            "second",
            "seconds",
            "sek",
            "sekunde",
            "sekunden",
            "secondes",
            "seconde",
            "segundo",
            "segundos",
            "seg",
        ),
        1.0,
    ),
    **dict.fromkeys(
        ("m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "mn"), 60.0
    ),
    **dict.fromkeys(
        (
            "h",
            "hr",
            "hrs",
            "hour",
            "hours",
            "std",
            "stunde",
            "stunden",
            "heure",
            "heures",
            "hora",
            "horas",
        ),
        3600.0,
    ),
    **dict.fromkeys(
        ("d", "day", "days", "tag", "tage", "jour", "jours", "dia", "dias", "j"), 86400.0
    ),
}


def unit_of(header: str) -> float:
    """Seconds in the unit a header names; 1 when it names none.

    >>> unit_of("triage time (minutes)"), unit_of("triage_seconds")
    (60.0, 1.0)
    """
    found = [_UNITS[word] for word in re.findall(r"[a-z]+", header.casefold()) if word in _UNITS]
    return found[-1] if found else 1.0


def parse_count(text: str) -> int | None:
    """A whole number, None when it is none.

    >>> parse_count("3"), parse_count("3.0"), parse_count("many")
    (3, 3, None)
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:  # noqa: PLR2004
        return int(text)
    if re.fullmatch(r"\d{1,9}[.,]0{1,6}", text):
        return int(re.split(r"[.,]", text)[0])
    return None


def parse_seconds(text: str, unit: float = 1.0) -> float | None:
    """A duration in seconds; a bare number is in `unit` seconds. None when it cannot be read.

    >>> parse_seconds("1,5"), parse_seconds("2 min"), parse_seconds("00:01:30")
    (1.5, 120.0, 90.0)
    """
    text = text.strip()
    if not text or len(text) > 60:  # noqa: PLR2004
        return None
    if _PLAIN.fullmatch(text) and not (_GROUPED.fullmatch(text) and "," in text):
        value = float(text.replace(",", ".")) * unit
        return value if value >= 0 else None
    if _GROUPED.fullmatch(text):
        return float(re.sub(r"\D", "", text)) * unit
    if match := _CLOCK.fullmatch(text):
        return _clock(match)
    return _spelled(text.casefold())


def _clock(match: re.Match[str]) -> float:
    days, first, second, third = match.groups()
    if third is None:
        # Without a third part it is hours and minutes, as spreadsheets and desks write it.
        return int(days or 0) * 86400.0 + int(first) * 3600.0 + int(second) * 60.0
    seconds = float(third.replace(",", "."))
    return int(days or 0) * 86400.0 + int(first) * 3600.0 + int(second) * 60.0 + seconds


def _spelled(text: str) -> float | None:
    total, at = 0.0, 0
    while at < len(text):
        match = _PARTS.match(text, at)
        if not match or match[2] not in _UNITS:
            return None
        total += float(match[1].replace(",", ".")) * _UNITS[match[2]]
        at = match.end()
    return total
