"""The help desks that were read into a workspace, and what was learnt of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """A help desk that was read.

    respects_stamps: whether its updates of many were shown to refuse old stamps, None unproven.
    read_at: when the last whole reading began, UTC. tickets: how many were read.
    """

    desk: str
    url: str
    respects_stamps: bool | None
    read_at: datetime | None
    tickets: int


def desks(workspace: Workspace) -> list[DeskRecord]:
    """The help desks whose tickets are here."""
    return [DeskRecord(*row) for row in workspace.rows("helpdesk.desks")]


def desk(workspace: Workspace, name: str) -> DeskRecord | None:
    """The help desk of that name, None when it was never read."""
    return next((each for each in desks(workspace) if each.desk == name), None)


def keep_proof(workspace: Workspace, name: str, *, respected: bool) -> None:
    """Keep whether updates of many tickets respect stamps at that desk."""
    workspace.execute("helpdesk.keep_proof", {"desk": name, "respected": respected})


def holds(workspace: Workspace, name: str) -> dict[str, datetime]:
    """Until when, UTC, the desk wants no more requests of each class; past ones are left out."""
    rows = workspace.rows("helpdesk.holds", [name])
    return {requests: until.replace(tzinfo=UTC) for requests, until in rows}


def keep_hold(workspace: Workspace, name: str, requests: str, until: datetime) -> None:
    """Keep until when the desk wants no more requests of that class."""
    wanted = {"desk": name, "requests": requests, "until": utc_unmarked(until)}
    workspace.execute("helpdesk.keep_hold", wanted, aside=True)


def utc_unmarked(at: datetime | None) -> datetime | None:
    """UTC without saying so, as the workspace keeps times."""
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None)
