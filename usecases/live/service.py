"""The live service as a workspace sees it: its decisions taken in, its figures, its controls.

What waits for a person stands on Review like that of any run, and what was decided there is pushed
like any run. What the service has written itself stands among the pushes, with the way back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from helpdesk.desk_kind import DeskKind
from helpdesk.journal import Outcome, Planned, Status
from helpdesk.tickets import DeskTicket, TicketStatus
from routing.errors import RouterError
from service.events import EventOutcome, EventStatus, RoutedEvent
from service.storage.database import Database
from service.storage.inbox import DATABASE, Inbox
from store import live, taxonomies
from store.helpdesk import connections, pushes
from store.helpdesk.archive import open_archive
from store.helpdesk.pushes import PlannedRow
from store.runs import Run
from store.settings import LIVE_OUTCOME
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.runs.request import RunRequest

MAX_TAKEN: Final = 500
# What an event tells of a ticket is older than whatever a reading of the desk says of it.
TOLD_AT: Final = datetime(1970, 1, 1, tzinfo=UTC)
DEED: Final = "take in what the live service decided"
# What the desk writer has tried to write.
_PUSHED: Final = frozenset(EventStatus(each) for each in Status if each is not Status.PENDING)


@dataclass(frozen=True, slots=True)
class _Taken:
    """An outcome with its decision; what had none waits as a dead letter."""

    outcome: EventOutcome
    routed: RoutedEvent

    @property
    def origin(self) -> tuple[str, str]:
        """The desk and the profile it belongs to."""
        return self.routed.event.desk, self.routed.profile


def database_of(folder: Path) -> Database | None:
    """The file of the live service in that folder; None where no service ever ran."""
    file = folder / DATABASE
    return Database(file) if file.exists() else None


def pause(inbox: Inbox, actor: Actor, *, paused: bool) -> None:
    """Hold back what comes in from now on, or let it go again; nothing is refused meanwhile."""
    actor.require(Role.MANAGER, "pause the live service")
    inbox.pause(paused=paused)


def retry(inbox: Inbox, actor: Actor) -> int:
    """Send everything that was given up once more; how many events."""
    actor.require(Role.MANAGER, "send events again")
    return inbox.retry()


def waiting(workspace: Workspace, inbox: Inbox) -> int:
    """How many outcomes were not taken in yet."""
    return inbox.outcomes_after(LIVE_OUTCOME.of(workspace))


def take_in(workspace: Workspace, inbox: Inbox, urls: Mapping[str, str], actor: Actor) -> int:
    """Take in what was decided since the last time; how many outcomes.

    urls: the address of each desk. Ended at any place, the next call takes the rest: what is here
    already stays as it is.
    """
    actor.require(Role.REVIEWER, DEED)
    total = 0
    while found := inbox.outcomes(LIVE_OUTCOME.of(workspace), MAX_TAKEN):
        taken = [_Taken(each, each.routed) for _, each in found if each.routed]
        for (desk, _), group in groupby(sorted(taken, key=_origin), key=_origin):
            _take(workspace, desk, urls.get(desk, ""), list(group))
        LIVE_OUTCOME.set(workspace, found[-1][0])
        total += len(found)
    return total


def _take(workspace: Workspace, desk: str, url: str, taken: Sequence[_Taken]) -> None:
    """Outcomes of one desk and one profile."""
    known = connections.desk(workspace, desk)
    title = f"{DeskKind(desk).product} (live)"
    archive = open_archive(workspace, desk, title, known.url if known else url)
    keys = live.keep_tickets(archive, [_ticket(each.routed) for each in taken])
    moved = [each.outcome for each in taken if each.outcome.written]
    live.keep_moved(workspace, desk, [(e.event.ticket, e.event.group, e.after) for e in moved])
    run = _run(workspace, taken[0].routed)
    newest = {keys[each.routed.event.ticket]: each.routed.decision for each in taken}
    decisions = [replace(decision, ticket_key=key) for key, decision in newest.items()]
    live.keep_decisions(workspace, run, decisions)
    _keep_pushed(workspace, desk, run, taken)


def _run(workspace: Workspace, routed: RoutedEvent) -> Run:
    version = taxonomies.current_or_labels(workspace)
    if version is None:
        raise RouterError(
            "This workspace has no categories yet; choose the one the profile was published from."
        )
    router = routed.decision.router
    settings = RunRequest(router).to_settings()
    return live.run_of(workspace, routed.profile, router, settings, version.taxonomy_id)


def _keep_pushed(workspace: Workspace, desk: str, run: Run, taken: Iterable[_Taken]) -> None:
    """What the service has written, or tried to, as a push of its run."""
    tried = [each for each in taken if each.outcome.status in _PUSHED and each.outcome.group]
    if not tried:
        return
    plan = [
        PlannedRow(
            Planned(each.routed.event.ticket, each.routed.event.group, each.outcome.group),
            each.routed.decision.destination or each.routed.decision.category,
            each.routed.decision.confidence,
        )
        for each in tried
    ]  # fmt: skip
    number = pushes.open_push(workspace, desk, run.run_id, by_service=True)
    if number is None:
        number = pushes.start(workspace, desk, run.run_id, pushes.SERVICE, plan)
    else:
        pushes.extend(workspace, number, plan)
    known = {row.ticket: row.status for row in pushes.outcomes(workspace, number)}
    new = [
        _outcome(each.outcome)
        for each in tried
        if known.get(each.routed.event.ticket) != each.outcome.status.value
    ]
    pushes.Journal(workspace, number).settle(new)


def _outcome(told: EventOutcome) -> Outcome:
    at = datetime.fromtimestamp(told.at, UTC)
    return Outcome(
        told.event.ticket, Status(told.status), told.reason, at, told.after, told.written,
        told.before,
    )  # fmt: skip


def _ticket(routed: RoutedEvent) -> DeskTicket:
    event = routed.event
    return DeskTicket(
        event.ticket, event.subject, event.body, event.group, TicketStatus.OPEN, None,
        TOLD_AT, event.version,
    )  # fmt: skip


def _origin(taken: _Taken) -> tuple[str, str]:
    return taken.origin
