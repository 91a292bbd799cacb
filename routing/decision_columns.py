"""Decisions in columns (Arrow), the form in which many are written and read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, Final

import pyarrow as pa

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.signs.sign import Sign, SignKind

ALTERNATIVE: Final = pa.struct([("category", pa.string()), ("confidence", pa.float64())])
_SIGN: Final = pa.struct([("kind", pa.string()), ("says", pa.string())])
SCHEMA: Final = pa.schema(
    [
        ("category", pa.string()),
        ("confidence", pa.float64()),
        ("calibrated", pa.bool_()),
        ("alternatives", pa.list_(ALTERNATIVE)),
        ("reason", pa.string()),
        ("disposition", pa.string()),
        ("review_reason", pa.string()),
        ("router", pa.string()),
        ("input_tokens", pa.int64()),
        ("output_tokens", pa.int64()),
        ("cached_tokens", pa.int64()),
        ("cost_usd", pa.float64()),
        ("latency_seconds", pa.float64()),
        ("error", pa.string()),
        ("signs", pa.list_(_SIGN)),
        ("review_kind", pa.string()),
        ("parent", ALTERNATIVE),
        ("problems", pa.list_(ALTERNATIVE)),
    ]
)


def to_table(decisions: Sequence[Decision]) -> pa.Table:
    """Decisions as a table, one row each; neither the ticket's key nor its id is in it.

    >>> to_table([Decision(1, "Billing", 0.9, "embedded")])["category"].to_pylist()
    ['Billing']
    """
    values = attrgetter(*SCHEMA.names)
    columns = zip(*map(values, decisions), strict=True) if decisions else [()] * len(SCHEMA)
    arrays = [_array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def from_table(table: pa.Table, keys: Sequence[int], ids: Sequence[str]) -> list[Decision]:
    """The decisions of `to_table`, on the tickets of those keys and ids.

    >>> made = Decision(7, "Billing", 0.9, "embedded", (Alternative("Other", 0.1),), ticket_id="A")
    >>> from_table(to_table([made]), [7], ["A"]) == [made]
    True
    """
    rows = table.select(SCHEMA.names).to_pylist()
    return [_decision(*each) for each in zip(rows, keys, ids, strict=True)]


def _array(column: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_struct(kind):
        return pa.array([each and asdict(each) for each in column], kind)
    if not pa.types.is_list(kind):
        return pa.array(column, kind)
    ends = pa.array(accumulate(map(len, column), initial=0), pa.int32())
    items = list(chain.from_iterable(column))
    parts = [
        pa.array(map(attrgetter(part.name), items), part.type) for part in kind.value_type.fields
    ]
    inner = pa.StructArray.from_arrays(parts, fields=list(kind.value_type.fields))
    return pa.ListArray.from_arrays(ends, inner, type=kind)


def _decision(row: dict[str, Any], key: int, ticket_id: str) -> Decision:
    kind, parent = row["review_kind"], row["parent"]
    return Decision(
        **{
            **row,
            "ticket_key": key,
            "ticket_id": ticket_id,
            "alternatives": tuple(Alternative(**each) for each in row["alternatives"]),
            "signs": tuple(Sign(SignKind(each["kind"]), each["says"]) for each in row["signs"]),
            "disposition": Disposition(row["disposition"]),
            "review_kind": ReviewKind(kind) if kind else None,
            "parent": Alternative(**parent) if parent else None,
            "problems": tuple(Alternative(**each) for each in row["problems"]),
        }
    )
