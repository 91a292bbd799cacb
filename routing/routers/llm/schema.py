"""The strict JSON schema of an answer, with the categories as an enum, and the room it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from routing.routers.llm.token_estimate import estimate
from routing.taxonomy import UNKNOWN

_FRAME: Final = 12
_ENTRY: Final = 8
_STATED: Final = 12


def answer_schema(names: Sequence[str], tickets: int, *, stated: bool) -> dict[str, Any]:
    """One category, or one per id; ids are keys, so that none can be missing or made up.

    >>> answer_schema(["Billing"], 1, stated=False)["properties"]["category"]["enum"]
    ['Billing', 'Unknown']
    """
    category: dict[str, Any] = {"type": "string", "enum": [*names, UNKNOWN]}
    if tickets == 1:
        entries = {"category": category} | ({"confidence": {"type": "number"}} if stated else {})
        return _object(entries)
    reference = {"$ref": "#/$defs/answer"}
    answer = _object({"category": category, "confidence": {"type": "number"}})
    whole = _object({str(i): reference for i in range(1, tickets + 1)})
    return whole | {"$defs": {"answer": answer if stated else category}}


def answer_tokens(names: Sequence[str], tickets: int, *, stated: bool) -> int:
    """Room for the longest answer; providers charge their limit for it, so no more than that."""
    longest = max(estimate(name) for name in (*names, UNKNOWN))
    return _FRAME + tickets * (longest * 2 + _ENTRY + (_STATED if stated else 0))


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
