"""What stands in a column: how much of it is missing, how many different values, and which."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from store.explorer import saved_queries
from store.workspace import Workspace
from usecases.cache import kept_while

BINS: Final = 12
COMMONEST: Final = 6
MAX_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, or a range of them, with the share of the rows that are not missing."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column.

    rows: all; missing: without a value; distinct: different values, by and large in a large table.
    bars: of amounts and times a histogram from the least to the most, else the commonest values.
    """

    name: str
    type: str
    rows: int
    missing: int
    distinct: int
    bars: tuple[Bar, ...]
    is_histogram: bool

    @property
    def missing_share(self) -> float:
        """The share of the rows without a value."""
        return self.missing / max(1, self.rows)


def profile_of(table: pa.Table) -> tuple[ColumnProfile, ...]:
    """The columns of a result.

    >>> one = profile_of(pa.table({"n": [1, 2, 2, None]}))[0]
    >>> one.missing, one.distinct, one.is_histogram
    (1, 2, True)
    """
    return tuple(_profile(name, table.column(name)) for name in table.column_names)


def _by_revision(workspace: Workspace, name: str) -> tuple[str, str]:
    return workspace.revision, name


@kept_while(_by_revision)
def profile_of_table(workspace: Workspace, name: str) -> tuple[ColumnProfile, ...]:
    """The columns of a table or view: counts of all rows, bars of some 20,000 at random."""
    columns = next(t.columns for t in saved_queries.schema(workspace) if t.name == name)
    counted = saved_queries.counted(workspace, name, [column.name for column in columns])
    sample = {each.name: each for each in profile_of(saved_queries.sample(workspace, name))}
    return tuple(
        replace(
            sample[column.name], type=column.type.lower(), rows=counted.rows,
            missing=counted.rows - known,
            # A sample of all rows counts exactly.
            distinct=max(distinct, own.distinct) if counted.rows > own.rows else own.distinct,
        )
        for column, (known, distinct) in zip(columns, counted.columns, strict=True)
        for own in (sample[column.name],)
    )  # fmt: skip


def _profile(name: str, column: pa.ChunkedArray) -> ColumnProfile:
    known = column.drop_null()
    is_amount = _is_amount(column.type)
    bars = _histogram(known) if is_amount else _commonest(known)
    distinct = len(_as_words(known).unique()) if _is_odd(column.type) else len(known.unique())
    return ColumnProfile(
        name, str(column.type), len(column), column.null_count, distinct, bars, is_amount
    )


def _histogram(known: pa.ChunkedArray) -> tuple[Bar, ...]:
    if not len(known):
        return ()
    is_time = kinds.is_temporal(known.type)
    moments = known.cast(pa.timestamp("us")) if is_time else known
    values = np.asarray(moments.cast(pa.int64() if is_time else pa.float64()), dtype=np.float64)
    values = values[np.isfinite(values)]
    if not values.size:
        return ()
    try:
        counts, edges = np.histogram(values, BINS)
    except ValueError:  # they differ by less than a number can be divided
        counts, edges = np.array([values.size]), np.array([values.min(), values.max()])
    labels = [_edge(edge, is_time=is_time) for edge in edges]
    return tuple(
        Bar(f"{low} to {high}", float(n) / values.size)
        for n, low, high in zip(counts, labels, labels[1:], strict=False)
    )


def _edge(value: float, *, is_time: bool) -> str:
    return str(np.datetime64(int(value), "us"))[:10] if is_time else f"{value:.4g}"


def _commonest(known: pa.ChunkedArray) -> tuple[Bar, ...]:
    counted = _as_words(known).value_counts()
    order = pc.sort_indices(counted.field("counts"), sort_keys=[("", "descending")])
    rows = counted.take(order[:COMMONEST]).to_pylist()
    return tuple(Bar(row["values"][:MAX_LENGTH], row["counts"] / len(known)) for row in rows)


def _as_words(known: pa.ChunkedArray) -> pa.Array:
    if _is_odd(known.type):
        return pa.array([str(value) for value in known.to_pylist()], pa.string())
    return known.cast(pa.string()).combine_chunks()


def _is_odd(kind: pa.DataType) -> bool:
    return bool(kinds.is_nested(kind) or kinds.is_binary(kind) or kinds.is_large_binary(kind))


def _is_amount(kind: pa.DataType) -> bool:
    number = kinds.is_integer(kind) or kinds.is_floating(kind) or kinds.is_decimal(kind)
    return bool(number or kinds.is_timestamp(kind) or kinds.is_date(kind))
