"""The way back: a push is undone, each ticket where nobody has moved it since."""

from __future__ import annotations

from dataclasses import replace

from helpdesk.assignments import Remark
from helpdesk.errors import DeskMisuse
from helpdesk.push import Watcher
from jobs import Control, Job, Jobs, Meter
from store.helpdesk import desk_groups, pushes
from store.helpdesk.pushes import PlannedRow
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.dry_run import TAG, WOULD_ASSIGN, ReportRow
from usecases.helpdesk.push import WRITE, carry_out, check_address, watcher_of
from usecases.helpdesk.push_report import in_words


def start_undo(
    jobs: Jobs, workspace: Workspace, way: DeskAccess, push_id: int, actor: Actor
) -> Job:
    """Start to take a push back."""
    actor.require(Role.MANAGER, WRITE)

    def work(control: Control, meter: Meter) -> str:
        number = undo(workspace, way, push_id, actor, watcher_of(control, meter))
        return in_words(workspace, number)

    title = f"Undo of push {push_id} at {way.kind.product}"
    return jobs.start(str(workspace.path), lambda: Job("push", title, work))


def undo(
    workspace: Workspace, way: DeskAccess, push_id: int, actor: Actor, watcher: Watcher
) -> int:
    """Bring every ticket of the push back that nobody has moved since; the number of the undo."""
    actor.require(Role.MANAGER, WRITE)
    check_address(workspace, way)
    record = undoable(workspace, push_id)
    number = pushes.undo_of(workspace, push_id)
    if number is None:
        back = [_only_our_tags(row) for row in pushes.way_back(workspace, push_id)]
        number = pushes.start(workspace, way.kind, record.run_id, actor.name, back, undoes=push_id)
    carry_out(workspace, way, number, watcher, ())
    return number


def undo_dry_run(workspace: Workspace, push_id: int) -> list[ReportRow]:
    """What an undo would do, by what the journal knows."""
    record = undoable(workspace, push_id)
    groups = {group.id: group.name for group in desk_groups.groups(workspace, record.desk)}
    return [
        ReportRow(
            row.planned.ticket, WOULD_ASSIGN, "",
            groups.get(row.planned.before or "", row.planned.before),
            groups.get(row.planned.group or "", row.planned.group), row.confidence,
        )
        for row in pushes.way_back(workspace, push_id)
    ]  # fmt: skip


def undoable(workspace: Workspace, push_id: int) -> pushes.PushRecord:
    """The push of that number; DeskMisuse when there is none or it is an undo itself."""
    found = next((p for p in pushes.all_pushes(workspace) if p.push_id == push_id), None)
    if found is None or found.undoes is not None:
        raise DeskMisuse(f"There is no push {push_id} that could be undone.")
    return found


def last_push(workspace: Workspace) -> int:
    """The newest push that is no undo."""
    for each in pushes.all_pushes(workspace):
        if each.undoes is None:
            return each.push_id
    raise DeskMisuse("Nothing was pushed yet.")


def _only_our_tags(row: PlannedRow) -> PlannedRow:
    """The tags of fields stay: somebody may have given the ticket the same before."""
    ours = tuple(tag for tag in row.planned.remark.removed if tag.startswith(TAG))
    return replace(row, planned=replace(row.planned, remark=Remark(removed=ours)))
