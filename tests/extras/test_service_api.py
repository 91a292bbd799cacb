"""The HTTP API: the same answers as the profile, problems in one form, webhooks kept before 202."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from helpdesk.desk_kind import DeskKind
from service.webhooks.signature import SCHEMES, sign
from tests.conftest import ticket
from tests.extras.conftest import SECRET

pytest.importorskip("fastapi")
pytest.importorskip("celery")

WORDS = ("refund of my invoice", "login error after the update", "zebra")
ASKED = {"tickets": [{"id": f"T{n}", "body": each} for n, each in enumerate(WORDS)]}


def test_the_answers_are_those_of_the_profile_and_name_it(running, profile):
    told = running.client.post("/v1/route", json=ASKED).json()
    expected = profile.open().route([ticket(n, subject="", body=w) for n, w in enumerate(WORDS)])
    assert told["profile"] == profile.fingerprint
    assert [(d["category"], d["confidence"], d["disposition"]) for d in told["decisions"]] == [
        (d.category, d.confidence, d.disposition.value) for d in expected
    ]


def test_a_decision_can_be_asked_for_afterwards(running):
    running.client.post("/v1/route", json=ASKED)
    told = running.client.get("/v1/decisions/T0").json()
    assert (told["decision"]["category"], told["outcome"]) == ("Billing", None)
    assert running.client.get("/v1/decisions/T9").status_code == 404


def test_many_at_once_each_get_their_own_answer(running, profile):
    opened = profile.open()
    wrong = []

    def ask(number: int) -> None:
        body = {"tickets": [{"id": f"T{number}", "body": WORDS[number % 3]}]}
        (decision,) = running.client.post("/v1/route", json=body).json()["decisions"]
        (own,) = opened.route([ticket(1, subject="", body=WORDS[number % 3])])
        if (decision["id"], decision["category"]) != (f"T{number}", own.category):
            wrong.append(decision)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_same_idempotency_key_gives_the_same_answer_and_no_other(running):
    client = running.client
    first, again = (
        client.post("/v1/route", json=ASKED, headers={"Idempotency-Key": "k1"}) for _ in range(2)
    )
    other = client.post("/v1/route", json={"tickets": [{"id": "x", "body": "refund"}]},
                        headers={"Idempotency-Key": "k1"})  # fmt: skip
    assert first.text == again.text
    assert other.status_code == 409


PROBLEMS = [
    ({"json": ASKED, "headers": {"Authorization": "Bearer no"}}, 401),
    ({"json": ASKED, "headers": {"Authorization": ""}}, 401),
    ({"content": b"{"}, 422),
    ({"json": {"tickets": []}}, 422),
    ({"json": {"tickets": [{"id": "x"}] * 101}}, 422),
    ({"json": {"tickets": [{"id": "x", "body": 7}]}}, 422),
    ({"json": {"tickets": [{"id": "", "body": "x"}]}}, 422),
    ({"json": ASKED | {"more": 1}}, 422),
    ({"content": b"x" * 1_000_001}, 413),
    ({"content": (b"x" * 100_000 for _ in range(11))}, 413),
    ({"json": ASKED, "headers": {"Idempotency-Key": "k" * 201}}, 422),
]


@pytest.mark.parametrize(("request_", "status"), PROBLEMS)
def test_what_is_wrong_is_a_problem_with_a_sentence(running, request_, status):
    answer = running.client.post("/v1/route", **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["status"], bool(answer.json()["detail"])) == (status, True)


def test_a_key_that_asks_too_much_is_told_to_wait(running):
    slow = running.service.keys.add("slow", 0.0, "2/minute")
    client = httpx2.Client(base_url=running.url, headers={"Authorization": f"Bearer {slow}"})
    statuses = [client.post("/v1/route", json=ASKED) for _ in range(3)]
    assert [each.status_code for each in statuses] == [200, 200, 429]
    assert 1 <= int(statuses[-1].headers["retry-after"]) <= 61


def test_no_key_stands_in_the_file(running, tmp_path):
    written = b"".join(file.read_bytes() for file in (tmp_path / "live").iterdir())
    assert running.key.encode() not in written


def test_health_readiness_and_figures(running):
    running.client.post("/v1/route", json=ASKED)
    plain = httpx2.Client(base_url=running.url)
    assert plain.get("/healthz").json() == {"status": "alive"}
    assert plain.get("/readyz").json() == {"status": "ready"}
    assert 'disposition="auto"' in plain.get("/metrics").text


def webhook(running, body: bytes, *, desk=DeskKind.ZENDESK, secret=SECRET, ago=0.0, signed=True):
    stamp = (datetime.now(UTC) - timedelta(seconds=ago)).isoformat()
    scheme = SCHEMES[desk]
    told = {scheme.signature: sign(desk, secret, stamp, body), scheme.timestamp: stamp}
    address = f"{running.url}/v1/webhooks/{desk}"
    return httpx2.post(address, content=body, headers=told if signed else {})


BODY = json.dumps({"event": "E1", "ticket": {"id": 1, "body": "refund"}}).encode()
REFUSED = [
    ({"secret": "other"}, BODY, 401), ({"ago": 301}, BODY, 401), ({"ago": -301}, BODY, 401),
    ({"signed": False}, BODY, 401), ({}, b"{", 422), ({}, b"[]", 422),
    ({}, b'{"ticket": {}}', 422), ({}, b" " * 1_000_001, 413),
    ({"desk": DeskKind.SERVICENOW, "secret": "other"}, BODY, 401),
    ({"desk": DeskKind.FRESHDESK}, BODY, 404),
]  # fmt: skip


@pytest.mark.parametrize(("how", "body", "status"), REFUSED)
def test_of_a_webhook_that_is_refused_nothing_is_stored(running, how, body, status):
    answer = webhook(running, body, **how)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert running.service.inbox.unsent() == []


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
    assert running.client.post("/v1/route", json=ASKED).status_code == 200
    assert running.service.inbox.unsent() == []
    with running.service.database.writing() as connection:
        connection.execute(f"{pages}1000000")
    assert webhook(running, large).json()["new"] is True


def test_an_unknown_desk_is_a_problem(running):
    assert httpx2.post(f"{running.url}/v1/webhooks/other", content=b"{}").status_code == 422


def test_another_profile_takes_over_without_a_restart_and_goes_back(running, profile, tmp_path):
    from routing import profile_archive  # noqa: PLC0415

    other = replace(profile, cleaning=False)
    profile_archive.write(other, tmp_path / "other")
    deployment = running.service.deployment
    deployment.use(tmp_path / "other", time.time(), tickets=3)
    seen = set()
    for _ in range(200):
        seen.add(running.client.post("/v1/route", json=ASKED).json()["profile"])
        if other.fingerprint in seen:
            break
        time.sleep(0.05)
    assert seen == {profile.fingerprint, other.fingerprint}
    deployment.roll_back()
    for _ in range(100):
        if running.client.post("/v1/route", json=ASKED).json()["profile"] == profile.fingerprint:
            return
        time.sleep(0.05)
    pytest.fail("it was not rolled back")


def test_the_openapi_document_holds_against_the_service(running):
    """Every request that the document allows, and many it does not: no 500, no broken promise."""
    schemathesis = pytest.importorskip("schemathesis")
    found = schemathesis.openapi.from_url(f"{running.url}/openapi.json")
    from hypothesis import HealthCheck, Phase, given, settings  # noqa: PLC0415

    for operation in found.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(max_examples=25, deadline=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        def holds(case) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {running.key}"})

        holds()
