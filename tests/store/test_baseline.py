"""The mark of the labels: whatever changes in them changes it."""

from __future__ import annotations

import pytest

from store import baseline, reviews
from store.reviews import Review, Verdict
from tests.conftest import ticket


@pytest.mark.parametrize("changed", [1, 2, 3, 4])
def test_the_same_change_on_any_number_of_tickets_is_seen(workspace, fill, changed):
    fill(workspace, [ticket(key, "A") for key in range(1, 9)])
    before = baseline.labels_version(workspace)
    for key in range(1, changed + 1):
        reviews.record(workspace, Review(key, "Ana", Verdict.CHOSEN, "B"))
    assert baseline.labels_version(workspace) != before
