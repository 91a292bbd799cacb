"""The HTTP API: the same answers as the profile, each once under its key, problems in one form."""

from __future__ import annotations

import threading

import httpx2
import pytest

from tests.conftest import ticket

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
    files = [file for file in (tmp_path / "live").rglob("*") if file.is_file()]
    written = b"".join(file.read_bytes() for file in files)
    assert running.key.encode() not in written


def test_health_readiness_and_figures(running):
    running.client.post("/v1/route", json=ASKED)
    plain = httpx2.Client(base_url=running.url)
    assert plain.get("/healthz").json() == {"status": "alive"}
    assert plain.get("/readyz").json() == {"status": "ready"}
    assert 'disposition="auto"' in plain.get("/metrics").text
