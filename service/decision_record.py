"""A decision as plain values, as messages, answers over HTTP and the service's file hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.signs.sign import Sign, SignKind


def to_record(decision: Decision) -> dict[str, Any]:
    """The decision as JSON can hold it.

    >>> sure = Decision(1, "Billing", 0.9, "embedded", (Alternative("Technical", 0.1),))
    >>> from_record(to_record(sure)) == sure
    True
    """
    return asdict(decision)


def from_record(record: Mapping[str, Any]) -> Decision:
    """Read `to_record` back."""
    kind = record["review_kind"]
    return Decision(
        **{
            **record,
            "alternatives": tuple(Alternative(**each) for each in record["alternatives"]),
            "signs": tuple(
                Sign(**{**each, "kind": SignKind(each["kind"])}) for each in record["signs"]
            ),
            "disposition": Disposition(record["disposition"]),
            "review_kind": ReviewKind(kind) if kind else None,
        }
    )
