"""What a push would write: dry, by what the last reading of the desk knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from helpdesk.assignments import Remark
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskMisuse
from helpdesk.journal import Planned, Status
from helpdesk.tickets import TicketStatus
from routing.decision import Disposition
from routing.filled_field import FilledField, desk_note, desk_tags
from store import runs
from store.helpdesk import connections, desk_groups, pushes
from store.helpdesk.pushes import Decided, PlannedRow
from store.workspace import Workspace

WOULD_ASSIGN: Final = "would assign"


NOT_PUSHED: Final = "not pushed"


TAG: Final = "routecase"


MAX_PROOFS: Final = 50


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
    groups = {group.id: group.name for group in desk_groups.groups(workspace, desk)}
    mapping = desk_groups.mapping(workspace, desk)
    settled = _settled(workspace, desk, run_id)
    fields: Mapping[str, Sequence[FilledField]] = {}
    if remarks.tag or remarks.note:
        from usecases.fields.pushing import field_values  # noqa: PLC0415 - slow to load

        fields = field_values(workspace, desk, run_id)
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
    record = connections.desk(workspace, desk)
    unproven = desk is DeskKind.ZENDESK and record is not None and record.respects_stamps is None
    moved = [row.ticket for row in rows if row.status == WOULD_ASSIGN]
    proof = tuple(moved[:MAX_PROOFS]) if unproven else ()
    elsewhere = pushes.elsewhere(workspace, desk, run_id)
    return DryRun(tuple(planned), tuple(rows), elsewhere, proof)


def _settled(workspace: Workspace, desk: DeskKind, run_id: int) -> dict[str, str]:
    """Why tickets that an open push of the run has dealt with are not pushed by it again."""
    both = (pushes.open_push(workspace, desk, run_id, by_service=each) for each in (True, False))
    return {
        row.ticket: f"Push {number} has dealt with it: {row.status}."
        for number in both
        if number is not None
        for row in pushes.outcomes(workspace, number)
        if row.status not in (Status.PENDING, Status.UNKNOWN)
    }


def hindrance(decided: Decided, group: str | None, groups: dict[str, str]) -> str:
    """Why the ticket is not pushed; empty when it is."""
    if decided.disposition != Disposition.AUTO and not decided.reviewer:
        return f"It waits for a person: {decided.hindrance or decided.disposition}."
    if decided.moved and not decided.reviewer:
        return "Somebody moved it after it was decided."
    if group is None:
        return f"The category {decided.category} has no group."
    if group not in groups:
        return f"The group of the category {decided.category} is gone."
    return _NO_MORE.get(TicketStatus(decided.status), "")


def _known(workspace: Workspace, desk: DeskKind, run_id: int) -> None:
    if all(run.run_id != run_id for run in runs.all_runs(workspace)):
        raise DeskMisuse(f"There is no run {run_id} in this workspace.")
    if connections.desk(workspace, desk) is None:
        raise DeskMisuse(f"Read the tickets of {desk.product} first.")


def _allowed(desk: DeskKind, remarks: Remarks) -> None:
    if remarks.note and desk is DeskKind.FRESHDESK:
        raise DeskMisuse("Freshdesk takes no note in the request that assigns; choose the tag.")
    if remarks.tag and desk is DeskKind.SERVICENOW:
        raise DeskMisuse("ServiceNow takes no tag in the request that assigns; choose the note.")


def _remark(decided: Decided, remarks: Remarks, fields: Sequence[FilledField]) -> Remark:
    how = f"{decided.category} (confidence {decided.confidence:.2f}). {decided.reason}"
    if decided.reviewer:
        how = f"{decided.category}, decided by {decided.reviewer}."
    note = f"RouteCase: {how} {desk_note(fields)}"
    category = re.sub(r"\W+", "_", decided.category.casefold()).strip("_")
    tags = (TAG, f"{TAG}_{category}", *desk_tags(fields)) if remarks.tag else ()
    return Remark(tags, note.strip() if remarks.note else "")
