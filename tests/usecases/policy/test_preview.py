"""What a changed policy would do, before it is saved."""

from __future__ import annotations

from routing.decision import Disposition
from routing.policy import Policy
from store import runs
from tests.usecases.conftest import mostly_right
from usecases.policy.preview import preview


def test_a_stricter_threshold_moves_decisions_to_review_and_writes_nothing(workspace, measured):
    run = measured(mostly_right)
    found = preview(workspace, run.run_id, Policy(0.95))
    assert found.of(Disposition.AUTO) == (180, 0)
    assert found.moved == 180
    assert runs.summary(workspace, run.run_id).auto == 180


def test_the_same_policy_moves_nothing(workspace, measured):
    assert preview(workspace, measured(mostly_right).run_id, Policy(0.5)).moved == 0
