"""Accuracy today from tickets drawn for a blind look."""

from store.reviewing import review_figures
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided
from usecases.actor import LOCAL_OWNER
from usecases.drift.reference import choose_reference
from usecases.evaluation.accuracy_now import accuracy_now, draw


def test_drawn_tickets_wait_for_a_blind_look_and_estimate_accuracy(
    workspace: Workspace, decided: Decided
):
    decided(600, frozenset(range(201, 600, 10)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    count = draw(workspace, 100, LOCAL_OWNER, seed=1)
    assert 70 < count < 130
    assert len(review_figures.audit(workspace)) == count
    found = accuracy_now(workspace)
    assert found.drawn == found.looked == count  # the export knows their categories
    assert found.estimate is not None
    assert found.estimate.interval is not None
    assert found.estimate.interval.low < 0.9 < found.estimate.interval.high
