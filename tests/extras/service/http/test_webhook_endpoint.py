"""Forged, stale, future, replayed, huge and malformed webhooks: refused, and nothing stored."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator

import httpx2
import pytest

from helpdesk.desk_kind import DeskKind
from routing import profile_archive
from service.webhooks.signature import SCHEMES, sign
from tests.extras.conftest import SECRET, Running, serving, webhook

pytest.importorskip("fastapi")

ZENDESK, SERVICENOW = DeskKind.ZENDESK, DeskKind.SERVICENOW
TICKET = {"id": 7, "subject": "Refund", "body": "charged twice"}


def told(**changes: object) -> bytes:
    return json.dumps({"event": "E1", "ticket": TICKET | changes}).encode()


BODY = told()
ZENDESK_OWN = {
    "id": "01K", "type": "zen:event-type:ticket.created",
    "detail": {"id": "7", "subject": "Refund", "description": "charged twice"},
}  # fmt: skip


def own(**changes: object) -> bytes:
    return json.dumps(ZENDESK_OWN | changes).encode()


def signed(
    desk: DeskKind = ZENDESK, body: bytes = BODY, ago: float = 0.0, by: str = SECRET
) -> dict[str, str]:
    stamp, scheme = str(int(time.time() - ago)), SCHEMES[desk]
    return {scheme.signature: sign(desk, by, stamp, body), scheme.timestamp: stamp}


def without(desk: DeskKind, header: str) -> dict[str, str]:
    name = getattr(SCHEMES[desk], header)
    return {key: value for key, value in signed(desk).items() if key != name}


def with_(desk: DeskKind, header: str, value: str) -> dict[str, str]:
    return signed(desk) | {getattr(SCHEMES[desk], header): value}


# How it is signed, what is sent, and the status: made when the test runs, for clocks go on.
CASES = {
    "not signed": lambda: ({}, BODY, 401),
    "another secret": lambda: (signed(by="other"), BODY, 401),
    "no secret": lambda: (signed(by=""), BODY, 401),
    "a byte more": lambda: (signed(), BODY + b" ", 401),
    "another ticket": lambda: (signed(), BODY.replace(b": 7", b": 8"), 401),
    "an empty signature": lambda: (with_(ZENDESK, "signature", ""), BODY, 401),
    "half a signature": lambda: (with_(ZENDESK, "signature", "abc"), BODY, 401),
    "a signature of another desk": lambda: (signed(SERVICENOW), BODY, 401),
    "no timestamp": lambda: (without(ZENDESK, "timestamp"), BODY, 401),
    "no signature": lambda: (without(ZENDESK, "signature"), BODY, 401),
    "a newer timestamp on an old signature": lambda: (
        signed(ago=600) | {SCHEMES[ZENDESK].timestamp: str(int(time.time()))}, BODY, 401,
    ),
    "six minutes late": lambda: (signed(ago=360), BODY, 401),
    "a clock six minutes ahead": lambda: (signed(ago=-360), BODY, 401),
    "yesterday's": lambda: (signed(ago=86_400), BODY, 401),
    "before 1970": lambda: (with_(ZENDESK, "timestamp", "-5"), BODY, 401),
    "a timestamp that is no time": lambda: (with_(ZENDESK, "timestamp", "now"), BODY, 401),
    "a timestamp beyond all time": lambda: (with_(ZENDESK, "timestamp", "9" * 300), BODY, 401),
    "a timestamp that is no number": lambda: (with_(ZENDESK, "timestamp", "nan"), BODY, 401),
    "nothing": lambda: (signed(body=b""), b"", 422),
    "no JSON": lambda: (signed(body=b"ticket=7"), b"ticket=7", 422),
    "half a JSON": lambda: (signed(body=BODY[:-1]), BODY[:-1], 422),
    "a list": lambda: (signed(body=b"[]"), b"[]", 422),
    "null": lambda: (signed(body=b"null"), b"null", 422),
    "no text of any encoding": lambda: (signed(body=b'{"a": "\xff"}'), b'{"a": "\xff"}', 422),
    "nested without end": lambda: (signed(body=b"[" * 90_000), b"[" * 90_000, 422),
    "no ticket": lambda: (signed(body=b'{"event": "E1"}'), b'{"event": "E1"}', 422),
    "a ticket that is a list": lambda: _plain(b'{"ticket": [1]}'),
    "no id": lambda: _plain(told(id=None)),
    "an empty id": lambda: _plain(told(id="")),
    "an id that is a list": lambda: _plain(told(id=[7])),
    "an id that is true": lambda: _plain(told(id=True)),
    "an id of a novel": lambda: _plain(told(id="7" * 201)),
    "an id of five thousand digits": lambda: _plain(BODY.replace(b": 7", b": " + b"7" * 5000)),
    "an event id of a novel": lambda: _plain(BODY.replace(b"E1", b"E" * 201)),
    "no words": lambda: _plain(told(subject=" ", body="")),
    "a body that is an object": lambda: _plain(told(body={"a": 1})),
    "half a character": lambda: _plain(BODY.replace(b"Refund", b"\\ud800")),
    "compressed": lambda: _plain(gzip.compress(BODY)),
    "of a user, not of a ticket": lambda: _plain(own(type="zen:event-type:user.created")),
    "a type that is a number": lambda: _plain(own(type=7)),
    "a detail that is a text": lambda: _plain(own(detail="7")),
    "a megabyte and a byte": lambda: (signed(body=b" " * 1_000_001), b" " * 1_000_001, 413),
}  # fmt: skip


def _plain(body: bytes) -> tuple[dict[str, str], bytes, int]:
    return signed(body=body), body, 422


@pytest.fixture(scope="module")
def desk(profile, tmp_path_factory) -> Iterator[Running]:
    """One service for all cases: each must leave it as it was."""
    folder = tmp_path_factory.mktemp("webhooks")
    profile_archive.write(profile, folder / "p.profile")
    with serving(folder / "p.profile", folder / "live", lambda each: each.open()) as running:
        yield running


def send(desk: Running, headers: dict[str, str], body: bytes, kind: str = "zendesk"):
    return httpx2.post(f"{desk.url}/v1/webhooks/{kind}", content=body, headers=headers)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_is_refused_with_a_sentence_and_nothing_is_stored(desk, case):
    headers, body, status = case()
    before = desk.service.inbox.unsent()
    answer = send(desk, headers, body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert desk.service.inbox.unsent() == before


def test_what_comes_twice_late_or_in_another_order_is_taken_once(desk):
    def event(number: int, version: str) -> bytes:
        return json.dumps({"event": f"O{number}", "ticket": TICKET | {"version": version}}).encode()

    bodies = [event(2, "b"), event(1, "a"), event(2, "b")]
    answers = [send(desk, signed(body=each, ago=200), each) for each in bodies]
    assert [(a.status_code, a.json()["new"]) for a in answers] == [
        (202, True), (202, True), (202, False),
    ]  # fmt: skip
    replayed = send(desk, signed(body=bodies[0], ago=-200), bodies[0])
    assert replayed.json() == {"event": "O2", "new": False}
    assert [each.event for each in desk.service.inbox.unsent()] == ["O2", "O1"]


def test_a_chunked_body_without_end_is_cut_off(desk):
    chunks = (b" " * 100_000 for _ in range(20))
    answer = httpx2.post(f"{desk.url}/v1/webhooks/zendesk", content=chunks, headers=signed())
    assert answer.status_code == 413


def test_a_desk_without_a_secret_is_told_which_variable_is_missing(desk):
    answer = send(desk, signed(), BODY, "freshdesk")
    assert answer.status_code == 404
    assert "FRESHDESK_WEBHOOK_SECRET" in answer.json()["detail"]


def test_each_desk_signs_in_its_own_way(desk):
    body = json.dumps({"event": "S1", "ticket": TICKET}).encode()
    assert send(desk, signed(SERVICENOW, body, by="other"), body, "servicenow").status_code == 401
    assert send(desk, signed(SERVICENOW, body), body, "servicenow").status_code == 202


def test_a_webhook_is_kept_before_it_is_answered_and_a_replay_changes_nothing(running):
    first, again = (webhook(running, BODY) for _ in range(2))
    assert [(each.status_code, each.json()["new"]) for each in (first, again)] == [
        (202, True), (202, False),
    ]  # fmt: skip
    assert [each.event for each in running.service.inbox.unsent()] == ["E1"]


def test_on_a_full_disk_a_webhook_is_sent_away_and_comes_again(running):
    large = json.dumps({"event": "E2", "ticket": {"id": 2, "body": "x" * 200_000}}).encode()
    pages = "PRAGMA max_page_count = "
    with running.service.database.writing() as connection:
        connection.execute(f"{pages}1")
    answer = webhook(running, large)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Make room" in answer.json()["detail"]
    assert (
        running.client.post(
            "/v1/route", json={"tickets": [{"id": "T1", "body": "refund"}]}
        ).status_code
        == 200
    )
    assert running.service.inbox.unsent() == []
    with running.service.database.writing() as connection:
        connection.execute(f"{pages}1000000")
    assert webhook(running, large).json()["new"] is True


def test_an_unknown_desk_is_a_problem(running):
    assert httpx2.post(f"{running.url}/v1/webhooks/other", content=b"{}").status_code == 422
