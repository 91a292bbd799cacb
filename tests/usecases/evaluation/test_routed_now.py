"""Coverage and precision as they are now leave out what was before the reference or a change."""

from __future__ import annotations

import pytest

from tests.usecases.drift.conftest import Decided
from usecases.actor import LOCAL_OWNER
from usecases.drift.reference import choose_reference
from usecases.evaluation.routed_now import MIN_LABELLED, in_reference, now, since


def test_without_a_reference_nothing_is_called_new(workspace, decided: Decided):
    decided(100)
    assert (in_reference(workspace), now(workspace)) == (None, None)


def test_now_is_what_came_after_the_reference(workspace, decided: Decided):
    decided(400, frozenset(range(201, 401, 4)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    before, later = in_reference(workspace), now(workspace)
    assert before.precision.value == 1.0
    assert later.precision.value == pytest.approx(0.75, abs=0.01)


def test_too_few_labels_tell_no_precision(workspace, decided: Decided):
    decided(100)
    few = since(workspace, 100 - MIN_LABELLED + 2)
    assert few.precision is None
    assert since(workspace, 100 - MIN_LABELLED + 1).precision is not None
