"""`python -m service dead`: what was given up, why, and once more where that is asked."""

from __future__ import annotations

from contextlib import closing

import pytest

from cli.service.commands import main
from service.events import EventOutcome, EventStatus
from service.storage.database import Database
from service.storage.inbox import DATABASE, Inbox
from tests.service.conftest import event


@pytest.fixture
def counts(tmp_path, monkeypatch):
    """How far the events are of a folder with one that was given up."""
    monkeypatch.setenv("ROUTECASE_SERVICE", str(tmp_path))

    def now():
        with closing(Database(tmp_path / DATABASE)) as database:
            return Inbox(database).counts()

    with closing(Database(tmp_path / DATABASE)) as database:
        inbox = Inbox(database)
        for number in (1, 2):
            inbox.add(event(number), 1.0)
        inbox.close(EventOutcome(event(1), EventStatus.DEAD, 86_400.0, "No provider answers."))
    return now


def test_each_stands_with_its_time_ticket_and_cause(counts, capsys):
    assert main(["dead"]) == 0
    told = capsys.readouterr().out
    assert told == "1970-01-02 00:00:00 UTC  zendesk T1: No provider answers.\n"
    assert counts().dead == 1, "to look changes nothing"


def test_asked_to_it_sends_them_once_more(counts, capsys):
    assert main(["dead", "--retry"]) == 0
    assert capsys.readouterr().out.endswith("1 events are sent once more.\n")
    assert (counts().dead, counts().unsent) == (0, 2)
    assert main(["dead"]) == 0
    assert capsys.readouterr().out == ""
