"""A selection of tickets as the address of a screen holds it, and filter by filter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from store.tickets import Area, Filters

MAX_LENGTH: Final = 200
MAX_CORNERS: Final = 200
ATTRIBUTE: Final = "attribute."
# What the filters are called in an address.
NAMES: Final = {
    "q": "text", "outcome": "outcome", "first": "first", "actual": "actual",
    "predicted": "predicted", "probably": "suggested", "channel": "channel",
    "language": "language", "since": "since", "until": "until", "least": "least", "most": "most",
    "area": "area",
}  # fmt: skip
_AREA: Final = re.compile(r"(\d{1,9}):((?:\d{1,4},\d{1,4} ?){3,})")


@dataclass(frozen=True, slots=True)
class Part:
    """One filter of a selection: its name in the address, its value, and the selection without."""

    name: str
    value: Any
    rest: Filters


def is_filter(name: str) -> bool:
    """Whether a parameter of an address belongs to the selection.

    >>> is_filter("channel"), is_filter("attribute.Plan"), is_filter("run")
    (True, True, False)
    """
    return name in NAMES or name.startswith(ATTRIBUTE)


def to_address(filters: Filters) -> dict[str, str]:
    """The parameters of an address that leads to these tickets.

    >>> to_address(Filters(channel="web", attributes=(("Plan", "Gold"),)))
    {'channel': 'web', 'attribute.Plan': 'Gold'}
    """
    return {part.name: _as_text(part.value) for part in parts(filters)}


def from_address(given: Mapping[str, str]) -> Filters:
    """The selection of an address; what cannot be read is left out.

    >>> from_address({"channel": "web", "attribute.Plan": "Gold", "since": "soon", "run": "3"})
    ... # doctest: +ELLIPSIS
    Filters(text=None, ... channel='web', ... since=None, ... attributes=(('Plan', 'Gold'),), ...)
    """
    values = {NAMES[name]: _read(name, words) for name, words in given.items() if name in NAMES}
    pairs = {
        name.removeprefix(ATTRIBUTE): words
        for name, words in given.items()
        if name.startswith(ATTRIBUTE)
    }
    return Filters(**values, attributes=tuple(sorted(pairs.items())))


def parts(filters: Filters) -> list[Part]:
    """The filters that are set, one by one."""
    plain = [
        Part(name, value, with_value(filters, name, None))
        for name, field in NAMES.items()
        if (value := getattr(filters, field)) is not None
    ]
    own = [
        Part(ATTRIBUTE + name, value, without_attribute(filters, name))
        for name, value in filters.attributes
    ]
    return [*plain, *own]


def with_value(filters: Filters, name: str, value: Any) -> Filters:
    """The selection with one filter set by its name in the address; None takes it off.

    >>> with_value(Filters(), "attribute.Plan", "Gold").attributes
    (('Plan', 'Gold'),)
    """
    if not name.startswith(ATTRIBUTE):
        return replace(filters, **{NAMES[name]: value})
    rest = without_attribute(filters, name.removeprefix(ATTRIBUTE))
    if value is None:
        return rest
    pairs = sorted([*rest.attributes, (name.removeprefix(ATTRIBUTE), value)])
    return replace(rest, attributes=tuple(pairs))


def toggled(filters: Filters, values: Mapping[str, Any]) -> Filters:
    """The selection with these filters set; where all of them are set already, without them.

    >>> once = toggled(Filters(), {"first": "A", "actual": "B"})
    >>> (once.first, once.actual), toggled(once, {"first": "A", "actual": "B"}) == Filters()
    (('A', 'B'), True)
    """
    known = {part.name: part.value for part in parts(filters)}
    is_set = all(known.get(name) == value for name, value in values.items())
    for name, value in values.items():
        filters = with_value(filters, name, None if is_set else value)
    return filters


def week(day: date) -> dict[str, date]:
    """The filters that select the tickets created in the week of that day.

    >>> week(date(2026, 3, 4))
    {'since': datetime.date(2026, 3, 2), 'until': datetime.date(2026, 3, 8)}
    """
    first = day - timedelta(days=day.weekday())
    return {"since": first, "until": first + timedelta(days=6)}


def month(day: date) -> dict[str, date]:
    """The filters that select the tickets created in the month of that day.

    >>> month(date(2026, 2, 7))["until"]
    datetime.date(2026, 2, 28)
    """
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return {"since": day.replace(day=1), "until": following - timedelta(days=1)}


def without_attribute(filters: Filters, name: str) -> Filters:
    """The selection without a filter on that column of the export."""
    kept = tuple(pair for pair in filters.attributes if pair[0] != name)
    return replace(filters, attributes=kept)


def _as_text(value: Any) -> str:
    if isinstance(value, Area):
        return f"{value.map_id}:" + " ".join(f"{x},{y}" for x, y in value.polygon)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _read(name: str, words: str) -> Any:
    """The value of a filter; None where the words are none."""
    with suppress(ValueError):
        if name in {"since", "until"}:
            return date.fromisoformat(words)
        if name in {"least", "most"}:
            return min(1.0, max(0.0, float(words)))
        if name == "area":
            return _area(words)
        return words[:MAX_LENGTH] or None
    return None


def _area(words: str) -> Area | None:
    found = _AREA.fullmatch(words)
    if found is None:
        return None
    corners = [corner.split(",") for corner in found[2].split()][:MAX_CORNERS]
    return Area(int(found[1]), tuple((int(x), int(y)) for x, y in corners))
