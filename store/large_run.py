"""The journal of a run of many tickets: decisions in columns, and texts that come again."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from routing.decision import Decision
from routing.decision_columns import from_table
from routing.engine.worker_processes import Repeat
from store.queries import query
from store.runs import RunJournal


class LargeRunJournal(RunJournal):
    """What worker processes need beside what every run needs."""

    def write_table(self, keys: Sequence[int], table: pa.Table) -> None:
        """Write decisions in columns, on the tickets of those keys, for good."""
        run = pa.repeat(pa.scalar(self.run_id, pa.int64()), len(keys))
        numbered = table.append_column("ticket_key", pa.array(keys, pa.int64()))
        self.workspace.append("runs.write", numbered.append_column("run_id", run))
        self.workspace.checkpoint(if_cheap=True)

    def repeats(self, apart: Sequence[int]) -> list[Repeat]:
        """The pending tickets that say again what an earlier one says, none of them `apart`."""
        wanted = {"run_id": self.run_id, "apart": list(apart)}
        return [Repeat(*row) for row in self.workspace.rows("tickets.repeats", wanted)]

    def decisions(self, keys: Sequence[int]) -> list[Decision]:
        """The decisions that were written on the tickets of those keys, in that order."""
        wanted = {"run_id": self.run_id, "keys": list(keys)}
        with self.workspace.reading() as cursor:
            found = cursor.sql(query("runs.decisions"), params=wanted).to_arrow_table()
        return from_table(found, found["ticket_key"].to_pylist(), found["id"].to_pylist())
