"""What waits for a person is decided on Review and reaches the desk as any push, with the way back.

Against a contract server: it is the desk that says where each ticket is in the end.
"""

from __future__ import annotations

import pytest

from helpdesk.desk_kind import DeskKind
from helpdesk.push import Watcher
from jobs import Control, Meter
from routing.decision import Decision, Disposition
from routing.taxonomy import Category, Taxonomy
from service.events import EventOutcome, EventStatus, RoutedEvent, TicketEvent
from service.storage.database import IN_MEMORY, Database
from service.storage.inbox import Inbox
from store import runs, taxonomies, tickets
from store.helpdesk import pushes
from store.live import PART
from store.reviewing.reviews import Review, Verdict
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.hurried import credentials
from tests.fakes.helpdesk.process import Running, help_desk
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.mapping import set_groups
from usecases.helpdesk.push import PushRequest, push
from usecases.helpdesk.ticket_import import import_desk
from usecases.helpdesk.undo import undo
from usecases.live.service import take_in
from usecases.reviewing.decisions import record_review

FRESHDESK = DeskKind.FRESHDESK
ADA = Actor("Ada", Role.REVIEWER)


@pytest.fixture(scope="module")
def desk():
    with help_desk("freshdesk", Behaviour(tickets=4, groups=4)) as running:
        yield running


def where(desk: Running) -> dict[str, str | None]:
    """The group of each ticket, as the desk knows it."""
    return {name: each["group"] for name, each in desk.world()["tickets"].items()}


@pytest.fixture
def waiting(workspace, desk):
    """A workspace that has read the desk and taken in what waits: every ticket of it."""
    taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Technical"))), "the tests")
    way = DeskAccess(FRESHDESK, desk.url, credentials("freshdesk"))
    import_desk(workspace, way, LOCAL_OWNER, Control(), Meter(), notify=lambda _: None)
    inbox = Inbox(Database(IN_MEMORY))
    for number, group in where(desk).items():
        event = TicketEvent(FRESHDESK, f"E{number}", number, "Help", "me", group, "1")
        decision = Decision(0, "Technical", 0.4, "embedded").disposed(Disposition.REVIEW, "low")
        inbox.add(event, 1.0)
        routed = RoutedEvent(event, decision, "p1")
        inbox.close(EventOutcome(event, EventStatus.REVIEW, 2.0, "low", routed))
    take_in(workspace, inbox, {FRESHDESK.value: desk.url}, LOCAL_OWNER)
    return workspace, way


def test_it_is_written_once_where_a_person_put_it_and_comes_back_where_it_was(waiting, desk):
    workspace, way = waiting
    before = where(desk)
    goes_to = next(group for group in before.values() if group)
    set_groups(workspace, FRESHDESK, {"Billing": goes_to}, LOCAL_OWNER)
    (run,) = [each for each in runs.all_runs(workspace) if each.part == PART]
    first, second, third = list(before)[:3]
    keys = {each.id: each.key for batch in tickets.pending(workspace, 0) for each in batch}
    for ticket in (first, second, third):
        review = Review(keys[ticket], "Ada", Verdict.CHOSEN, "Billing", run_id=run.run_id)
        record_review(workspace, review, ADA)
    desk.change(agents=[(third, "move")])
    moved = where(desk)[third]
    number = push(workspace, way, PushRequest(run.run_id, LOCAL_OWNER), Watcher())
    after = where(desk)
    assert (after[first], after[second], after[third]) == (goes_to, goes_to, moved)
    told = {row.ticket: row.status for row in pushes.outcomes(workspace, number)}
    assert told[third] == ("unchanged" if moved == goes_to else "conflict")
    # Nobody has decided on the fourth.
    assert set(told) == {first, second, third}
    written = len(desk.world()["writes"])
    assert push(workspace, way, PushRequest(run.run_id, LOCAL_OWNER), Watcher()) == number
    assert len(desk.world()["writes"]) == written, "what is done is not written again"
    undo(workspace, way, number, LOCAL_OWNER, Watcher())
    assert where(desk) == {**before, third: moved}


def test_what_a_reading_says_of_a_ticket_counts_more_than_what_an_event_told(workspace, desk):
    taxonomies.save(workspace, Taxonomy((Category("Billing"),)), "the tests")
    inbox, ticket = Inbox(Database(IN_MEMORY)), next(iter(where(desk)))
    event = TicketEvent(FRESHDESK, "E1", ticket, "Help", "me", "a group of yesterday", "1")
    decision = Decision(0, "Billing", 0.4, "embedded").disposed(Disposition.REVIEW, "low")
    inbox.add(event, 1.0)
    routed = RoutedEvent(event, decision, "p1")
    inbox.close(EventOutcome(event, EventStatus.REVIEW, 2.0, "low", routed))
    take_in(workspace, inbox, {FRESHDESK.value: desk.url}, LOCAL_OWNER)
    way = DeskAccess(FRESHDESK, desk.url, credentials("freshdesk"))
    import_desk(workspace, way, LOCAL_OWNER, Control(), Meter(), notify=lambda _: None)
    (run,) = [each for each in runs.all_runs(workspace) if each.part == PART]
    (row,) = pushes.decided(workspace, FRESHDESK, run.run_id)
    assert row.group == where(desk)[ticket]
