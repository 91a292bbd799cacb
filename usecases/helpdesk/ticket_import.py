"""The tickets of a help desk into a workspace: once whole, afterwards only what changed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from helpdesk.reading import Read, read
from jobs import Control, Job, Jobs, Meter
from roi.numbers import number
from routing.taxonomy import Taxonomy
from store import taxonomies
from store.helpdesk import desk_groups
from store.helpdesk.archive import open_archive
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.helpdesk.access import DeskAccess, Notify
from usecases.helpdesk.opening import opened
from usecases.helpdesk.stopping import until_stopped

READ: Final = "read a help desk into the workspace"


def start_desk_import(
    jobs: Jobs, workspace: Workspace, way: DeskAccess, actor: Actor, *, since: datetime | None,
    history: bool,
) -> Job:  # fmt: skip
    """Start to read a help desk; raises ExpectedError when another job is going on."""
    actor.require(Role.MANAGER, READ)

    def work(control: Control, meter: Meter) -> str:
        found = import_desk(
            workspace, way, actor, control, meter,
            notify=lambda notice: meter.begin(notice.in_words, 0), since=since, history=history,
        )  # fmt: skip
        return in_words(way, found)

    title = f"Reading {way.kind.product}"
    return jobs.start(str(workspace.path), lambda: Job("import", title, work))


def import_desk(
    workspace: Workspace,
    way: DeskAccess,
    actor: Actor,
    control: Control,
    meter: Meter,
    *,
    notify: Notify,
    since: datetime | None = None,
    history: bool = True,
) -> Read:
    """Read what is new or changed; it goes on where an earlier reading was ended.

    since: where the very first reading begins, None for all there is. history: moves as well.
    Raises HelpDeskError when the desk ends it, WorkspaceError where another desk was read here.
    """
    actor.require(Role.MANAGER, READ)
    name = way.kind.value
    title = f"{way.kind.product} ({urlsplit(way.url).hostname})"
    archive = open_archive(workspace, name, title, way.url)
    began = datetime.now(UTC)

    def progress(found: Read) -> None:
        control.checkpoint()
        meter.tell(f"Reading {way.kind.product}", found.tickets, found.total or 0)

    async def work() -> tuple[Read, timedelta]:
        async with opened(workspace, way, notify) as desk:
            desk_groups.keep_groups(workspace, name, await desk.groups())
            lag = timedelta(seconds=desk.traits.lag_seconds)
            return await read(desk, archive, since, progress, history=history), lag

    meter.begin(f"Reading {way.kind.product}", 0)
    found, lag = asyncio.run(until_stopped(work(), control.checkpoint))
    archive.finish(began - lag)
    _first_taxonomy(workspace, name, way.kind.product)
    return found


def in_words(way: DeskAccess, found: Read) -> str:
    """What a reading came to."""
    moves = f" and {number(found.moves)} changes of groups" if found.moves else ""
    return f"{found.tickets:,} tickets that are new or changed{moves} read from {way.kind.product}"


def _first_taxonomy(workspace: Workspace, name: str, product: str) -> None:
    """Where nobody has written categories and no ticket is labelled, the groups are a start."""
    if taxonomies.current_or_labels(workspace) is None:
        names = [group.name for group in desk_groups.groups(workspace, name)]
        if names:
            taxonomies.save(workspace, Taxonomy.from_labels(names), f"the groups of {product}")
