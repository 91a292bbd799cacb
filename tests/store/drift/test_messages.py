"""A message of an alarm is handed over once, and waits again when it failed."""

from __future__ import annotations

from store.drift import messages, watch
from store.drift.watch import SavedState
from tests.store.drift.test_watch import MOVED


def test_a_message_is_handed_over_by_one_and_waits_again_when_it_failed(workspace):
    reference = watch.set_reference(workspace, 1, 40, 40, "Ana").reference_id
    saved = SavedState(reference, 1, 1_700_000_000.0, b"counts")
    (number,) = watch.record(workspace, saved, [MOVED], seen={}, labelled=[], channels=["mail"])
    assert messages.hand_over(workspace, number, "mail")
    assert not messages.hand_over(workspace, number, "mail")
    messages.failed(workspace, number, "mail", "no route")
    (message,) = messages.messages(workspace)
    assert message.problem == "no route"
    assert messages.waiting(workspace) == [(number, "mail")]
    assert messages.hand_over(workspace, number, "mail")
    messages.delivered(workspace, number, "mail")
    assert messages.messages(workspace)[0].state == "sent"
    assert messages.waiting(workspace) == []
