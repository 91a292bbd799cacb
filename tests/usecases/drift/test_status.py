"""The status says what the watch has seen and what it lacks."""

from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided, looked
from usecases.actor import LOCAL_OWNER
from usecases.drift.reference import choose_reference
from usecases.drift.status import status


def test_what_is_missing_is_said(workspace: Workspace, decided: Decided):
    decided(260)
    choose_reference(workspace, 200, LOCAL_OWNER)
    looked(workspace)
    found = status(workspace)
    assert found is not None
    assert (found.looks, found.reviews_missing) == (60, 0)
    assert found.volume_days_missing == 0
