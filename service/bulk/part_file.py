"""One part of the output: the tickets of a partition beside their decisions, as Parquet.

Equal rows under an equal profile make equal bytes, on whatever machine.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from routing.decision import Decision
from routing.decision_columns import SCHEMA as DECISION
from routing.decision_columns import to_table
from routing.filled_field import FilledField
from routing.intake.formats.table import Reject
from routing.ticket import Ticket

_ATTRIBUTES: Final = pa.map_(pa.string(), pa.string())
_TIME: Final = pa.timestamp("us")
# What a ticket knows, by its name in the part; `category` is the decision's.
TICKET: Final = pa.schema(
    [
        ("line", pa.int64()), ("id", pa.string()), ("subject", pa.string()),
        ("body", pa.string()), ("actual_category", pa.string()),
        ("first_category", pa.string()), ("created_at", _TIME), ("solved_at", _TIME),
        ("channel", pa.string()), ("language", pa.string()), ("reassignments", pa.int64()),
        ("triage_seconds", pa.float64()), ("handle_seconds", pa.float64()),
        ("attributes", _ATTRIBUTES),
    ]
)  # fmt: skip
# Values beside the category, as the API gives them.
_FIELD: Final = pa.struct(
    [("name", pa.string()), ("value", pa.string()), ("confidence", pa.float64()),
     ("alone", pa.bool_())]
)  # fmt: skip
FIELDS: Final = pa.field("fields", pa.list_(_FIELD))
SCHEMA: Final = pa.schema(
    [pa.field("file", pa.string()), *TICKET, pa.field("refused", pa.string()), *DECISION, FIELDS]
)
_VALUES: Final = attrgetter(
    *("category" if name == "actual_category" else name for name in TICKET.names)
)
# Long texts that hardly repeat; a dictionary of them costs time and memory and saves nothing.
# None of them is ever empty (null): of a column without a dictionary DuckDB 2.0 takes every row
# for `IS NULL`.
_PLAIN: Final = ("id", "subject", "body", "reason")


def to_parquet(
    source: str, items: Sequence[Ticket | Reject], decisions: Sequence[Decision]
) -> bytes:
    """The part as a Parquet file; a refused row has its reason and, as `body`, its text."""
    tickets = [each if isinstance(each, Ticket) else _unread(each) for each in items]
    columns = list(zip(*map(_VALUES, tickets), strict=True)) if tickets else [()] * len(TICKET)
    arrays = [
        pa.array(map(list, column), kind) if kind == _ATTRIBUTES else pa.array(column, kind)
        for column, kind in zip(columns, TICKET.types, strict=True)
    ]
    refused = [each.reason if isinstance(each, Reject) else None for each in items]
    file = pa.repeat(pa.scalar(source), len(items))
    told = to_table(decisions)
    filled = [[_field(each) for each in decision.fields] for decision in decisions]
    table = pa.Table.from_arrays(
        [file, *arrays, pa.array(refused, pa.string()), *told.columns,
         pa.array(filled, FIELDS.type)],
        schema=SCHEMA,
    )  # fmt: skip
    packed = [name for name in _leaves(table) if name.split(".")[0] not in _PLAIN]
    stream = io.BytesIO()
    pq.write_table(table, stream, compression="zstd", use_dictionary=packed)
    return stream.getvalue()


def _field(filled: FilledField) -> dict[str, object]:
    return {each.name: getattr(filled, each.name) for each in _FIELD}


def _unread(reject: Reject) -> Ticket:
    return Ticket(0, "", "", reject.raw, line=reject.line)


def _leaves(table: pa.Table) -> list[str]:
    """The columns as Parquet names them, those within lists and maps by their path."""
    schema = pq.ParquetFile(io.BytesIO(_empty(table))).schema
    return [schema.column(n).path for n in range(len(schema))]


def _empty(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table.slice(0, 0), stream)
    return stream.getvalue()
