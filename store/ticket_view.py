"""`v_tickets`: tickets with every other column of the export as a column of its own.

Which columns those are is known only once tickets are there, so the view is made anew by every
import, and where a workspace is migrated or taken in.
"""

from __future__ import annotations

from typing import Final

import duckdb

from store.queries import query

MAX_COLUMNS: Final = 100


def refresh(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the view of the columns that the tickets have now, at most 100 of them."""
    own = {name for (name,) in cursor.execute(query("ticket_view.own")).fetchall()}
    found = [name for (name,) in cursor.execute(query("ticket_view.names")).fetchall()]
    # A name that differs in capitals alone, or that a ticket has already, would stand there twice.
    names = {name.lower(): name for name in reversed(found) if name and name.lower() not in own}
    columns = "".join(
        query("ticket_view.column").format(key=_literal(name), name=_quoted(name))
        for name in sorted(names.values())[:MAX_COLUMNS]
    )
    cursor.execute(query("ticket_view.make").replace("{columns}", columns))
    cursor.execute(query("ticket_view.describe"))
    for name in sorted(names.values())[:MAX_COLUMNS]:
        cursor.execute(query("ticket_view.describe_column").format(name=_quoted(name)))


def _quoted(name: str) -> str:
    """A name as SQL writes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
