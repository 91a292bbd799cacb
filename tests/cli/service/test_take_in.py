"""`python -m service take-in`: what was decided live comes into the workspace, once."""

from __future__ import annotations

from contextlib import closing

import pytest

from cli.service.commands import main
from routing.decision import Decision, Disposition
from routing.taxonomy import Category, Taxonomy
from service.events import EventOutcome, EventStatus, RoutedEvent
from service.storage.database import Database
from service.storage.inbox import DATABASE, Inbox
from store import taxonomies, tickets
from store.workspace import Workspace
from tests.service.conftest import event


@pytest.fixture
def file(tmp_path, monkeypatch):
    """A workspace with categories, beside a service that has decided on two tickets."""
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))
    monkeypatch.setenv("ZENDESK_URL", "https://acme.zendesk.com")
    with closing(Workspace(tmp_path / "w.duckdb", "the tests")) as workspace:
        taxonomies.save(workspace, Taxonomy((Category("Billing"),)), "the tests")
    with closing(Database(tmp_path / DATABASE)) as database:
        inbox = Inbox(database)
        for number in (1, 2):
            decision = Decision(0, "Billing", 0.8, "embedded").disposed(Disposition.REVIEW, "low")
            routed = RoutedEvent(event(number), decision, "p1", "7")
            inbox.add(event(number), 1.0)
            inbox.close(EventOutcome(event(number), EventStatus.REVIEW, 5.0, "", routed))
    return tmp_path / "w.duckdb"


def test_a_second_time_there_is_nothing_left_to_take_in(file, capsys):
    told = []
    for _ in range(2):
        assert main(["take-in", "--workspace", str(file)]) == 0
        told.append(capsys.readouterr().out)
    assert told == ["2 decisions were taken in.\n", "0 decisions were taken in.\n"]
    with closing(Workspace(file, "the tests")) as workspace:
        assert tickets.count(workspace) == 2


def test_a_workspace_that_is_not_there_is_not_made(file, capsys):
    nowhere = file.with_name("none.duckdb")
    assert main(["take-in", "--workspace", str(nowhere)]) == 2
    assert "none.duckdb" in capsys.readouterr().err
    assert not nowhere.exists()
