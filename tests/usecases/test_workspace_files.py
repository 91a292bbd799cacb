"""Who may not, does nothing to a whole workspace; who may, finds it done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.workspaces import Workspaces
from usecases import workspace_files
from usecases.actor import LOCAL_OWNER, Actor, NotAllowed, Role

REVIEWER = Actor("Rita", Role.REVIEWER)
MANAGER = Actor("Mona", Role.MANAGER)
Deed = Callable[[Workspaces, Actor], object]
OF_MANAGERS: dict[str, Deed] = {
    "create": lambda on, actor: workspace_files.create(on, "New", actor),
    "take in": lambda on, actor: workspace_files.take_in(on, exported(on), "Taken", actor),
    "copy": lambda on, actor: workspace_files.copy(on, "Acme", "Copied", actor),
    "rename": lambda on, actor: workspace_files.rename(on, "Acme", "Renamed", actor),
    "export": lambda on, actor: workspace_files.export(on, "Acme", on.folder / "out.file", actor),
}
OF_ADMINS: dict[str, Deed] = {
    "delete": lambda on, actor: workspace_files.delete(on, "Acme", actor),
    "missing": lambda on, actor: workspace_files.restore_missing(on.open("Acme"), actor),
    "loss": lambda on, actor: workspace_files.accept_loss(on.open("Acme"), actor),
}


def exported(workspaces: Workspaces) -> Path:
    return workspaces.export("Acme", workspaces.folder / "handed over")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Workspaces]:
    """A folder with one workspace."""
    made = Workspaces(tmp_path, "the tests")
    made.create("Acme")
    yield made
    made.close()


def test_nothing_is_done_for_somebody_who_may_not(folder):
    for deed in (OF_MANAGERS | OF_ADMINS).values():
        with pytest.raises(NotAllowed):
            deed(folder, REVIEWER)
    for deed in OF_ADMINS.values():
        with pytest.raises(NotAllowed, match="Mona is a manager"):
            deed(folder, MANAGER)
    assert folder.names() == ["Acme"]


def test_a_manager_makes_copies_and_renames_workspaces(folder):
    for name in ("create", "take in", "copy", "rename"):
        OF_MANAGERS[name](folder, MANAGER)
    assert folder.names() == ["Copied", "New", "Renamed", "Taken"]


def test_only_an_admin_deletes_one(folder):
    workspace_files.delete(folder, "Acme", LOCAL_OWNER)
    assert folder.names() == []


def test_a_back_up_comes_back_and_what_was_there_is_kept(folder):
    kept = folder.back_up("Acme")
    path = folder.folder / "Acme.duckdb"
    folder.close()
    with pytest.raises(NotAllowed):
        workspace_files.restore_backup(path, kept, "the tests", MANAGER)
    aside = workspace_files.restore_backup(path, kept, "the tests", LOCAL_OWNER)
    assert (aside / path.name).is_file()
