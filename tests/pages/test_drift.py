"""The Drift screen: alarms with what can be done about them, and everything over time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jobs import Control, Meter
from routing.decision import Decision
from routing.policy import Policy
from store import policies, runs, taxonomies
from store.drift import watch
from store.reviewing import review_figures
from store.workspace import Workspace
from tests.conftest import ticket
from tests.pages.conftest import TAXONOMY
from ui.shell.server.process import Process
from usecases.actor import LOCAL_OWNER
from usecases.drift.look import LookRequest, look
from usecases.drift.reference import choose_reference

REFERENCE, CHANGE, ALL = 200, 220, 260
START = datetime(2026, 3, 2)  # noqa: DTZ001 - as workspaces keep times
ENGLISH = "please help with my account the order {} is not there since we moved"
GERMAN = "bitte helfen Sie mir die Rechnung {} ist heute nicht hier und auch nicht dort"


def body(key: int) -> str:
    name = "".join(chr(97 + int(digit)) for digit in str(key))
    return (GERMAN if key > CHANGE else ENGLISH).format(name)


@pytest.fixture
def watched(desk: Process, fill) -> Workspace:
    """Tickets of which the last forty are German, decided, looked at once."""
    workspace = desk.workspaces.create("Acme")
    taxonomies.save(workspace, TAXONOMY, "the tests")
    fill(workspace, [
        ticket(
            key, "Billing" if key % 2 else "Fraud", subject="", body=body(key),
            created_at=START + timedelta(hours=key),
        )
        for key in range(1, ALL + 1)
    ])  # fmt: skip
    policies.save(workspace, Policy(0.5), {"asked": 0.9})
    version = policies.current(workspace)
    run = runs.start(workspace, "embedded", {"router": "embedded"}, 1, policy_id=version.policy_id)
    journal = runs.RunJournal(workspace, run.run_id)
    for batch in journal.pending():
        journal.write([
            Policy(0.5).dispose(
                Decision(t.key, "Billing" if t.key % 2 else "Fraud", 0.9, "embedded")
            )
            for t in batch
        ])  # fmt: skip
    journal.end("finished", 1.0, None)
    choose_reference(workspace, REFERENCE, LOCAL_OWNER)
    look(workspace, desk.settings.models, LookRequest(), Control(), Meter())
    return workspace


def told(app) -> str:
    parts = (*app.header, *app.markdown, *app.caption, *app.info, *app.success)
    return " ".join(str(each.value) for each in parts)


def on_tab(screen, name: str):
    app = screen("drift")
    app.session_state["drift_tab"] = name
    return app.run()


def test_an_alarm_is_named_sized_priced_and_closed(watched: Workspace, screen):
    app = screen("drift")
    words = told(app)
    assert r"Another language\: German" in words
    assert "in the reference, now" in words
    assert "a month" in words
    assert "chosen by owner" in words
    app.button(key="review_1").click().run()
    sent = len(watch.alarms(watched)[0].tickets)
    assert review_figures.audit(watched)["verdict"].tolist() == ["sent"] * sent
    app.button(key="close_1").click().run()
    assert "Nothing has moved" in told(app)
    assert watch.alarms(watched)[0].state == "closed"


@pytest.mark.parametrize("what", ["volume", "category", "language", "accuracy", "length"])
def test_everything_is_drawn_over_time_beside_the_named_reference(
    watched: Workspace, screen, what: str
):
    app = on_tab(screen, "Over time")
    app.selectbox(key="drift_what").select(what).run()
    assert not app.exception
    assert "2 Mar 2026 to 10 Mar 2026, 200 tickets" in told(app)


def test_the_promise_says_how_many_labels_are_still_needed(watched: Workspace, screen):
    app = on_tab(screen, "Promise")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Promised"] == "90.0\u202f%"
    assert shown["Wrong so far"] == "0 of 60"
    app.number_input(key="drift_draw_count").set_value(40).run()
    app.button(key="drift_draw").click().run()
    assert not app.exception
    assert review_figures.audit(watched)["origin"].unique().tolist() == ["blind look"]


def test_a_share_is_held_out_by_lot_and_the_rest_goes_on(watched: Workspace, screen):
    app = on_tab(screen, "Hold-out")
    app.slider[0].set_value(20)
    app.button(key="rollout_save").click().run()
    assert not app.exception
    kinds = [d.review_kind for d in policies.answers(watched, 1)]
    assert 30 < kinds.count("hold-out") < 75
    assert policies.rollout(watched).hold_out == 0.2


def test_without_a_decision_it_says_what_is_missing(desk: Process, screen):
    desk.workspaces.create("Empty")
    assert "Nothing to watch yet" in told(screen("drift"))
