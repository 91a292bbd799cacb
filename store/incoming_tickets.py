"""The tickets that wait in `incoming` become tickets of an import, lot by lot."""

from __future__ import annotations

from typing import Final

import duckdb

from store.queries import query

# So many tickets are taken in at once; a million of them do not fit into memory.
LOT: Final = 100_000


def add(cursor: duckdb.DuckDBPyConnection, import_id: int, lot: int = LOT) -> None:
    """Take the tickets in, and the rows that stand in `refused` as its rejects.

    lot: how many tickets at once.
    """
    ((last_key,),) = cursor.execute(query("tickets.last_key")).fetchall()
    ((lowest, highest),) = cursor.execute(query("tickets.incoming_keys")).fetchall()
    for first in range(lowest, highest + 1, lot):
        keys = {"last_key": last_key, "first": first, "end": first + lot}
        cursor.execute(query("tickets.add"), {"import_id": import_id, **keys})
    cursor.execute(query("tickets.add_rejects"), {"import_id": import_id})
    cursor.execute(query("tickets.close_import"), [import_id])
