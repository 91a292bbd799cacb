"""A failed request is one of a few troubles, and its sentence tells the user what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.attempt import Trouble
from routing.routers.llm.clients.failures import from_body
from routing.routers.llm.endpoint import Endpoint

ENDPOINT = Endpoint("openai", "gpt-4.1-mini", key="sk-secret")


@pytest.mark.parametrize(
    ("error", "trouble", "words"),
    [
        ({"code": 429}, Trouble.BUSY, "rate limit"),
        ({"message": "Too many requests"}, Trouble.BUSY, "rate limit"),
        ({"status": 500, "message": "Oops"}, Trouble.SERVER, "the server answered 500: Oops"),
        ({"message": "The engine is overloaded"}, Trouble.SERVER, "503"),
        ({"code": 408}, Trouble.SERVER, "408"),
        ({"code": 413}, Trouble.REQUEST, "too long"),
        ({"code": 400, "message": "context length 4096"}, Trouble.REQUEST, "too long"),
        ({"code": 400, "type": "content_filter"}, Trouble.FILTER, "content filter"),
        ({"code": 400, "message": "No."}, Trouble.REQUEST, "refused the request (400: No.)"),
        ({"message": "What?"}, Trouble.NO_ANSWER, "did not answer (What?)"),
    ],
)
def test_an_error_in_a_body_means_what_its_status_or_its_words_say(error, trouble, words):
    found = from_body(error, {}, ENDPOINT)
    assert found.trouble is trouble
    assert words in found.message


@pytest.mark.parametrize(
    ("error", "what_to_do"),
    [
        ({"code": "insufficient_quota"}, "check its billing"),
        ({"code": 401}, "wrong or no longer valid"),
        ({"type": "invalid_api_key"}, "wrong or no longer valid"),
        ({"code": 403}, "check what the key is allowed"),
        ({"code": 404, "type": "model_not_found"}, 'no model "gpt-4.1-mini"'),
        ({"code": 404}, "check the base URL"),
        ({"code": 407}, "A proxy on the way"),
    ],
)
def test_what_only_the_user_can_mend_stops_the_run(error, what_to_do):
    found = from_body(error, {}, ENDPOINT)
    assert found.trouble is Trouble.STOP
    assert what_to_do in found.message


def test_without_a_key_it_says_that_none_is_set():
    found = from_body({"code": 401}, {}, replace(ENDPOINT, key=""))
    assert found.message.endswith("wants a key, and none is set.")


def test_a_server_that_repeats_the_key_shows_it_to_nobody():
    found = from_body({"code": 500, "message": "bad key sk-secret"}, {}, ENDPOINT)
    assert "sk-secret" not in found.message


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"x-ratelimit-reset-requests": "2s", "x-ratelimit-reset-tokens": "1m"}, 2.0),
        ({"x-ratelimit-remaining-requests": "5", "x-ratelimit-reset-requests": "2s"}, None),
        ({}, None),
    ],
)
def test_a_rate_limit_waits_as_long_as_the_server_says(headers, seconds):
    assert from_body({"code": 429}, headers, ENDPOINT).retry_after == seconds
