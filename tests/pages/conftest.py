"""A desk on a shelf of its own, with tickets and a run, for the screens to show."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from routing.decision import Alternative, Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies
from store.workspace import Workspace
from tests.conftest import filler, ticket
from ui.shell.server.process import Process, process

ROOT = Path(__file__).parents[2]
TAXONOMY = Taxonomy((Category("Billing", "Money"), Category("Fraud", "Danger", risk="high")))


@pytest.fixture(scope="session")
def components() -> BidiComponentManager:
    """The components of a server, found once for all screens: looking for them takes a while."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The process of an app whose shelf stands in a temporary folder."""
    monkeypatch.setenv("ROUTECASE_WORKSPACES", str(tmp_path / "shelf"))
    monkeypatch.setenv("ROUTECASE_MODELS", str(tmp_path / "no models"))
    made = process()
    yield made
    made.stop()


@pytest.fixture
def screen(desk: Process, components: BidiComponentManager) -> Callable[..., AppTest]:
    """Open the screen of that name, as a browser would at its address."""

    def shown(name: str, reviewer: str = "", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=30)
        app._bidi_component_manager = components
        if reviewer:
            # As typed into its field.
            app.session_state["reviewer"] = reviewer
        for key, value in query.items():
            app.query_params[key] = value
        if name != "overview":
            app.switch_page(str(ROOT / "pages" / f"{name}.py"))
        app.run()
        assert not app.exception, app.exception
        return app

    return shown


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a workspace with forty labelled tickets, two categories and no run."""
    folder = tmp_path_factory.mktemp("filled")
    workspace = Workspace(folder / "filled.duckdb", "the tests")
    taxonomies.save(workspace, TAXONOMY, "the tests")
    filler(folder)(
        workspace,
        [
            ticket(
                key, "Billing" if key % 2 else "Fraud",
                subject=f"**bold** <script>alert({key})</script>",
                body=f"invoice number {key}" if key % 2 else f"stolen card {key}",
                first_category="Billing", triage_seconds=100.0 + key,
            )
            for key in range(1, 41)
        ],
    )  # fmt: skip
    workspace.close()
    return workspace.path


@pytest.fixture(scope="session")
def routed_file(filled_file: Path) -> Path:
    """The same with a finished run that is right on 36 of the 40 tickets."""
    workspace = Workspace(shutil.copy(filled_file, filled_file.with_stem("routed")), "the tests")
    version = taxonomies.current(workspace)
    run = runs.start(workspace, "embedded", {"router": "embedded", "threshold": 0.5}, 1)
    policy = Policy.for_taxonomy(version.taxonomy, 0.5)
    decisions = [
        Decision(
            key, "Billing" if key % 2 or key > 32 else "Fraud", confidence=0.9, router="embedded",
            alternatives=(Alternative("Fraud", 0.1),), reason='Words that counted: "invoice".',
            latency_seconds=0.01,
        )
        for key in range(1, 41)
    ]  # fmt: skip
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write([policy.dispose(decision) for decision in decisions])
    journal.end("finished", 1.0, None)
    workspace.close()
    return workspace.path


@pytest.fixture
def filled(desk: Process, filled_file: Path) -> Workspace:
    """The open workspace `Acme` with forty labelled tickets, two categories and no run."""
    return opened(desk, filled_file)


@pytest.fixture
def routed(desk: Process, routed_file: Path) -> Workspace:
    """The same with a finished run that is right on 36 of the 40 tickets."""
    return opened(desk, routed_file)


def opened(desk: Process, file: Path) -> Workspace:
    """The workspace `Acme`, a copy of that file."""
    shutil.copy(file, desk.workspaces.folder / "Acme.duckdb")
    return desk.workspaces.open("Acme")
