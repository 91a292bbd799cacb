"""Push: first a dry run, then by click; outcomes, audit and the way back."""

from __future__ import annotations

import pytest

from helpdesk.desk_kind import DeskKind
from jobs import Control, Meter
from routing.decision import Decision, Disposition
from settings import HelpDeskKeys
from store import runs, tickets
from store.helpdesk import pushes
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET
from ui.shell.server.process import process
from usecases.actor import LOCAL_OWNER
from usecases.helpdesk.access import access
from usecases.helpdesk.mapping import map_by_name
from usecases.helpdesk.ticket_import import import_desk

KIND = DeskKind.ZENDESK
KEYS = HelpDeskKeys(zendesk_client_id="robot", zendesk_client_secret=SECRET)


@pytest.fixture
def routed_desk(desk):
    """A workspace with the tickets of a desk and a run that decided on them."""
    workspace = desk.workspaces.create("Acme")
    with help_desk(KIND, Behaviour(tickets=12, job_seconds=0.05)) as running:
        way = access(KIND, running.url, KEYS)
        import_desk(workspace, way, LOCAL_OWNER, Control(), Meter(), notify=lambda _: None)
        map_by_name(workspace, KIND, LOCAL_OWNER)
        made = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
        journal = runs.RunJournal(workspace, made.run_id)
        for batch in tickets.pending(workspace, made.run_id):
            journal.write(
                [
                    Decision(
                        each.key, f"Group {each.key % 5 + 1}", 0.9, "embedded",
                        disposition=Disposition.REVIEW if each.key == 1 else Disposition.AUTO,
                    )
                    for each in batch
                ]
            )  # fmt: skip
        runs.RunJournal(workspace, made.run_id).end("finished", 1.0, None)
        yield running, workspace


def told(app):
    parts = (*app.header, *app.markdown, *app.caption, *app.info)
    return " ".join(str(each.value) for each in parts)


def metric(app, label):
    return next(each.value for each in app.metric if each.label == label)


def test_without_a_desk_it_says_where_to_connect_one(desk, screen):
    desk.workspaces.create("Acme")
    assert "No help desk is connected." in told(screen("push"))


def test_a_dry_run_then_a_push_then_the_way_back(routed_desk, screen):
    running, workspace = routed_desk
    app = screen("push")
    assert metric(app, "Would be assigned") == "11"
    assert metric(app, "Not pushed") == "1"
    assert "There are no keys" in told(app)
    assert not running.world()["writes"]

    app.session_state["helpdesk_keys"] = {(KIND, "127.0.0.1"): KEYS}
    app.run()
    app.button(key="push_start").click().run()
    process().jobs.at(str(workspace.path)).wait(60)
    app.run()
    assert not app.exception
    world = running.world()
    assert len(world["writes"]) == 11
    assert "11 assigned" in told(app)
    assert pushes.all_pushes(workspace)[0].actor == "owner"

    app.button(key="push_undo_now_1").click().run()
    process().jobs.at(str(workspace.path)).wait(60)
    app.run()
    assert not app.exception
    groups = {ticket["group"] for ticket in running.world()["tickets"].values()}
    assert groups == {next(iter(world["groups"]))}
    assert "taken back by push 2" in " ".join(str(each.label) for each in app.expander)
