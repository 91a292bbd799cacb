"""AWS Lambda: of a batch only what failed comes back, and a function URL answers as the API."""

from __future__ import annotations

import base64
import json

import pytest

from service import aws
from tests.conftest import ticket

pytestmark = pytest.mark.usefixtures("deployed")


def record(number: int, body: str) -> dict[str, str]:
    return {"messageId": f"m{number}", "body": body}


def message(number: int, words: str = "refund invoice") -> str:
    return json.dumps({"id": f"T{number}", "subject": "", "body": words})


def test_of_a_batch_only_the_broken_message_comes_back(profile):
    told = aws.handler({"Records": [record(1, message(1)), record(2, "{"), record(3, message(3))]})
    assert told["batchItemFailures"] == [{"itemIdentifier": "m2"}]
    (own,) = profile.open().route([ticket(1, subject="", body="refund invoice")])
    assert [(d["id"], d["category"], d["confidence"]) for d in told["decisions"]] == [
        ("T1", own.category, own.confidence), ("T3", own.category, own.confidence),
    ]  # fmt: skip


def test_a_batch_that_fails_as_a_whole_comes_back_as_a_whole():
    told = aws.handler({"Records": [record(1, "{"), record(2, "[]")]})
    assert len(told["batchItemFailures"]) == 2


@pytest.mark.parametrize("encoded", [False, True])
def test_a_function_url_answers_as_the_api_does(profile, encoded):
    body = json.dumps({"tickets": [json.loads(message(1))]})
    raw = base64.b64encode(body.encode()).decode() if encoded else body
    told = aws.handler({"body": raw, "isBase64Encoded": encoded})
    assert told["statusCode"] == 200
    assert json.loads(told["body"])["profile"] == profile.fingerprint


def test_a_function_url_refuses_what_is_no_request():
    assert aws.handler({"body": "{"})["statusCode"] == 422
    assert aws.handler({})["statusCode"] == 422


def test_where_no_profile_is_packed_the_caller_is_told_to_come_again(monkeypatch):
    monkeypatch.delenv("ROUTECASE_PROFILE")
    told = aws.handler({"body": json.dumps({"tickets": [json.loads(message(1))]})})
    assert (told["statusCode"], told["headers"]["Content-Type"]) == (
        503,
        "application/problem+json",
    )
    assert "ROUTECASE_PROFILE" in json.loads(told["body"])["detail"]


def test_an_empty_batch_is_done():
    assert aws.handler({"Records": []}) == {"batchItemFailures": [], "decisions": []}
