"""The order of reviews from which a router learns most."""

from __future__ import annotations

import pyarrow as pa
import pytest

from store.learning import versions
from tests.conftest import ticket
from usecases.reviewing.order import in_teaching_order


@pytest.fixture
def waiting(workspace, fill, routed):
    """A hundred tickets decided with growing confidence, some of them held back."""
    words = ["refund invoice", "parcel courier", "login error", "price receipt"]
    fill(workspace, [ticket(k, body=f"{words[k % 4]} number{k}") for k in range(1, 101)])
    versions.hold_back(workspace)
    run = routed(lambda key: ("Billing", key / 200))
    return workspace, run.run_id


def line(keys: list[int]) -> pa.Table:
    """A line of these tickets, in that order."""
    return pa.table(
        {"ticket_key": pa.array(keys, pa.int64()), "place": pa.array(range(len(keys)), pa.int64())}
    )


def test_every_fifth_review_measures_and_the_others_teach(waiting):
    workspace, run_id = waiting
    ordered = in_teaching_order(workspace, run_id, line(list(range(1, 101))))
    order = ordered["ticket_key"].to_pylist()
    assert sorted(order) == list(range(1, 101))
    assert ordered["place"].to_pylist() == list(range(1, 101))
    held = set(versions.held_of_run(workspace, run_id).tolist())
    assert len(held) >= 5
    assert [key in held for key in order[:25]] == [(i + 1) % 5 == 0 for i in range(25)]


def test_an_empty_line_stays_empty(waiting):
    workspace, run_id = waiting
    assert in_teaching_order(workspace, run_id, line([])).num_rows == 0
