"""JSON as models write it: with prose around it, under other names, by id or in a list."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final


def value_in(text: str) -> Any:
    """The JSON in a text, also with prose around it; None when there is not exactly one."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        return None
    except ValueError:
        pass
    start = min((i for i in (text.find("{"), text.find("[")) if i >= 0), default=-1)
    if start < 0:
        return None
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return None if "{" in text[end:] else value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object without the keys that it holds twice: which value is meant would be a guess."""
    keys = Counter(key for key, _ in pairs)
    return {key: value for key, value in pairs if keys[key] == 1}


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once)


def entry_of_one(value: Any) -> Any:
    """The entry of a single ticket, also when the model answered as for several.

    >>> entry_of_one([{"label": "Billing"}]), entry_of_one({"answers": [{"category": "Billing"}]})
    ({'label': 'Billing'}, {'category': 'Billing'})
    """
    if isinstance(value, list):
        return entry_of_one(value[0]) if len(value) == 1 else value
    if not isinstance(value, Mapping) or "category" in value:
        return value
    entries = entries_by_id(value)
    if entries and len(entries) == 1:
        return next(iter(entries.values()))
    inner = [v for v in value.values() if isinstance(v, list | Mapping)]
    return entry_of_one(inner[0]) if len(value) == len(inner) == 1 else value


def entries_by_id(value: Any) -> dict[str, Any] | None:
    """Entries by id, from an object keyed by id or from a list of objects with an id."""
    if isinstance(value, Mapping):
        lists = [v for v in value.values() if isinstance(v, list)]
        if len(value) == 1 and lists:
            return entries_by_id(lists[0])
        entries = {str(k).strip(): v for k, v in value.items()}
        return entries if all(k.isdecimal() for k in entries) else None
    if isinstance(value, list) and all(isinstance(v, Mapping) and "id" in v for v in value):
        ids = [str(v["id"]).strip() for v in value]
        # The same id twice: which of them is meant is a guess.
        return {i: v for i, v in zip(ids, value, strict=True) if ids.count(i) == 1}
    return None


def share(value: Any) -> float | None:
    """A stated confidence as a share; percentages are understood.

    >>> share(0.8), share("85 %"), share("high"), share(True)
    (0.8, 0.85, None, None)
    """
    if isinstance(value, bool):
        return None
    try:
        number = float(str(value).strip().rstrip("%").strip())
    except ValueError:
        return None
    if 1 < number <= 100:  # noqa: PLR2004 - a percentage
        number /= 100
    return number if 0 <= number <= 1 else None
