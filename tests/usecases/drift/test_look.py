"""A look counts only what came after the reference."""

from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided, looked
from usecases.actor import LOCAL_OWNER
from usecases.drift.reference import choose_latest, choose_reference


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
