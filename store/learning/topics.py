"""Topics: clusters of tickets that may become categories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb

from routing.ticket import Ticket
from store.queries import query
from store.ticket_columns import to_tickets
from store.workspace import Workspace

Which = Literal["unlabelled", "unknown", "all"]
Status = Literal["open", "accepted", "gone"]


@dataclass(frozen=True, slots=True)
class Found:
    """A cluster as it was found; keys: its tickets, the most typical first."""

    name: str
    description: str
    terms: tuple[str, ...]
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A proposal for a category.

    source: who named it: words, a model's name, a person. cost_usd: what a model charged.
    """

    topic_id: int
    name: str
    description: str
    terms: tuple[str, ...]
    status: Status
    source: str
    cost_usd: float
    tickets: int


def pool(workspace: Workspace, which: Which, run_id: int | None, most: int) -> list[Ticket]:
    """Tickets to find topics in, at random but always the same.

    which: those without a category, those that the run called Unknown, or all.
    """
    wanted = {"which": which, "run_id": run_id, "most": most}
    return to_tickets(workspace.rows("topics.pool", wanted))


def sizes(workspace: Workspace, run_id: int | None) -> dict[Which, int]:
    """How many tickets there are of each kind."""
    unlabelled, unknown, everything = workspace.rows("topics.sizes", {"run_id": run_id})[0]
    return {"unlabelled": int(unlabelled), "unknown": int(unknown), "all": int(everything)}


def replace_open(workspace: Workspace, found: Sequence[Found]) -> None:
    """Keep newly found topics in place of those that are still open."""
    with workspace.writing() as cursor:
        cursor.execute(query("topics.close_open"))
        for each in found:
            _add(cursor, each, "words")


def instead_of(
    workspace: Workspace, gone: Sequence[int], found: Sequence[Found], source: str
) -> None:
    """Put other topics in place of some: merged, or split."""
    with workspace.writing() as cursor:
        for topic_id in gone:
            cursor.execute(query("topics.set_status"), {"topic_id": topic_id, "status": "gone"})
        for each in found:
            _add(cursor, each, source)


def of_status(workspace: Workspace, status: Status) -> list[Topic]:
    """The topics in that state, those with most tickets first."""
    return [
        Topic(number, name, description, tuple(terms), state, source, cost, int(n))
        for number, name, description, terms, state, source, cost, n in workspace.rows(
            "topics.of_status", {"status": status}
        )
    ]


def keys(workspace: Workspace, topic_id: int) -> list[int]:
    """The tickets of a topic, the most typical first."""
    return [int(key) for (key,) in workspace.rows("topics.keys", [topic_id])]


def examples(workspace: Workspace, topic_id: int, most: int) -> list[Ticket]:
    """Its most typical tickets."""
    wanted = {"topic_id": topic_id, "most": most}
    return to_tickets(workspace.rows("topics.examples", wanted))


def rename(workspace: Workspace, topic: Topic, *, cost_usd: float = 0.0) -> None:
    """Keep name, description and source of a topic as they are now.

    cost_usd: what the new name has cost.
    """
    wanted = {
        "topic_id": topic.topic_id, "name": topic.name, "description": topic.description,
        "source": topic.source, "cost_usd": cost_usd,
    }  # fmt: skip
    workspace.execute("topics.rename", wanted)


def set_status(workspace: Workspace, topic_id: int, status: Status) -> None:
    """Record that a topic became a category, or is no longer wanted."""
    workspace.execute("topics.set_status", {"topic_id": topic_id, "status": status})


def concerned(workspace: Workspace, run_id: int, changed: Sequence[str]) -> list[int]:
    """Tickets of a run that a change of these categories concerns."""
    wanted = {"run_id": run_id, "changed": list(changed)}
    return [int(key) for (key,) in workspace.rows("topics.concerned", wanted)]


def _add(cursor: duckdb.DuckDBPyConnection, found: Found, source: str) -> None:
    wanted = {
        "name": found.name, "description": found.description, "terms": list(found.terms),
        "source": source,
    }  # fmt: skip
    (number,) = cursor.execute(query("topics.add"), wanted).fetchone() or (0,)
    cursor.execute(query("topics.add_tickets"), {"topic_id": number, "keys": list(found.keys)})
