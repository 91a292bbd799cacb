"""What goes wrong is application/problem+json, with a status that says whose turn it is."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("fastapi")

from jobs.errors import ExpectedError
from routing.errors import RouterError
from service import errors
from service.http import problems


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.SignatureRefused("x"), 401),
        (errors.PayloadRefused("x"), 422),
        (errors.Overloaded("x"), 503),
        (errors.Stopping("x"), 503),
        (errors.StorageUnavailable("x"), 503),
        (RouterError("x"), 503),
        (ExpectedError("x"), 503),
    ],
)
def test_each_kind_has_its_status_and_its_sentence(error, status):
    answer = problems.of(error)
    told = json.loads(answer.body)
    assert answer.status_code == told["status"] == status
    assert told["detail"] == "x"
    assert answer.headers["content-type"] == "application/problem+json"


def test_who_should_come_again_is_told_when():
    assert problems.problem(503, "x").headers["retry-after"] == problems.RETRY_SECONDS
    assert problems.problem(503, "x", {"Retry-After": "9"}).headers["retry-after"] == "9"
    assert "retry-after" not in problems.problem(422, "x").headers


def test_more_members_stand_beside_those_of_the_standard():
    told = json.loads(problems.problem(422, "x", errors=[{"where": "id"}]).body)
    assert told == {
        "type": "about:blank", "title": told["title"], "status": 422, "detail": "x",
        "errors": [{"where": "id"}],
    }  # fmt: skip
