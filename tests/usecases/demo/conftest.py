"""One demo company, built once for all tests from the files that ship."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jobs import Control
from store.workspace import Workspace
from store.workspaces import Workspaces
from usecases.demo.building import fill
from usecases.demo_companies import demo_company

DEMO = "Corrane Bank"


@pytest.fixture(scope="session")
def built_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a demo's whole workspace."""
    made = Workspaces(tmp_path_factory.mktemp("demo"), "the tests")
    workspace = made.create(DEMO)
    fill(workspace, demo_company(DEMO), Control())
    made.close()
    return workspace.path


@pytest.fixture
def workspaces(built_file: Path, tmp_path: Path):
    """A folder with that demo alone."""
    shutil.copy(built_file, tmp_path / built_file.name)
    there = Workspaces(tmp_path, "the tests")
    yield there
    there.close()


@pytest.fixture
def demo(workspaces: Workspaces) -> Workspace:
    """The demo's workspace, open."""
    return workspaces.open(DEMO)
