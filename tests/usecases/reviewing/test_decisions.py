"""What a person decides stands under the name of who did it, whatever the form says."""

from __future__ import annotations

import pytest

from routing.errors import WorkspaceError
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from tests.conftest import ticket
from usecases.actor import Actor, NotAllowed, Role
from usecases.reviewing.decisions import record_review, send_to_review, undo_review

ANA = Actor("Ana", Role.REVIEWER)
EVE = Actor("Eve", Role.VIEWER)


@pytest.fixture
def desk(workspace, fill):
    fill(workspace, [ticket(1, "Billing"), ticket(2)])
    return workspace


def chosen(key: int, name: str = "somebody else") -> Review:
    return Review(key, name, Verdict.CHOSEN, "Fraud")


def test_a_review_carries_the_name_of_the_actor_alone(desk):
    record_review(desk, chosen(1), ANA)
    (kept,) = reviews.of_ticket(desk, 1)
    assert (kept.reviewer, kept.category) == ("Ana", "Fraud")


def test_a_review_is_taken_back_once(desk):
    number = record_review(desk, chosen(2), ANA)
    assert reviews.one(desk, undo_review(desk, number, ANA)).undoes == number
    with pytest.raises(WorkspaceError, match="taken back already"):
        undo_review(desk, number, ANA)


def test_where_somebody_was_quicker_nothing_is_written(desk):
    record_review(desk, chosen(1), ANA)
    with pytest.raises(WorkspaceError):
        record_review(desk, chosen(1), Actor("Ben", Role.REVIEWER), only_if_open=True)
    assert len(reviews.of_ticket(desk, 1)) == 1


def test_a_ticket_is_sent_to_review_once(desk):
    assert send_to_review(desk, 2, ANA, origin="misroutes", run_id=None)
    assert not send_to_review(desk, 2, ANA, origin="misroutes", run_id=None)


def test_who_may_only_look_decides_nothing(desk):
    with pytest.raises(NotAllowed, match="Only a reviewer may review tickets; Eve is a viewer"):
        record_review(desk, chosen(1), EVE)
    with pytest.raises(NotAllowed):
        send_to_review(desk, 1, EVE, origin="misroutes", run_id=None)
    assert reviews.of_ticket(desk, 1) == []
