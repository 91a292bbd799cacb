"""What is decided by looking at a planned ticket, before anything is written to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from helpdesk.assignments import Snapshot
from helpdesk.journal import Outcome, Planned, Status
from helpdesk.tickets import TicketStatus


def verdict(
    planned: Planned, seen: Snapshot | None, *, sent: bool, named: Callable[[str | None], str],
    stamp: str = "",
) -> Outcome | None:  # fmt: skip
    """What is decided by looking at a ticket; None when its group may be written.

    sent: a write of ours may have been carried out already. named: a group as people know it.
    stamp: what the ticket was like before that write. Changed since, and where it was before, it
        may have been put back by somebody, whose change would be undone by writing again.
    """
    if seen is None or seen.status is TicketStatus.DELETED:
        return outcome_of(planned, Status.GONE, "The ticket is no longer there.")
    now = seen.group
    if now == planned.group and sent:
        outcome = outcome_of(planned, Status.ASSIGNED, "Read back.", now, written=True)
    elif now == planned.group:
        outcome = outcome_of(planned, Status.UNCHANGED, "Already in this group.", now)
    elif now != planned.before:
        reason = f"Someone moved it to {named(now)} ({seen.change})."
        outcome = outcome_of(planned, Status.CONFLICT, reason, now)
    elif stamp and seen.stamp != stamp:
        reason = f"It was changed since our write was sent ({seen.change}); maybe it was put back."
        outcome = outcome_of(planned, Status.CONFLICT, reason, now)
    elif seen.status.is_final:
        outcome = outcome_of(planned, Status.REFUSED, f"The ticket is {seen.status}.", now)
    else:
        return None
    return outcome


def outcome_of(
    planned: Planned, status: Status, reason: str, after: str | None = None, *,
    written: bool = False, before: str | None = None,
) -> Outcome:  # fmt: skip
    """The outcome of that planned ticket, as of now."""
    return Outcome(planned.ticket, status, reason, datetime.now(UTC), after, written, before)
