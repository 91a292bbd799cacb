"""What the live service decided stands in the workspace once: to review, push and take back."""

from __future__ import annotations

import pytest

from helpdesk.desk_kind import DeskKind
from helpdesk.tickets import Group
from routing.decision import Decision, Disposition
from routing.filled_field import FilledField
from routing.taxonomy import Category, Taxonomy
from service.events import EventOutcome, EventStatus, RoutedEvent, TicketEvent
from service.storage.database import IN_MEMORY, Database
from service.storage.inbox import Inbox
from store import field_answers, runs, taxonomies, tickets
from store.helpdesk import desk_groups, pushes
from store.live import PART
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from usecases.actor import LOCAL_OWNER, Actor, NotAllowed, Role
from usecases.fields.definitions import save_fields
from usecases.helpdesk.dry_run import WOULD_ASSIGN, Remarks, dry_run
from usecases.live.service import take_in, waiting

URLS = {"zendesk": "https://acme.zendesk.com"}
ZENDESK = DeskKind.ZENDESK
FIELDS = (
    FilledField("Mood", "calm", 0.7, "mood", alone=True), FilledField("Language", "English", 1.0),
)  # fmt: skip
MOOD = '[[field]]\nname = "Mood"\nkind = "sentiment"\ntarget = "mood"'


@pytest.fixture
def inbox():
    return Inbox(Database(IN_MEMORY))


@pytest.fixture
def mapped(workspace):
    """A workspace with categories; the groups of the desk come with the first outcome."""
    names = (Category("Billing"), Category("Technical"))
    taxonomies.save(workspace, Taxonomy(names), "the tests")
    return workspace


def told(
    inbox, number, status=EventStatus.ASSIGNED, category="Billing", *, profile="p1", known=None
):
    """An event whose outcome is known."""
    event = TicketEvent("zendesk", f"E{number}", f"T{number}", "Help", f"case {number}", "1", "0")
    auto = status is not EventStatus.REVIEW
    disposition = Disposition.AUTO if auto else Disposition.REVIEW
    decision = Decision(0, category, 0.8, "embedded", fields=FIELDS).disposed(
        disposition, None if auto else "low"
    )
    routed = RoutedEvent(event, decision, profile, "7")
    values = {"group": "7", "after": "7", "written": True} if status is EventStatus.ASSIGNED else {}
    inbox.add(event, 1.0)
    inbox.close(EventOutcome(event, status, 5.0, "", routed, **(values | (known or {}))))


def live_runs(workspace):
    return [run for run in runs.all_runs(workspace) if run.part == PART]


def map_groups(workspace):
    desk_groups.keep_groups(workspace, "zendesk", [Group("7", "Money"), Group("8", "IT")])
    desk_groups.map_categories(workspace, "zendesk", {"Billing": "7", "Technical": "8"})


def test_decisions_stand_in_a_run_of_their_profile(mapped, inbox):
    told(inbox, 1)
    told(inbox, 2, EventStatus.REVIEW, "Technical")
    told(inbox, 3, profile="p2")
    assert waiting(mapped, inbox) == 3
    assert take_in(mapped, inbox, URLS, LOCAL_OWNER) == 3
    assert tickets.count(mapped) == 3
    assert {run.fingerprint: run.decided for run in live_runs(mapped)} == {"p1": 2, "p2": 1}
    assert waiting(mapped, inbox) == 0


def test_fields_stand_with_the_decision_and_change_with_it(mapped, inbox):
    told(inbox, 1)
    told(inbox, 2)
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    (run,) = live_runs(mapped)
    assert field_answers.fields(mapped, run.run_id) == ["Language", "Mood"]
    again = TicketEvent("zendesk", "E1b", "T1", "Help", "other words", "7", "1")
    inbox.add(again, 2.0)
    decision = Decision(0, "Technical", 0.9, "embedded").disposed(Disposition.REVIEW, "low")
    routed = RoutedEvent(again, decision, "p1", "8")
    inbox.close(EventOutcome(again, EventStatus.REVIEW, 6.0, "", routed))
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    kept = field_answers.at_desk(mapped, run.run_id, "zendesk")
    assert {(ticket, each.field, each.alone) for ticket, each in kept} == {
        ("T2", "Mood", True), ("T2", "Language", False),
    }  # fmt: skip


