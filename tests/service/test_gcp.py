"""Google Cloud: requests as to the API, and what is no ticket does not come again."""

from __future__ import annotations

import base64
import json
from types import SimpleNamespace

import pytest

from service import gcp
from service.errors import ServiceError

pytestmark = pytest.mark.usefixtures("deployed")
TICKET = {"id": "T1", "body": "refund invoice"}


class Event(dict):
    """A CloudEvent: its attributes, and the message in `data`."""

    def __init__(self, body: str) -> None:
        super().__init__(id="e1")
        self.data = {"message": {"data": base64.b64encode(body.encode()).decode()}}


def request(body: str) -> SimpleNamespace:
    return SimpleNamespace(get_data=body.encode)


def test_a_request_is_answered_with_the_profile_that_decided(profile):
    body, status, headers = gcp.http(request(json.dumps({"tickets": [TICKET]})))
    assert (status, headers["Content-Type"]) == (200, "application/json")
    told = json.loads(body)
    assert told["profile"] == profile.fingerprint
    assert told["decisions"][0]["category"] == "Billing"


def test_what_is_no_request_is_a_problem():
    body, status, headers = gcp.http(request("{"))
    assert (status, headers["Content-Type"]) == (422, "application/problem+json")
    assert json.loads(body)["status"] == 422


def test_without_a_profile_a_request_is_told_to_come_again(monkeypatch):
    monkeypatch.delenv("ROUTECASE_PROFILE")
    _, status, _ = gcp.http(request(json.dumps({"tickets": [TICKET]})))
    assert status == 503


def test_the_decision_on_a_message_is_one_line_of_the_log(capsys):
    gcp.pubsub(Event(json.dumps(TICKET)))
    (line,) = capsys.readouterr().out.splitlines()
    assert (json.loads(line)["id"], json.loads(line)["category"]) == ("T1", "Billing")


@pytest.mark.parametrize("body", ["", "{", "[]", '{"id": ""}', '{"id": "T1"}, {"id": "T2"}'])
def test_a_message_that_is_no_ticket_does_not_come_again(body, capsys, caplog):
    gcp.pubsub(Event(body))
    assert capsys.readouterr().out == ""
    assert "e1 is no ticket" in caplog.text


def test_what_cannot_be_decided_now_comes_again(monkeypatch):
    monkeypatch.delenv("ROUTECASE_PROFILE")
    with pytest.raises(ServiceError):
        gcp.pubsub(Event(json.dumps(TICKET)))
