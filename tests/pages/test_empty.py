"""Before anything was done, each screen says what to do next."""

from __future__ import annotations

import pytest

from store import runs, taxonomies
from tests.conftest import ticket
from tests.pages.conftest import TAXONOMY
from tests.store.test_runs import decision


def markdown(app) -> str:
    return " ".join(str(m.value) for m in (*app.markdown, *app.header, *app.info))


@pytest.mark.parametrize(
    "name", ["overview", "tickets", "taxonomy", "route", "accuracy", "dial", "compare", "savings"]
)
def test_without_a_workspace_every_screen_offers_to_create_one(screen, name):
    app = screen(name) if name == "overview" else screen("overview")
    assert "There is no workspace yet." in markdown(app)
    assert app.button(key="workspace_first").label == "New workspace"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("overview", "This workspace has no tickets yet."),
        ("taxonomy", "There are no categories yet."),
        ("route", "There is nothing to route yet."),
        ("accuracy", "Nothing has been measured yet."),
        ("compare", "It takes two runs to compare."),
        ("dial", "There is nothing to choose thresholds on yet."),
        ("savings", "This workspace has no tickets yet."),
    ],
)
def test_an_empty_workspace_says_what_to_do_next(desk, screen, name, says):
    desk.workspaces.create("Acme")
    assert says in markdown(screen(name))


def test_tickets_without_labels_can_be_routed_but_not_scored(desk, screen, fill):
    workspace = desk.workspaces.create("Acme")
    taxonomies.save(workspace, TAXONOMY, "the tests")
    fill(workspace, [ticket(1)])
    run = runs.start(workspace, "embedded", {}, 1)
    runs.RunJournal(workspace, run.run_id).write([decision(1, "Billing")])
    assert "nothing to score against" in markdown(screen("accuracy"))
