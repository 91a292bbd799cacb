"""One message an alarm by each channel, whatever ends the process in between."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from routing.evaluation.drift.alarm import Alarm, Effect, Kind, Since, Size
from settings import Notices
from store.drift import messages, watch
from store.workspace import Workspace
from tests.usecases.drift.receivers import mailbox, receiver
from usecases.drift.notifications import UNCONFIRMED, channels, deliver, letter, send_again

LEAD = "lead@example.com"
ROOT = Path(__file__).resolve().parents[3]
DELIVER = """
import json
import sys
from pathlib import Path
from settings import Notices
from store.workspace import Workspace
from usecases.drift.notifications import deliver
deliver(Workspace(Path(sys.argv[1]), "the child"), Notices(**json.loads(sys.argv[2])))
"""


def alarm(number: int) -> Alarm:
    size = Size("share of tickets", 0.0, 0.2, 0.1, 0.3)
    return Alarm(
        number, Kind.LANGUAGE, ("German",), 1e9, 9, Since(1e9, 3), size, (3, 4),
        (Effect(Kind.CONFIDENCE, ("lower",)),),
    )  # fmt: skip


def with_alarms(workspace: Workspace, count: int, *by: str) -> None:
    window = watch.set_reference(workspace, 1, 2, 2, "the tests")
    found = [alarm(number) for number in range(1, count + 1)]
    watch.add_alarms(workspace, window.reference_id, found, by)


def test_each_alarm_is_told_once_however_often_it_is_delivered(workspace: Workspace):
    with receiver(lambda: 200) as (address, received):
        with_alarms(workspace, 3, "webhook")
        assert deliver(workspace, Notices(webhook=address)) == 3
        assert deliver(workspace, Notices(webhook=address)) == 0
    assert len(received) == 3
    assert b"Another language: German" in received[0]
    assert b"also: The router is more or less sure than before: lower" in received[0]


def test_what_was_refused_waits_with_its_reason(workspace: Workspace):
    answers = iter([500, 200])
    with receiver(lambda: next(answers)) as (address, received):
        with_alarms(workspace, 1, "webhook")
        assert deliver(workspace, Notices(webhook=address)) == 0
        (message,) = messages.messages(workspace)
        assert (message.state, message.problem) == ("waiting", "the webhook answered 500")
        assert deliver(workspace, Notices(webhook=address)) == 1
    assert len(received) == 2


def test_a_message_outlives_the_reference_it_was_raised_against(workspace: Workspace):
    with receiver(lambda: 200) as (address, received):
        with_alarms(workspace, 1, "webhook")
        watch.set_reference(workspace, 3, 4, 2, "the tests")
        assert deliver(workspace, Notices(webhook=address)) == 1
    assert len(received) == 1


@pytest.mark.parametrize("channel", ["webhook", "mail"])
def test_a_kill_while_the_receiver_answers_neither_loses_nor_doubles_a_message(
    tmp_path: Path, channel: str
):
    path, came = tmp_path / "desk.duckdb", threading.Event()

    def slow() -> int:
        came.set()
        time.sleep(0.5)
        return 200 if channel == "webhook" else 250

    with (receiver if channel == "webhook" else mailbox)(slow) as (address, received):
        given = {"webhook": address} if channel == "webhook" else {"smtp": address, "mail_to": LEAD}
        with closing(Workspace(path, "the tests")) as workspace:
            with_alarms(workspace, 2, channel)
        child = subprocess.Popen(
            [sys.executable, "-c", DELIVER, str(path), json.dumps(given)], cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert came.wait(30)
        child.send_signal(signal.SIGKILL)
        child.wait()
        with closing(Workspace(path, "the tests")) as workspace:
            assert deliver(workspace, Notices(**given)) == 1
            states = {m.alarm_id: m.state for m in messages.messages(workspace)}
            assert states == {1: "sending", 2: "sent"}  # the first is shown as unconfirmed
            assert len(received) == 2
            send_again(workspace, 1, channel)
            assert deliver(workspace, Notices(**given)) == 1
    assert len(received) == 3  # the third one because a person asked for it


def test_a_mail_arrives_once_with_its_alarm_and_what_came_with_it(workspace: Workspace):
    with mailbox(lambda: 250) as (address, received):
        with_alarms(workspace, 2, "mail")
        notices = Notices(smtp=address, mail_from="watch@example.com", mail_to=LEAD)
        assert deliver(workspace, notices) == 2
        assert deliver(workspace, notices) == 0
    first, second = received
    assert (first["To"], first["From"]) == (LEAD, "watch@example.com")
    assert first["Subject"] == "RouteCase: Another language: German"
    assert "also: The router is more or less sure" in first.get_content()
    assert first["Message-ID"] != second["Message-ID"]


def test_a_mail_that_was_refused_waits_with_its_reason(workspace: Workspace):
    answers = iter([451, 250])
    with mailbox(lambda: next(answers)) as (address, received):
        with_alarms(workspace, 1, "mail")
        notices = Notices(smtp=address, mail_to=LEAD)
        assert deliver(workspace, notices) == 0
        (message,) = messages.messages(workspace)
        assert message.state == "waiting"
        assert "451" in str(message.problem)
        assert deliver(workspace, notices) == 1
    assert len(received) == 2


def test_a_mail_server_without_a_farewell_gets_the_mail_once(workspace: Workspace):
    with mailbox(lambda: 250, farewell=421) as (address, received):
        with_alarms(workspace, 1, "mail")
        notices = Notices(smtp=address, mail_to=LEAD)
        assert deliver(workspace, notices) == 1
        assert deliver(workspace, notices) == 0
    assert len(received) == 1


@pytest.mark.parametrize("channel", ["webhook", "mail"])
def test_a_receiver_that_goes_away_without_an_answer_is_not_sent_it_twice(
    workspace: Workspace, channel: str
):
    with (receiver if channel == "webhook" else mailbox)(lambda: None) as (address, received):
        with_alarms(workspace, 1, channel)
        notices = (
            Notices(webhook=address)
            if channel == "webhook" else Notices(smtp=address, mail_to=LEAD)
        )  # fmt: skip
        assert deliver(workspace, notices) == 0
        assert deliver(workspace, notices) == 0
        assert messages.messages(workspace)[0].problem == UNCONFIRMED
    assert len(received) == 1


def test_a_receiver_that_is_not_there_leaves_the_message_waiting(workspace: Workspace):
    with_alarms(workspace, 1, "webhook")
    assert deliver(workspace, Notices(webhook="http://127.0.0.1:9/hook")) == 0
    assert messages.messages(workspace)[0].state == "waiting"


def test_no_answer_after_the_handing_over_is_not_sent_twice(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("usecases.drift.notifications.SECONDS", 0.2)
    with receiver(lambda: time.sleep(0.6) or 200) as (address, received):
        with_alarms(workspace, 1, "webhook")
        deliver(workspace, Notices(webhook=address))
        assert deliver(workspace, Notices(webhook=address)) == 0
        assert messages.messages(workspace)[0].problem == UNCONFIRMED
        assert len(received) == 1


def test_a_mail_has_one_identity_and_no_line_of_its_own_in_the_subject():
    odd = Alarm(7, Kind.LANGUAGE, ("a\nBcc: x@y.z",), 1e9, 9, Since(1e9, 3), alarm(1).size, ())
    made = letter(Notices(mail_to="lead@example.com"), odd, "desk")
    assert made["Message-ID"] == letter(Notices(mail_to="a@b.c"), odd, "desk")["Message-ID"]
    assert made["Subject"] == "RouteCase: Another language: a Bcc: x@y.z"
    assert made["Bcc"] is None


def test_mail_is_a_channel_only_with_a_receiver():
    assert channels(Notices(smtp="smtp://host")) == ()
    assert channels(Notices(smtp="smtp://host", mail_to="a@b.c", webhook="https://x")) == (
        "webhook", "mail"
    )  # fmt: skip
