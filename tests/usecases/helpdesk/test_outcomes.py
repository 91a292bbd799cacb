"""The share of pushed tickets that people left where they were put."""

from __future__ import annotations

from store.helpdesk import pushes
from usecases.helpdesk.outcomes import KeptShare, kept_by_push, kept_share


def test_before_anything_was_read_again_there_is_no_share(workspace):
    assert kept_share(workspace) == KeptShare(None, 0)
    assert kept_by_push(workspace) == {}


def test_pushes_are_counted_together_and_each_by_itself(workspace, monkeypatch):
    monkeypatch.setattr(pushes, "kept", lambda *_: {1: (10, 9), 2: (30, 21)})
    whole = kept_share(workspace)
    assert (whole.share.value, whole.share.n, whole.moved) == (0.75, 40, 10)
    each = kept_by_push(workspace)
    assert {number: found.share.value for number, found in each.items()} == {1: 0.9, 2: 0.7}
    assert whole.share.interval.low < 0.75 < whole.share.interval.high
