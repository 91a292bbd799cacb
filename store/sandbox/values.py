"""Parameters as they are kept and chosen, and as the sandbox takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def as_values(chosen: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """By name, what each `type` and `value` comes to; all `values` are none in particular: NULL.

    >>> as_values({"n": {"type": "number", "value": 2.0}, "t": {"type": "text", "value": "x"}})
    {'n': 2, 't': 'x'}
    """
    return {name: _value(each.get("type"), each.get("value")) for name, each in chosen.items()}


def _value(kind: Any, value: Any) -> Any:
    if kind == "date":
        return {"date": value}
    if kind == "number" and float(value).is_integer():
        return int(value)
    return value