def test_taken_in_twice_nothing_stands_twice(mapped, inbox):
    told(inbox, 1)
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    # As if the last step of the first time had been cut off.
    mapped.execute("workspace.set_setting", {"name": "live_outcome", "value": "0"})
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    (run,) = live_runs(mapped)
    assert (tickets.count(mapped), run.decided, run.total) == (1, 1, 1)
    assert len(pushes.audit(mapped, None, 10)) == 1


def test_what_the_service_wrote_is_a_push_that_can_be_taken_back(mapped, inbox):
    told(inbox, 1)
    told(inbox, 2, EventStatus.CONFLICT, known={"group": "7", "after": "9"})
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    (push,) = pushes.all_pushes(mapped)
    assert push.actor == "the live service"
    assert {row.ticket: row.status for row in pushes.outcomes(mapped, push.push_id)} == {
        "T1": "assigned", "T2": "conflict",
    }  # fmt: skip
    (back,) = pushes.way_back(mapped, push.push_id)
    assert (back.planned.ticket, back.planned.before, back.planned.group) == ("T1", "7", "1")


def test_a_push_of_a_person_is_another_than_what_the_service_wrote(mapped, inbox):
    told(inbox, 1)
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    (run,) = live_runs(mapped)
    assert pushes.open_push(mapped, ZENDESK, run.run_id) is None
    by_hand = pushes.start(mapped, ZENDESK, run.run_id, "Ada", [])
    told(inbox, 2)
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    assert pushes.open_push(mapped, ZENDESK, run.run_id) == by_hand
    assert pushes.outcomes(mapped, by_hand) == []
    by_service = pushes.open_push(mapped, ZENDESK, run.run_id, by_service=True)
    assert {row.ticket for row in pushes.outcomes(mapped, by_service)} == {"T1", "T2"}
    map_groups(mapped)
    (row,) = [r for r in dry_run(mapped, ZENDESK, run.run_id, Remarks()).rows if r.ticket == "T1"]
    assert row.reason == f"Push {by_service} has dealt with it: assigned."


def test_what_waits_is_pushed_where_a_person_puts_it(mapped, inbox):
    told(inbox, 1, EventStatus.REVIEW, "Technical")
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    map_groups(mapped)
    save_fields(mapped, MOOD)
    (run,) = live_runs(mapped)
    (row,) = dry_run(mapped, ZENDESK, run.run_id, Remarks()).rows
    assert row.reason.startswith("It waits for a person")
    (key,) = [each.key for batch in tickets.pending(mapped, 0) for each in batch]
    review = Review(key, "Ada", Verdict.CHOSEN, "Billing", run_id=run.run_id)
    reviews.record(mapped, review)
    found = dry_run(mapped, ZENDESK, run.run_id, Remarks(note=True))
    (row,) = found.rows
    assert (row.status, row.to_group) == (WOULD_ASSIGN, "Money")
    assert "decided by Ada" in found.planned[0].planned.remark.note
    # What the profile had vouched for goes along, and nothing that it had not.
    assert "Mood: calm." in found.planned[0].planned.remark.note
    assert "Language" not in found.planned[0].planned.remark.note


def test_a_ticket_that_was_read_stays_as_it_was_read(mapped, inbox):
    told(inbox, 1)
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    told(inbox, 4, EventStatus.REVIEW)
    again = TicketEvent("zendesk", "E1b", "T1", "Help", "other words", "7", "1")
    decision = Decision(0, "Technical", 0.9, "embedded").disposed(Disposition.REVIEW, "low")
    inbox.add(again, 2.0)
    routed = RoutedEvent(again, decision, "p1", "8")
    inbox.close(EventOutcome(again, EventStatus.REVIEW, 6.0, "", routed))
    take_in(mapped, inbox, URLS, LOCAL_OWNER)
    assert tickets.count(mapped) == 2
    (run,) = live_runs(mapped)
    decided = {row.ticket: row.category for row in pushes.decided(mapped, "zendesk", run.run_id)}
    assert decided == {"T1": "Technical", "T4": "Billing"}


def test_only_who_reviews_may_take_in(mapped, inbox):
    with pytest.raises(NotAllowed):
        take_in(mapped, inbox, URLS, Actor("Eve", Role.VIEWER))
