"""Pushes of a run to a help desk: groups are written, with a journal to go on by after a kill."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from helpdesk.client import Notice
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from helpdesk.push import Push, Watcher
from helpdesk.zendesk.client import Zendesk
from jobs import Control, Job, Jobs, Meter
from store.helpdesk import connections, desk_groups, pushes
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.helpdesk.access import DeskAccess, Notify
from usecases.helpdesk.dry_run import Remarks, dry_run
from usecases.helpdesk.opening import opened
from usecases.helpdesk.push_report import in_words
from usecases.helpdesk.stopping import until_stopped

WRITE: Final = "write to a help desk"
ALONE: Final = (
    "Zendesk was not shown to refuse old stamps in updates of many tickets, so each ticket is "
    "updated alone: 100 a minute."
)


@dataclass(frozen=True, slots=True)
class PushRequest:
    """What a push is asked for.

    actor: who answers for it. proof: the ticket with which Zendesk is to prove that stamps count,
    None for the first one planned.
    """

    run_id: int
    actor: Actor
    remarks: Remarks = field(default_factory=Remarks)
    proof: str | None = None


def start_push(jobs: Jobs, workspace: Workspace, way: DeskAccess, request: PushRequest) -> Job:
    """Start a push; raises ExpectedError when another job is going on in the workspace."""
    request.actor.require(Role.MANAGER, WRITE)

    def work(control: Control, meter: Meter) -> str:
        number = push(workspace, way, request, watcher_of(control, meter))
        return in_words(workspace, number)

    title = f"Push of run {request.run_id} to {way.kind.product}"
    return jobs.start(str(workspace.path), lambda: Job("push", title, work))


def push(workspace: Workspace, way: DeskAccess, request: PushRequest, watcher: Watcher) -> int:
    """Push the run, or go on with its push; the number of the push.

    Raises HelpDeskError when the desk ends it early: the same call goes on later.
    """
    request.actor.require(Role.MANAGER, WRITE)
    check_address(workspace, way)
    plan = dry_run(workspace, way.kind, request.run_id, request.remarks)
    number = pushes.open_push(workspace, way.kind, request.run_id)
    if number is None:
        number = pushes.start(workspace, way.kind, request.run_id, request.actor.name, plan.planned)
    else:
        pushes.extend(workspace, number, plan.planned)
    proof = (request.proof,) if request.proof else plan.proof
    carry_out(workspace, way, number, watcher, proof)
    return number


def desk_of(workspace: Workspace, url: str) -> DeskKind:
    """The help desk of the workspace at that address; DeskMisuse when there is none."""
    known = connections.desks(workspace)
    for each in known:
        if each.url == url:
            return DeskKind(each.desk)
    there = ", ".join(each.url for each in known) or "no help desk"
    raise DeskMisuse(f"The tickets of this workspace were read from {there}, not from {url}.")


def carry_out(
    workspace: Workspace, way: DeskAccess, number: int, watcher: Watcher, proof: Sequence[str]
) -> None:
    """Write what the journal of a push or an undo still holds open."""
    journal = pushes.Journal(workspace, number)
    if not journal.pending() and not journal.in_doubt():
        return

    names = {group.id: group.name for group in desk_groups.groups(workspace, way.kind)}

    async def work() -> None:
        batched = await _respects_stamps(workspace, way, watcher.notify, proof)
        if way.kind is DeskKind.ZENDESK and not batched:
            watcher.notify(Notice(ALONE))
        async with opened(workspace, way, watcher.notify, batched=batched) as desk:
            await Push(desk, journal, watcher, names).run()

    asyncio.run(until_stopped(work(), watcher.checkpoint))


async def _respects_stamps(
    workspace: Workspace, way: DeskAccess, notify: Notify, proof: Sequence[str]
) -> bool:
    """Whether many tickets may go in one write; proven once for each desk."""
    record = connections.desk(workspace, way.kind)
    if way.kind is not DeskKind.ZENDESK or record is None:
        return False
    if record.respects_stamps is not None or not proof:
        return bool(record.respects_stamps)
    async with opened(workspace, way, notify, batched=True) as desk:
        found = await desk.proves_stamps(proof) if isinstance(desk, Zendesk) else None
    if found is not None:
        connections.keep_proof(workspace, way.kind, respected=found)
    return bool(found)


def watcher_of(control: Control, meter: Meter) -> Watcher:
    """Who is told of the progress of a background job that writes."""

    def progress(done: int, total: int) -> None:
        meter.tell("Assigning groups", done, total)

    return Watcher(progress, lambda notice: meter.begin(notice.in_words, 0), control.checkpoint)


def check_address(workspace: Workspace, way: DeskAccess) -> None:
    """Raise DeskMisuse where another kind of desk was read at that address."""
    if desk_of(workspace, way.url) is not way.kind:
        raise DeskMisuse(f"{way.url} was read as another help desk than {way.kind.product}.")
