"""What cloud functions share: one profile, opened once, and a sentence for what is no request."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service import functions
from service.errors import PayloadRefused, ServiceError
from tests.conftest import ticket

pytestmark = pytest.mark.usefixtures("deployed")
SERVICE = Path(functions.__file__).parent


def test_the_answers_are_those_of_the_profile_in_the_order_of_the_tickets(profile):
    words = ("refund invoice", "login error", "zebra")
    asked = [{"id": f"T{n}", "body": each} for n, each in enumerate(words)]
    told = json.loads(functions.route(json.dumps({"tickets": asked})))
    own = profile.open().route([ticket(n, subject="", body=each) for n, each in enumerate(words)])
    assert told["profile"] == profile.fingerprint
    assert [each["id"] for each in told["decisions"]] == ["T0", "T1", "T2"]
    assert [(each["category"], each["confidence"]) for each in told["decisions"]] == [
        (each.category, each.confidence) for each in own
    ]


def test_the_profile_is_opened_once():
    assert functions.opened()[0] is functions.opened()[0]


def test_a_message_is_one_ticket_as_text_or_as_bytes():
    body = '{"id": "T1", "body": "refund é"}'
    told = functions.route_message(body)
    assert told == functions.route_message(body.encode())
    assert (told["id"], told["profile"]) == ("T1", functions.opened()[1])


@pytest.mark.parametrize(
    "body", ['{"id": "T1"}, {"id": "T2"}', '{"id": "T1"}], "tickets": [{"id": "T2"}']
)
def test_a_message_that_holds_more_than_one_ticket_is_none(body):
    with pytest.raises(PayloadRefused):
        functions.route_message(body)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("{", "body"),
        ("{}", "tickets"),
        ('{"tickets": []}', "tickets"),
        ('{"tickets": [{"id": "a"}, {"id": ""}]}', "tickets.1.id"),
    ],
)
def test_what_is_no_request_is_told_with_its_place(body, where):
    with pytest.raises(PayloadRefused, match=rf"^{where}: .*\.$"):
        functions.route(body)


def test_without_a_profile_the_variable_is_named(monkeypatch):
    monkeypatch.delenv("ROUTECASE_PROFILE")
    with pytest.raises(ServiceError, match="ROUTECASE_PROFILE"):
        functions.opened()


@pytest.mark.parametrize("name", ["aws.py", "gcp.py"])
def test_what_a_cloud_adds_is_at_most_sixty_lines(name):
    assert len((SERVICE / name).read_text("utf-8").splitlines()) <= 60
