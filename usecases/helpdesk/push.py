"""Pushes of a run to a help desk: what would be written, the writing, and the way back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from helpdesk.client import Notice, Remark, TicketStatus
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from helpdesk.journal import Planned, Status
from helpdesk.push import Push, Watcher
from helpdesk.zendesk.client import Zendesk
from jobs import Control, Job, Jobs, Meter
from routing.decision import Disposition
from routing.filled_field import FilledField, desk_note, desk_tags
from store import runs
from store.helpdesk import desks, pushes
from store.helpdesk.pushes import Decided, PlannedRow
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.fields.pushing import field_values
from usecases.helpdesk.access import DeskAccess, Notify
from usecases.helpdesk.opening import opened
from usecases.helpdesk.stopping import until_stopped

WOULD_ASSIGN: Final = "would assign"
NOT_PUSHED: Final = "not pushed"
WRITE: Final = "write to a help desk"
TAG: Final = "routecase"
MAX_PROOFS: Final = 50
ALONE: Final = (
    "Zendesk was not shown to refuse old stamps in updates of many tickets, so each ticket is "
    "updated alone: 100 a minute."
)
_NO_MORE: Final = {
    TicketStatus.SOLVED: "It is solved; its group is history.",
    TicketStatus.CLOSED: "It is closed.",
    TicketStatus.MERGED: "It was merged into another ticket.",
    TicketStatus.DELETED: "It was deleted.",
}


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is written beside the group, in the same request."""

    tag: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class PushRequest:
    """What a push is asked for.

    actor: who answers for it. proof: the ticket with which Zendesk is to prove that stamps count,
    None for the first one planned.
    """

    run_id: int
    actor: Actor
    remarks: Remarks = Remarks()
    proof: str | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of a report; groups by name."""

    ticket: str
    status: str
    reason: str
    from_group: str | None
    to_group: str | None
    confidence: float

    def to_json(self) -> dict[str, Any]:
        """The line as it stands in a report file."""
        return {
            "ticket": self.ticket, "status": self.status, "reason": self.reason,
            "from": self.from_group, "to": self.to_group, "confidence": self.confidence,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a push would do. planned: what is written; rows: also what is not, and why.

    elsewhere: tickets of the run that do not come from this help desk.
    proof: tickets of which the first open one lets Zendesk prove that stamps count; none where
        that is known or not asked.
    """

    planned: tuple[PlannedRow, ...]
    rows: tuple[ReportRow, ...]
    elsewhere: int
    proof: tuple[str, ...]


def dry_run(workspace: Workspace, desk: DeskKind, run_id: int, remarks: Remarks) -> DryRun:
    """What pushing the run would do, by what the last reading of the desk knows.

    Raises DeskMisuse when there is no such run, or the desk was never read.
    """
    _known(workspace, desk, run_id)
    _allowed(desk, remarks)
    groups = {group.id: group.name for group in desks.groups(workspace, desk)}
    mapping = desks.mapping(workspace, desk)
    settled = _settled(workspace, desk, run_id)
    fields = field_values(workspace, desk, run_id) if remarks.tag or remarks.note else {}
    planned: list[PlannedRow] = []
    rows: list[ReportRow] = []
    for decided in pushes.decided(workspace, desk, run_id):
        to = mapping.get(decided.category)
        reason = settled.get(decided.ticket) or hindrance(decided, to, groups)
        here = groups.get(decided.group or "", decided.group)
        there = groups.get(to or "", to)
        status = NOT_PUSHED if reason else WOULD_ASSIGN
        if not reason:
            remark = _remark(decided, remarks, fields.get(decided.ticket, ()))
            row = Planned(decided.ticket, decided.group, to, remark)
            planned.append(PlannedRow(row, decided.category, decided.confidence))
            if to == decided.group:
                status, reason = Status.UNCHANGED.value, "Already in this group."
        rows.append(ReportRow(decided.ticket, status, reason, here, there, decided.confidence))
    record = desks.desk(workspace, desk)
    unproven = desk is DeskKind.ZENDESK and record is not None and record.respects_stamps is None
    moved = [row.ticket for row in rows if row.status == WOULD_ASSIGN]
    proof = tuple(moved[:MAX_PROOFS]) if unproven else ()
    elsewhere = pushes.elsewhere(workspace, desk, run_id)
    return DryRun(tuple(planned), tuple(rows), elsewhere, proof)


