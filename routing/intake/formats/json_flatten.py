"""Nested JSON as flat cells: keys joined by dots, lists and document trees as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from routing.intake.formats.document_text import document_text

_MAX_DEPTH: Final = 6
# What an API calls the part of a small object that a person reads; the first one wins.
_LABEL_KEYS: Final = (
    "display_value", "displayName", "display_name", "name", "label", "title", "tag", "text",
    "value", "key", "slug", "body", "content", "email", "id",
)  # fmt: skip
_NAME_KEYS: Final = ("name", "label", "field", "title", "key", "id")
_VALUE_KEYS: Final = ("display_value", "text", "value", "values")


def flatten(item: dict[str, Any]) -> dict[str, str]:
    """The cells of a JSON object.

    >>> flatten({"id": "1", "source": {"subject": "Hi"}, "tags": ["a", "b"], "x": None})
    {'id': '1', 'source.subject': 'Hi', 'tags': 'a, b', 'x': ''}
    >>> flatten({"custom_fields": [{"id": "7", "value": "Billing"}, {"id": "8", "value": None}]})
    {'custom_fields.7': 'Billing', 'custom_fields.8': ''}
    """
    cells: dict[str, str] = {}
    _into(cells, "", item, _MAX_DEPTH)
    return cells


def _into(cells: dict[str, str], prefix: str, item: dict[str, Any], depth: int) -> None:
    for key, value in item.items():
        name = prefix + key if prefix else key
        if isinstance(value, str):
            cells[name] = value
        elif isinstance(value, dict) and value and depth:
            text = document_text(value)
            if text is None:
                _into(cells, name + ".", value, depth - 1)
            else:
                cells[name] = text
        elif isinstance(value, list) and depth and (pairs := _named_values(value)):
            _into(cells, name + ".", pairs, depth - 1)
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
    text = document_text(values)
    if text is not None:
        return text
    texts = [_label(value) for value in values]
    if all(text is not None for text in texts):
        return ", ".join(text for text in texts if text)
    try:
        return json.dumps(values, ensure_ascii=False)
    except RecursionError:
        return "(nested too deeply)"


def _label(value: Any) -> str | None:
    """What a person would call an item of a list; None when it has no name."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return None
    return next((value[key] for key in _LABEL_KEYS if isinstance(value.get(key), str)), None)


def _named_values(values: Sequence[Any]) -> dict[str, Any] | None:
    """Fields that an API lists as {name, value}, by their names; None where it is another list."""
    found: dict[str, Any] = {}
    for item in values:
        if not isinstance(item, dict) or "value" not in item:
            return None
        name = next((item[key] for key in _NAME_KEYS if isinstance(item.get(key), str)), None)
        if name is None or name in found:
            return None
        found[name] = next(item[key] for key in _VALUE_KEYS if key in item)
    return found


def without_lone_surrogates(text: str) -> str:
    r"""The text with halves of surrogate pairs, which no encoding can hold, as U+FFFD.

    >>> without_lone_surrogates("a\ud83d")
    'a\ufffd'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
