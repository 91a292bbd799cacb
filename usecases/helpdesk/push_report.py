"""What came of a push, ticket by ticket and in one line."""

from __future__ import annotations

from collections.abc import Iterator

from helpdesk.journal import Status
from store.helpdesk import pushes
from store.workspace import Workspace
from usecases.helpdesk.dry_run import ReportRow


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