def _settled(workspace: Workspace, desk: DeskKind, run_id: int) -> dict[str, str]:
    """Why tickets that an open push of the run has dealt with are not pushed by it again."""
    number = pushes.open_push(workspace, desk, run_id)
    found = [] if number is None else pushes.outcomes(workspace, number)
    return {
        row.ticket: f"Push {number} has dealt with it: {row.status}."
        for row in found
        if row.status not in (Status.PENDING, Status.UNKNOWN)
    }


def hindrance(decided: Decided, group: str | None, groups: dict[str, str]) -> str:
    """Why the ticket is not pushed; empty when it is."""
    if decided.disposition != Disposition.AUTO and not decided.reviewer:
        return f"It waits for a person: {decided.hindrance or decided.disposition}."
    if group is None:
        return f"The category {decided.category} has no group."
    if group not in groups:
        return f"The group of the category {decided.category} is gone."
    return _NO_MORE.get(TicketStatus(decided.status), "")


def start_push(jobs: Jobs, workspace: Workspace, way: DeskAccess, request: PushRequest) -> Job:
    """Start a push; raises ExpectedError when another job is going on in the workspace."""
    request.actor.require(Role.MANAGER, WRITE)

    def work(control: Control, meter: Meter) -> str:
        number = push(workspace, way, request, _watcher(control, meter))
        return in_words(workspace, number)

    title = f"Push of run {request.run_id} to {way.kind.product}"
    return jobs.start(str(workspace.path), lambda: Job("push", title, work))


def push(workspace: Workspace, way: DeskAccess, request: PushRequest, watcher: Watcher) -> int:
    """Push the run, or go on with its push; the number of the push.

    Raises HelpDeskError when the desk ends it early: the same call goes on later.
    """
    request.actor.require(Role.MANAGER, WRITE)
    _same_address(workspace, way)
    plan = dry_run(workspace, way.kind, request.run_id, request.remarks)
    number = pushes.open_push(workspace, way.kind, request.run_id)
    if number is None:
        number = pushes.start(workspace, way.kind, request.run_id, request.actor.name, plan.planned)
    else:
        pushes.extend(workspace, number, plan.planned)
    proof = (request.proof,) if request.proof else plan.proof
    _carry_out(workspace, way, number, watcher, proof)
    return number


def start_undo(
    jobs: Jobs, workspace: Workspace, way: DeskAccess, push_id: int, actor: Actor
) -> Job:
    """Start to take a push back."""
    actor.require(Role.MANAGER, WRITE)

    def work(control: Control, meter: Meter) -> str:
        number = undo(workspace, way, push_id, actor, _watcher(control, meter))
        return in_words(workspace, number)

    title = f"Undo of push {push_id} at {way.kind.product}"
    return jobs.start(str(workspace.path), lambda: Job("push", title, work))


def undo(
    workspace: Workspace, way: DeskAccess, push_id: int, actor: Actor, watcher: Watcher
) -> int:
    """Bring every ticket of the push back that nobody has moved since; the number of the undo."""
    actor.require(Role.MANAGER, WRITE)
    _same_address(workspace, way)
    record = undoable(workspace, push_id)
    number = pushes.undo_of(workspace, push_id)
    if number is None:
        back = [_only_our_tags(row) for row in pushes.way_back(workspace, push_id)]
        number = pushes.start(workspace, way.kind, record.run_id, actor.name, back, undoes=push_id)
    _carry_out(workspace, way, number, watcher, ())
    return number


def undo_dry_run(workspace: Workspace, push_id: int) -> list[ReportRow]:
    """What an undo would do, by what the journal knows."""
    record = undoable(workspace, push_id)
    groups = {group.id: group.name for group in desks.groups(workspace, record.desk)}
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


