"""Files of workspaces: managers make them, admins hand them out and delete them."""

from __future__ import annotations

import pytest

from store.workspaces import Workspaces
from usecases import workspace_files
from usecases.actor import LOCAL_OWNER, Actor, NotAllowed, Role

REVIEWER, MANAGER = Actor("Rita", Role.REVIEWER), Actor("Max", Role.MANAGER)


@pytest.fixture
def shelf(tmp_path):
    made = Workspaces(tmp_path / "shelf", "the tests")
    workspace_files.create(made, "Desk", LOCAL_OWNER)
    yield made
    made.close()


def test_a_reviewer_makes_none_and_a_manager_deletes_none(shelf, tmp_path):
    for refused in (
        lambda: workspace_files.create(shelf, "New", REVIEWER),
        lambda: workspace_files.rename(shelf, "Desk", "New", REVIEWER),
        lambda: workspace_files.copy(shelf, "Desk", "New", REVIEWER),
        lambda: workspace_files.adopt(shelf, tmp_path / "x.duckdb", "New", REVIEWER),
        lambda: workspace_files.export(shelf, "Desk", tmp_path / "out.duckdb", MANAGER),
        lambda: workspace_files.delete(shelf, "Desk", MANAGER),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert shelf.names() == ["Desk"]


def test_a_workspace_is_copied_handed_out_taken_in_and_deleted(shelf, tmp_path):
    workspace_files.copy(shelf, "Desk", "Copy", MANAGER)
    workspace_files.rename(shelf, "Copy", "Other", MANAGER)
    file = workspace_files.export(shelf, "Other", tmp_path / "out.duckdb", LOCAL_OWNER)
    workspace_files.delete(shelf, "Other", LOCAL_OWNER)
    workspace_files.adopt(shelf, file, "Back", MANAGER)
    assert sorted(shelf.names()) == ["Back", "Desk"]


def test_only_an_admin_brings_back_and_what_was_there_is_kept(shelf):
    kept, path = shelf.back_up("Desk"), shelf.folder / "Desk.duckdb"
    for refused in (workspace_files.restore_missing, workspace_files.accept_loss):
        with pytest.raises(NotAllowed):
            refused(shelf.open("Desk"), MANAGER)
    shelf.close()
    with pytest.raises(NotAllowed):
        workspace_files.restore_backup(path, kept, "the tests", MANAGER)
    aside = workspace_files.restore_backup(path, kept, "the tests", LOCAL_OWNER)
    assert (aside / path.name).is_file()
