"""What TF-IDF with logistic regression says of the labelled tickets, kept until labels change."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from store import settings
from store.queries import query
from store.workspace import Workspace

SCHEMA = pa.schema(
    [("ticket_key", pa.int64()), ("category", pa.string()), ("near_group", pa.int64())]
)


def labels_version(workspace: Workspace) -> str:
    """A version of the labelled tickets as they are: it changes when one of them does."""
    return str(workspace.rows("baseline.labels_version")[0][0])


def computed_for(workspace: Workspace) -> str | None:
    """The version of the labels that the kept answers are about, None when there are none."""
    return settings.TEXT_BASELINE.of(workspace)


def state(workspace: Workspace) -> str:
    """A version of all that figures on labels rest on: the labels now, and the kept answers."""
    return f"{labels_version(workspace)} {computed_for(workspace)}"


def size(workspace: Workspace) -> int:
    """How many tickets it has answered, whose near-duplicates are known with it."""
    return int(workspace.rows("baseline.size")[0][0])


def keep(
    workspace: Workspace,
    version: str,
    keys: Sequence[int],
    categories: Sequence[str],
    groups: Sequence[int],
) -> None:
    """Keep the answers in place of earlier ones, all or nothing."""
    with workspace.writing() as cursor:
        cursor.execute(query("baseline.clear"))
        cursor.register("batch", pa.table([keys, categories, groups], schema=SCHEMA))
        cursor.execute(query("baseline.write"))
    settings.TEXT_BASELINE.set(workspace, version)
