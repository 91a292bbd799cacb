"""What the live service has decided, in a workspace: one run for each profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from helpdesk.tickets import DeskTicket
from routing.decision import Decision
from routing.engine import RunStatus
from routing.fields.heads import FieldAnswer
from store import attachments, field_answers, runs
from store.helpdesk.archive import Archive
from store.queries import query
from store.runs import Run, RunJournal, Selection
from store.workspace import Workspace

# By these words a live run is known.
PART: Final = "that came live"


def run_of(
    workspace: Workspace, profile: str, router: str, settings: Mapping[str, Any], taxonomy_id: int
) -> Run:
    """The live run of a profile, by its fingerprint; made where there is none yet."""
    wanted = {"part": PART, "fingerprint": profile}
    if rows := workspace.rows("live.run_of", wanted):
        return runs.one(workspace, int(rows[0][0]))
    made = runs.start(workspace, router, settings, taxonomy_id, only=Selection((), PART))
    RunJournal(workspace, made.run_id).describe(profile, ())
    return made


def keep_tickets(archive: Archive, tickets: Sequence[DeskTicket]) -> dict[str, int]:
    """Keep the tickets that were never read; the key of each, also of those that were."""
    wanted = {"desk": archive.desk, "tickets": [each.id for each in tickets]}
    workspace = archive.workspace
    unknown = {ticket for (ticket,) in workspace.rows("live.unknown", wanted)}
    archive.keep_told([each for each in tickets if each.id in unknown])
    return dict(workspace.rows("live.keys", wanted))


def keep_moved(
    workspace: Workspace, desk: str, moved: Sequence[tuple[str, str | None, str | None]]
) -> None:
    """Keep where writes of ours have put tickets: (ticket, group before, group after)."""
    with workspace.writing() as cursor:
        for ticket, before, after in moved:
            wanted = {"desk": desk, "ticket": ticket, "before": before, "after": after}
            cursor.execute(query("live.moved"), wanted)


def keep_decisions(workspace: Workspace, run: Run, decisions: Sequence[Decision]) -> None:
    """Keep decisions of a live run with their fields, each in place of an earlier one."""
    attachments.take_in(workspace)
    keys = [each.ticket_key for each in decisions]
    wanted = {"run_id": run.run_id, "keys": keys}
    with workspace.writing() as cursor:
        cursor.execute(query("live.take"), wanted)
        cursor.execute(query("live.forget"), wanted)
        cursor.execute(query("runs.drawn"), [run.run_id])
    journal = RunJournal(workspace, run.run_id)
    journal.write(decisions)
    field_answers.renew(workspace, run.run_id, keys, [
        FieldAnswer(decision.ticket_key, each.name, each.value, each.confidence, each.alone)
        for decision in decisions for each in decision.fields
    ])  # fmt: skip
    journal.end(RunStatus.FINISHED, 0.0, None)
