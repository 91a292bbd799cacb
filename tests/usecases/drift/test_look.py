"""A look counts only what came after the reference."""

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.saved_state import saved
from routing.evaluation.drift.watch import Watch
from store.drift import watch
from store.drift.watch import SavedState
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided, looked
from usecases.actor import LOCAL_OWNER
from usecases.drift.reference import choose_latest, choose_reference
from usecases.drift.watched_tickets import reviews_of, tickets_of


class Encoder:
    """Every text lies at a point of its own."""

    fingerprint = "of the tests"

    def embed(self, texts, *, progress=None):
        points = np.random.default_rng(0).normal(size=(len(texts), 4))
        return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


def test_only_tickets_after_the_reference_are_looked_at_also_after_it_was_moved(
    workspace: Workspace, decided: Decided
):
    decided(600)
    choose_reference(workspace, 200, LOCAL_OWNER)
    assert looked(workspace).looks == 400
    assert looked(workspace).looks == 400
    window = choose_latest(workspace, 250, LOCAL_OWNER)
    assert (window.first_ticket, window.last_ticket, window.set_by) == (351, 600, "owner")
    assert looked(workspace).looks == 0


def test_without_the_model_of_the_reference_nothing_is_called_a_drift(
    workspace: Workspace, decided: Decided
):
    decided(600)
    window = choose_reference(workspace, 200, LOCAL_OWNER)
    tickets = tickets_of(watch.decided(workspace).iloc[:200], Encoder())
    reviews = reviews_of(watch.labels(workspace).iloc[:0], np.zeros(0, np.int64))
    read = saved(Watch(Reference.of(tickets, reviews, ())))
    state = SavedState(window.reference_id, 0, 0.0, read)
    watch.record(workspace, state, (), seen={}, labelled=())
    with pytest.raises(EvaluationError, match="move the reference"):
        looked(workspace)
    choose_latest(workspace, 200, LOCAL_OWNER)
    assert looked(workspace).looks == 0
