"""What is written, and what a ticket was like before, say what follows from them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpdesk.assignments import Assignment, Remark, Snapshot
from helpdesk.tickets import TicketStatus

TAGS = st.lists(st.sampled_from("abcde"), max_size=5)


def test_a_ticket_one_may_not_see_says_why_and_claims_nothing_else():
    found = Snapshot.forbidden("7", "You have no right to it.")
    assert (found.ticket, found.hindrance) == ("7", "You have no right to it.")
    assert (found.group, found.stamp, found.tags) == (None, "", ())
    assert not found.status.is_final, "what is unknown is not given up for closed"


@given(seen=TAGS, added=TAGS, removed=TAGS)
def test_tags_of_others_stay_and_ours_come_and_go(seen, added, removed):
    after = Remark(tuple(added), removed=tuple(removed)).tags_beside(seen)
    assert after == sorted(set(after)), "in order, each once"
    assert set(after) == (set(seen) | set(added)) - set(removed)


def test_a_note_alone_changes_no_tags():
    assert not Remark(note="Routed by its words.").changes_tags
    assert Remark(("new",)).changes_tags
    assert Remark(removed=("old",)).changes_tags


def test_a_write_is_about_the_ticket_that_was_seen():
    seen = Snapshot("7", "1", TicketStatus.OPEN, "stamp")
    assert Assignment(seen, "2").ticket == "7"
