"""What many tests share: a workspace with tickets, written the way intake writes them."""

from __future__ import annotations

import os

# Before numpy is imported. Threads of its own for each of two test processes on two cores wait for
# one another in loops; no test computes enough to gain by them.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, settings

from routing.ticket import Ticket
from store import imports
from store.incoming_tickets import LOT
from store.workspace import Workspace

# No test is timed: on a busy machine the same examples take longer, and that proves nothing.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("test", untimed, max_examples=50)
settings.register_profile("soak", untimed, max_examples=2_000)
settings.load_profile("test")

TYPES = {
    "key": pa.int64(), "line": pa.int64(), "reassignments": pa.int32(),
    "triage_seconds": pa.float64(), "handle_seconds": pa.float64(),
    "created_at": pa.timestamp("us"), "solved_at": pa.timestamp("us"),
    "attributes": pa.map_(pa.string(), pa.string()),
}  # fmt: skip
TICKETS = pa.schema([(f.name, TYPES.get(f.name, pa.string())) for f in fields(Ticket)])
REJECTS = pa.schema([("line", pa.int64()), ("reason", pa.string()), ("raw", pa.string())])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys in the browser go last: Playwright keeps an event loop running in this thread."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace(tmp_path / "desk.duckdb", "the tests")
    yield made
    made.close()


Fill = Callable[..., imports.Import]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Import the given tickets into a workspace."""
    return filler(tmp_path)


def filler(folder: Path) -> Fill:
    """What imports tickets into a workspace, by way of files in a folder."""

    def into(
        workspace: Workspace, given: Sequence[Ticket], sha256: str = "one", lot: int = LOT
    ) -> imports.Import:
        files = folder / f"{sha256}.tickets.parquet", folder / f"{sha256}.rejects.parquet"
        pq.write_table(pa.Table.from_pylist([asdict(t) for t in given], TICKETS), files[0])
        rejected = [{"line": 99, "reason": "no text", "raw": ",,"}]
        pq.write_table(pa.Table.from_pylist(rejected, REJECTS), files[1])
        return imports.add(
            workspace, file_name="export.csv", sha256=sha256, tickets=files[0], rejects=files[1],
            details={"encoding": "utf-8"}, lot=lot,
        )  # fmt: skip

    return into


def ticket(key: int, category: str | None = None, **known: object) -> Ticket:
    """A ticket of that number."""
    values = {"id": f"T-{key}", "subject": f"Subject {key}", "body": f"Body {key}", "line": key + 1}
    return Ticket(key=key, category=category, **(values | known))  # type: ignore[arg-type]
