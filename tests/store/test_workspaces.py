"""Whole workspaces: create, open, rename, copy, export, take in, delete."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from routing.errors import WorkspaceError
from store import runs, settings, tickets
from store.workspaces import Workspaces
from tests.conftest import ticket


@pytest.fixture
def workspaces(tmp_path: Path):
    made = Workspaces(tmp_path / "workspaces", "the tests")
    yield made
    made.close()


def test_a_copy_holds_everything_and_lives_on_its_own(workspaces, fill):
    fill(workspaces.create("one"), [ticket(1)])
    runs.start(workspaces.open("one"), "fake", {}, 1)
    workspaces.copy("one", "two")
    copy = workspaces.open("two")
    assert tickets.count(copy) == 1
    assert runs.start(copy, "fake", {}, 1).run_id == 2
    assert len(runs.all_runs(workspaces.open("one"))) == 1


def test_an_exported_workspace_can_be_taken_in_by_a_colleague(workspaces, fill, tmp_path):
    fill(workspaces.create("one"), [ticket(1)])
    file = workspaces.export("one", tmp_path / "handed over.duckdb")
    assert tickets.count(workspaces.adopt(file, "theirs")) == 1


def test_a_file_that_is_no_workspace_is_refused_in_plain_words(workspaces, tmp_path):
    odd = tmp_path / "picture.duckdb"
    odd.write_bytes(b"\x89PNG" * 1000)
    with pytest.raises(WorkspaceError, match="not a workspace"):
        workspaces.adopt(odd, "odd")
    assert workspaces.names() == []


def test_renaming_keeps_what_is_inside(workspaces):
    settings.CLEANING.set(workspaces.create("old"), value=False)
    workspaces.rename("old", "new")
    assert workspaces.names() == ["new"]
    assert settings.CLEANING.of(workspaces.open("new")) is False


def test_deleting_leaves_nothing_behind(workspaces):
    workspaces.create("gone")
    workspaces.delete("gone")
    assert list(workspaces.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "x" * 61, "a\0b"])
def test_a_name_that_could_leave_the_shelf_is_refused(workspaces, name):
    with pytest.raises(WorkspaceError, match="A workspace name has"):
        workspaces.create(name)


def test_two_workspaces_never_differ_by_case_only(workspaces):
    workspaces.create("Acme")
    with pytest.raises(WorkspaceError, match="already a workspace"):
        workspaces.create("acme")


def test_a_second_process_is_told_who_holds_the_workspace(workspaces):
    path = workspaces.create("held").path
    code = (
        "from pathlib import Path; from store.workspace import Workspace\n"
        "from routing.errors import WorkspaceError\n"
        f"try: Workspace(Path({str(path)!r}), 'a second one')\n"
        "except WorkspaceError as e: print(e)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "held.duckdb is in use by the tests (process" in said.stdout


def test_after_a_kill_nothing_written_is_lost_and_no_copy_is_needed(tmp_path):
    path = tmp_path / "killed.duckdb"
    code = (
        "import os, signal; from pathlib import Path\n"
        "from store import settings; from store.workspace import Workspace\n"
        f"w = Workspace(Path({str(path)!r}), 'the victim')\n"
        "for i in range(200): settings.provider(f'{i}').set(w, {'n': i})\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    workspaces = Workspaces(tmp_path, "the tests")
    opened = workspaces.open("killed")
    assert [settings.provider(f"{i}").of(opened)["n"] for i in range(200)] == list(range(200))
    assert opened.loss is None
    workspaces.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "killed.duckdb", "killed.duckdb.recovery"
    ]  # fmt: skip


def test_a_file_put_in_a_workspace_s_place_is_the_workspace_from_then_on(tmp_path):
    made, shelf = Workspaces(tmp_path / "made", "the tests"), Workspaces(tmp_path / "shelf", "x")
    settings.ROUTER.set(made.create("Demo"), "the new one")
    made.close()
    settings.ROUTER.set(shelf.create("Demo"), "the old one")
    workspace = shelf.put(tmp_path / "made" / "Demo.duckdb", "Demo")
    assert settings.ROUTER.of(workspace) == "the new one"
    assert shelf.names() == ["Demo"]
    shelf.close()
