"""Where the doubt of a run sits."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import often_wrong
from usecases.evaluation.evidence import evidence
from usecases.policy.category_promises import category_promises


def test_each_category_has_its_own_highest_promise_the_lowest_last(workspace, measured):
    run = measured(often_wrong, tickets=600)
    first, last = category_promises(evidence(workspace, run.run_id), run.decided)
    assert first.promise >= last.promise
    assert first.wrong + last.wrong > 0
    assert first.share + last.share == pytest.approx(1.0)
