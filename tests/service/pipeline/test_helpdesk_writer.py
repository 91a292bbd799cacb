"""What the live writer sends to a desk beside the group."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Self

from helpdesk.assignments import Answer, Remark, Result, Snapshot
from helpdesk.client import Traits
from helpdesk.tickets import Group, TicketStatus
from routing.decision import Decision, Disposition
from routing.filled_field import FilledField
from service.events import EventOutcome, EventStatus, RoutedEvent
from service.pipeline.broker import Queue
from service.pipeline.helpdesk_writer import DeskWriter
from service.pipeline.resources import StepResources
from tests.service.conftest import event
from tests.service.pipeline.test_worker import Published

ZENDESK = Traits("Zendesk", 1, 1, 1, 0.0, 0.0, tags=True, notes=True, history=False)
SERVICENOW = replace(ZENDESK, tags=False)
BARE = replace(ZENDESK, tags=False, notes=False)
HIGH = FilledField("Priority", "High", 0.98, "priority", alone=True)
MAYBE = replace(HIGH, name="Mood", target="mood", alone=False)


class Desk:
    """A desk whose tickets stand in group 1, and that does what it is asked."""

    def __init__(self, traits: Traits) -> None:
        self.traits = traits
        self.written: list[Remark] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None: ...

    async def groups(self):
        return [Group("7", "Money")]

    async def look(self, tickets):
        return {each: Snapshot(each, "1", TicketStatus.OPEN, "0") for each in tickets}

    async def assign(self, assignments):
        self.written += [each.remark for each in assignments]
        return [Answer(each.ticket, Result.DONE, group=each.group) for each in assignments]


def written(database, inbox, traits, group="Money") -> tuple[list[Remark], EventStatus]:
    decision = Decision(0, "Billing", 0.9, "embedded", fields=(HIGH, MAYBE))
    routed = RoutedEvent(event(), decision.disposed(Disposition.AUTO), "p1", group)
    queue, desk = Published(), Desk(traits)
    around = StepResources(inbox, queue, lambda: 5.0, lambda _seconds: None)
    inbox.add(event(), 1.0)
    # As it comes out of the queue.
    again = RoutedEvent.from_json(routed.to_json())
    asyncio.run(DeskWriter(around, database, lambda: desk).write(again))
    ((to, body),) = queue
    assert to is Queue.OUTCOMES
    return desk.written, EventOutcome.from_json(body).status


def test_values_that_the_dial_vouches_for_go_as_tags(database, inbox):
    told, status = written(database, inbox, ZENDESK)
    assert (told, status) == ([Remark(("priority_high",))], EventStatus.ASSIGNED)


def test_a_desk_without_tags_gets_them_in_a_note(database, inbox):
    assert written(database, inbox, SERVICENOW)[0] == [Remark(note="Priority: High.")]


def test_a_desk_with_neither_gets_the_group_alone(database, inbox):
    assert written(database, inbox, BARE) == ([Remark()], EventStatus.ASSIGNED)


def test_a_group_that_the_desk_does_not_have_is_refused_and_nothing_is_written(database, inbox):
    assert written(database, inbox, ZENDESK, group="Nowhere") == ([], EventStatus.REFUSED)
