"""A decision as plain values, as messages, answers over HTTP and the service's file hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.filled_field import FilledField
from routing.signs.sign import Sign, SignKind


def to_record(decision: Decision) -> dict[str, Any]:
    """The decision as JSON can hold it.

    >>> sure = Decision(1, "Billing", 0.9, "embedded", (Alternative("Technical", 0.1),))
    >>> from_record(to_record(sure)) == sure
    True
    """
    return asdict(decision)


def from_record(record: Mapping[str, Any]) -> Decision:
    """Read `to_record` back; what a newer version has added is left out.

    While a service is updated, its processes are of two versions.
    """
    kind, known = record["review_kind"], {each.name for each in fields(Decision)}
    parent = record.get("parent")
    return Decision(
        **{
            **{name: value for name, value in record.items() if name in known},
            "alternatives": tuple(Alternative(**each) for each in record["alternatives"]),
            "signs": tuple(
                Sign(**{**each, "kind": SignKind(each["kind"])}) for each in record["signs"]
            ),
            "problems": tuple(Alternative(**each) for each in record.get("problems", ())),
            "parent": Alternative(**parent) if parent else None,
            "fields": tuple(FilledField(**each) for each in record.get("fields", ())),
            "disposition": Disposition(record["disposition"]),
            "review_kind": ReviewKind(kind) if kind else None,
        }
    )


def shown_decision(ticket: str, decision: Decision) -> dict[str, Any]:
    """A decision on the ticket of that id, as the API gives it and the log keeps it."""
    return {
        "id": ticket,
        "category": decision.category,
        "confidence": decision.confidence,
        "disposition": decision.disposition.value,
        "calibrated": decision.calibrated,
        "alternatives": [
            {"category": each.category, "confidence": each.confidence}
            for each in decision.alternatives
        ],
        "parent": asdict(decision.parent) if decision.parent else None,
        "problems": [asdict(each) for each in decision.problems],
        "fields": [
            {"name": f.name, "value": f.value, "confidence": f.confidence, "alone": f.alone}
            for f in decision.fields
        ],
        "reason": decision.reason,
        "review_reason": decision.review_reason,
        "router": decision.router,
        "cost_usd": decision.cost_usd,
        "error": decision.error,
    }
