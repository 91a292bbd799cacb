"""What the lot shows of the time that is saved."""

import pytest

from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided
from usecases.actor import LOCAL_OWNER
from usecases.business_case.scenarios import working_copy
from usecases.drift import hold_out


def test_the_lot_shows_the_time_that_routing_saves(workspace: Workspace, decided: Decided):
    run = decided(600, triage_seconds=120.0)
    assert hold_out.saved(workspace, run) is None
    hold_out.choose_rollout(workspace, run, 0.2, LOCAL_OWNER, shadow=False)
    found = hold_out.saved(workspace, run)
    assert found is not None
    assert (found.before, found.now, found.share) == (120.0, 0.0, 1.0)
    assert 80 < found.held_out < 160
    months = list(hold_out.statements(workspace, run, working_copy(workspace, run).scenario))
    assert months
    assert all(each.saved.low <= each.saved.value <= each.saved.high for each in months)
    told = sum(why.amount for why in months[0].reasons) + months[0].unexplained
    assert told == pytest.approx(months[0].difference)
