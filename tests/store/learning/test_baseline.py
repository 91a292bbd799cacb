"""The version of the labels: whatever changes in them changes it."""

from __future__ import annotations

import pytest

from store.learning import baseline
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket


@pytest.mark.parametrize("changed", [1, 2, 3, 4])
def test_the_same_change_on_any_number_of_tickets_is_seen(workspace, fill, changed):
    fill(workspace, [ticket(key, "A" if key > 4 else None) for key in range(1, 9)])
    before = baseline.labels_version(workspace)
    for key in range(1, changed + 1):
        reviews.record(
            workspace, Review(key, "Ana", Verdict.CHOSEN, "B", basis=Basis.BLIND, chance=0.5)
        )
    assert baseline.labels_version(workspace) != before
