"""Nested JSON as flat cells: keys joined by dots, lists as text."""

from __future__ import annotations

import json
from typing import Any, Final

_DEPTH: Final = 6


def flatten(item: dict[str, Any]) -> dict[str, str]:
    """The cells of a JSON object.

    >>> flatten({"id": "1", "source": {"subject": "Hi"}, "tags": ["a", "b"], "x": None})
    {'id': '1', 'source.subject': 'Hi', 'tags': 'a, b', 'x': ''}
    """
    cells: dict[str, str] = {}
    _into(cells, "", item, _DEPTH)
    return cells


def _into(cells: dict[str, str], prefix: str, item: dict[str, Any], depth: int) -> None:
    for key, value in item.items():
        name = prefix + key if prefix else key
        if isinstance(value, str):
            cells[name] = value
        elif isinstance(value, dict) and value and depth:
            _into(cells, name + ".", value, depth - 1)
        else:
            cells[name] = as_text(value)


def as_text(value: Any) -> str:
    """One JSON value as the text of a cell; null is empty."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _list(value)
    return json.dumps(value, ensure_ascii=False) if value else ""


def _list(values: list[Any]) -> str:
    named = [v.get("name", v.get("value")) if isinstance(v, dict) else v for v in values]
    texts = [name for name in named if isinstance(name, str)]
    if len(texts) == len(values):
        return ", ".join(texts)
    try:
        return json.dumps(values, ensure_ascii=False)
    except RecursionError:
        return "(nested too deeply)"


def mended(text: str) -> str:
    r"""The text with halves of surrogate pairs, which no encoding can hold, as U+FFFD.

    >>> mended("a\ud83d")
    'a\ufffd'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