def report(workspace: Workspace, push_id: int) -> Iterator[ReportRow]:
    """What came of every ticket of a push."""
    for row in pushes.outcomes(workspace, push_id):
        yield ReportRow(
            row.ticket, row.status, row.reason, row.from_group, row.to_group, row.confidence
        )


def in_words(workspace: Workspace, push_id: int) -> str:
    """What came of a push, in one line."""
    counts = pushes.counts(workspace, push_id)
    parts = [f"{counts[status]:,} {status}" for status in Status if counts.get(status)]
    return f"Push {push_id}: " + (", ".join(parts) or "no ticket to assign")


def desk_of(workspace: Workspace, url: str) -> DeskKind:
    """The help desk of the workspace at that address; DeskMisuse when there is none."""
    known = desks.desks(workspace)
    for each in known:
        if each.url == url:
            return DeskKind(each.desk)
    there = ", ".join(each.url for each in known) or "no help desk"
    raise DeskMisuse(f"The tickets of this workspace were read from {there}, not from {url}.")


def _carry_out(
    workspace: Workspace, way: DeskAccess, number: int, watcher: Watcher, proof: Sequence[str]
) -> None:
    journal = pushes.Journal(workspace, number)
    if not journal.pending() and not journal.in_doubt():
        return

    names = {group.id: group.name for group in desks.groups(workspace, way.kind)}

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
    record = desks.desk(workspace, way.kind)
    if way.kind is not DeskKind.ZENDESK or record is None:
        return False
    if record.respects_stamps is not None or not proof:
        return bool(record.respects_stamps)
    async with opened(workspace, way, notify, batched=True) as desk:
        found = await desk.proves_stamps(proof) if isinstance(desk, Zendesk) else None
    if found is not None:
        desks.keep_proof(workspace, way.kind, respected=found)
    return bool(found)


def _watcher(control: Control, meter: Meter) -> Watcher:
    def progress(done: int, total: int) -> None:
        meter.tell("Assigning groups", done, total)

    return Watcher(progress, lambda notice: meter.begin(notice.in_words, 0), control.checkpoint)


def _known(workspace: Workspace, desk: DeskKind, run_id: int) -> None:
    if all(run.run_id != run_id for run in runs.all_runs(workspace)):
        raise DeskMisuse(f"There is no run {run_id} in this workspace.")
    if desks.desk(workspace, desk) is None:
        raise DeskMisuse(f"Read the tickets of {desk.product} first.")


def _allowed(desk: DeskKind, remarks: Remarks) -> None:
    if remarks.note and desk is DeskKind.FRESHDESK:
        raise DeskMisuse("Freshdesk takes no note in the request that assigns; choose the tag.")
    if remarks.tag and desk is DeskKind.SERVICENOW:
        raise DeskMisuse("ServiceNow takes no tag in the request that assigns; choose the note.")


def _same_address(workspace: Workspace, way: DeskAccess) -> None:
    if desk_of(workspace, way.url) is not way.kind:
        raise DeskMisuse(f"{way.url} was read as another help desk than {way.kind.product}.")


def _only_our_tags(row: PlannedRow) -> PlannedRow:
    """The tags of fields stay: somebody may have given the ticket the same before."""
    ours = tuple(tag for tag in row.planned.remark.removed if tag.startswith(TAG))
    return replace(row, planned=replace(row.planned, remark=Remark(removed=ours)))


def _remark(decided: Decided, remarks: Remarks, fields: Sequence[FilledField]) -> Remark:
    how = f"{decided.category} (confidence {decided.confidence:.2f}). {decided.reason}"
    if decided.reviewer:
        how = f"{decided.category}, decided by {decided.reviewer}."
    note = f"RouteCase: {how} {desk_note(fields)}"
    category = re.sub(r"\W+", "_", decided.category.casefold()).strip("_")
    tags = (TAG, f"{TAG}_{category}", *desk_tags(fields)) if remarks.tag else ()
    return Remark(tags, note.strip() if remarks.note else "")
