"""What the drift watch keeps: its reference, its state, alarms, and the messages that tell them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.evaluation.drift.alarm import Alarm, Effect, Kind, Since, Size, State
from store.drift import messages, watch
from store.drift.watch import SavedState

MOVED = Alarm(
    1, Kind.CATEGORY_SHARE, ("Billing",), 1_700_000_000.0, 90, Since(1_690_000_000.0, 40),
    Size("share", 0.1, 0.3, 0.2, 0.4), (41, 42), (Effect(Kind.LENGTH, ("words",)),),
)  # fmt: skip


@pytest.fixture
def reference(workspace) -> int:
    return watch.set_reference(workspace, 1, 40, 40, "Ana").reference_id


def look(workspace, reference: int, *alarms: Alarm, looks: int = 1) -> list[int]:
    saved = SavedState(reference, looks, 1_700_000_000.0, b"counts")
    return watch.record(
        workspace, saved, alarms, seen={41: "en", 42: None}, labelled=[41], channels=["mail"]
    )


def test_a_look_keeps_state_alarm_and_message_together(workspace, reference):
    (number,) = look(workspace, reference, MOVED)
    assert watch.state(workspace, reference).state == b"counts"
    assert watch.alarms(workspace) == [replace(MOVED, id=number)]
    assert messages.waiting(workspace) == [(number, "mail")]


def test_an_alarm_that_is_raised_again_is_told_once(workspace, reference):
    (number,) = look(workspace, reference, MOVED)
    again = replace(MOVED, size=replace(MOVED.size, now=0.5))
    assert look(workspace, reference, again, looks=2) == []
    assert messages.waiting(workspace) == [(number, "mail")]
    assert watch.state(workspace, reference).looks == 2


def test_a_category_of_another_name_tells_no_past_alarm_again(workspace, reference):
    told, closed = MOVED, replace(MOVED, id=2, kind=Kind.LENGTH, subject=("words",))
    _, number = look(workspace, reference, told, closed)
    watch.close(workspace, number, "Ana")
    before = messages.waiting(workspace)
    watch.renew_reference(workspace)
    window = watch.reference(workspace)
    assert (window.tickets, window.set_by) == (40, "Ana")
    named = replace(told, subject=("Invoices",))
    fresh = replace(MOVED, id=3, raised_at=1_700_000_900.0, raised_after=95)
    (new,) = look(workspace, window.reference_id, named, closed, fresh)
    assert messages.waiting(workspace) == [*before, (new, "mail")]
    states = {each.raised_after: each.state for each in watch.alarms(workspace) if each.id == new}
    assert states == {95: State.OPEN}
    assert sorted(each.state for each in watch.alarms(workspace)) == ["closed", "open", "open"]


def test_a_new_name_before_the_first_reference_is_nothing(workspace):
    watch.renew_reference(workspace)
    assert watch.reference(workspace) is None


def test_a_closed_alarm_says_so_and_another_reference_begins_without_alarms(workspace, reference):
    (number,) = look(workspace, reference, MOVED)
    watch.close(workspace, number, "Ana")
    assert [each.state for each in watch.alarms(workspace)] == [State.CLOSED]
    later = watch.set_reference(workspace, 41, 80, 40, "Ben")
    assert watch.reference(workspace) == later
    assert watch.alarms(workspace) == []
    assert list(watch.alarms_by_id(workspace, [number])) == [number]
    assert watch.state(workspace, later.reference_id) is None
