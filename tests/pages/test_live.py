"""Live says how to begin, then shows what the service decides."""

from __future__ import annotations

import time
from contextlib import closing

import pytest

from routing.decision import Decision, Disposition
from routing.filled_field import FilledField
from service.events import EventOutcome, EventStatus, RoutedEvent, TicketEvent
from service.storage.database import Database
from service.storage.inbox import DATABASE, Inbox
from ui.shell.server.process import process


@pytest.fixture
def folder(filled, tmp_path, monkeypatch):
    """A folder of a service with a decided event and one that was given up."""
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path / "live"))
    with closing(Database(tmp_path / "live" / DATABASE)) as database:
        inbox, now = Inbox(database), time.time()
        for number, status in enumerate((EventStatus.REVIEW, EventStatus.DEAD)):
            event = TicketEvent("zendesk", f"E{number}", f"T{number}", "Help", "me", "1", "0")
            inbox.add(event, now - 2)
            mood = FilledField("Mood", "calm", 0.7)
            decision = Decision(0, "Billing", 0.4, "embedded", fields=(mood,))
            decision = decision.disposed(Disposition.REVIEW, "low")
            routed = RoutedEvent(event, decision, "p1")
            is_dead = status is EventStatus.DEAD
            inbox.close(
                EventOutcome(event, status, now, "no provider", None if is_dead else routed)
            )
    return process()


def told(app):
    return " ".join(str(each.value) for each in (*app.info, *app.markdown, *app.caption))


def test_without_a_service_it_says_how_and_shows_the_patterns(
    filled, tmp_path, monkeypatch, screen
):
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path / "none"))
    app = screen("live")
    assert "requirements-service.txt" in told(app)
    assert "The caller waits for the answer." in told(app)


def test_figures_dead_letters_and_the_way_to_review(folder, screen):
    app = screen("live")
    metrics = {each.label: each.value for each in app.metric}
    assert metrics["Given up"] == "1"
    assert metrics["Queue: p50 · p95"] == "2.0 s · 2.0 s"
    assert app.dataframe[0].value["ticket"].tolist() == ["T0"]
    assert app.dataframe[0].value["fields"].tolist() == ["Mood: calm"]
    app.session_state["live_tab"] = "Given up"
    app.run()
    assert app.dataframe[0].value["Cause"].tolist() == ["no provider"]
    app.button(key="live_retry").click().run()
    assert "Nothing was given up." in told(app)
    app.session_state["live_tab"] = "Waits for a person"
    app.run()
    app.button(key="live_take").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == ["1 decisions are here."]
