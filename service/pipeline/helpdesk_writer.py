"""The one writer to a help desk: each auto-routed ticket is written once, where the event saw it.

It is a push of one ticket at a time, by the rules of every push: read right before, never over
somebody's change, and what was sent without an answer is looked at before anything else. Being
alone, it owns the desk's limits.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Final

from helpdesk.assignments import Remark
from helpdesk.client import HelpDesk, Traits
from helpdesk.errors import HelpDeskError
from helpdesk.journal import Outcome, Planned
from helpdesk.push import Push, Watcher
from routing.filled_field import FilledField, desk_note, desk_tags
from service.events import EventOutcome, EventStatus, RoutedEvent
from service.pipeline.broker import Queue
from service.pipeline.groups import group_id
from service.pipeline.resources import StepResources
from service.storage.database import Database
from service.storage.helpdesk_journal import EventJournal

# So often processes may end while they have it, workers included.
MAX_STARTS: Final = 16
# So often a desk may end the work on a ticket, with pauses between (seconds, doubled).
MAX_TRIES: Final = 8
FIRST_PAUSE: Final = 1.0
MAX_PAUSE: Final = 15.0
log = logging.getLogger(__name__)


class DeskWriter:
    """Writes to one desk, in one thread and one event loop.

    connect: a new client of the desk, to be used in an `async with` block.
    """

    def __init__(
        self, around: StepResources, database: Database, connect: Callable[[], HelpDesk]
    ) -> None:
        self._around = around
        self._database = database
        self._connect = connect
        self._desk: HelpDesk | None = None
        self._groups: dict[str, str] = {}

    async def write(self, routed: RoutedEvent) -> None:
        """Write and tell what came of it; raises BrokerDown or Stopping, and the queue keeps it."""
        if self._around.inbox.is_closed(routed.event):
            return
        if self._around.inbox.start(routed.event) > MAX_STARTS:
            give_up(self._around, routed, f"{MAX_STARTS} processes ended while they had it.")
            return
        pause = FIRST_PAUSE
        for tries in range(1, MAX_TRIES + 1):
            try:
                told = await self._write(routed)
                break
            except HelpDeskError as error:
                log.warning("%s", error)
                await self.close()
                if tries == MAX_TRIES:
                    give_up(self._around, routed, str(error))
                    return
            self._around.wait(pause)
            pause = min(MAX_PAUSE, 2 * pause)
        self._around.broker.publish(Queue.OUTCOMES, told.to_json())

    async def close(self) -> None:
        """Give the connection free; the next write makes a new one."""
        desk, self._desk = self._desk, None
        if desk:
            await desk.__aexit__(None, None, None)

    async def _write(self, routed: RoutedEvent) -> EventOutcome:
        desk = await self._opened()
        group = await self._group(desk, routed.group)
        if group is None:
            goes_to = routed.decision.destination or routed.decision.category
            named = routed.group or f"of the category {goes_to}"
            reason = f"The desk has no group {named}; map it on Connect and publish again."
            at = self._around.clock()
            return EventOutcome(routed.event, EventStatus.REFUSED, at, reason, routed)
        event = routed.event
        fields = remark(routed.decision.fields, desk.traits)
        planned = Planned(event.ticket, event.group, group, fields)
        journal = EventJournal(self._database, event, planned)
        if journal.outcome() is None:
            await Push(desk, journal, Watcher()).run()
        found = journal.outcome()
        if found is None:
            raise HelpDeskError("The ticket was not written yet.")
        return self._outcome_of(routed, found, group)

    async def _opened(self) -> HelpDesk:
        if self._desk is None:
            desk = self._connect()
            await desk.__aenter__()
            self._desk = desk
        return self._desk

    async def _group(self, desk: HelpDesk, named: str) -> str | None:
        """The id of a group; the desk's groups are read when a name is new."""
        if named and named not in self._groups:
            found = group_id(await desk.groups(), named)
            if found is None:
                return None
            self._groups[named] = found
        return self._groups.get(named)

    def _outcome_of(self, routed: RoutedEvent, found: Outcome, group: str) -> EventOutcome:
        return EventOutcome(
            routed.event, EventStatus(found.status), found.at.timestamp(), found.reason, routed,
            group, found.after, found.before, found.written,
        )  # fmt: skip


def remark(fields: Sequence[FilledField], traits: Traits) -> Remark:
    """The values that fields may write alone: as tags where the desk takes them, else in a note."""
    if traits.tags:
        return Remark(desk_tags(fields))
    return Remark(note=desk_note(fields)) if traits.notes else Remark()


def give_up(around: StepResources, routed: RoutedEvent, cause: str) -> None:
    """The decision cannot be written: it waits until a person has seen to the cause."""
    told = EventOutcome(routed.event, EventStatus.DEAD, around.clock(), cause)
    around.broker.publish(Queue.OUTCOMES, told.to_json())
