"""What a server does not take is left out, one thing after the other."""

from __future__ import annotations

from routing.routers.llm.clients.request_options import RequestOptions
from routing.routers.llm.provider import ChatRequest

ASKED = ChatRequest("system", "user", 20, {"type": "object"})


def held(options):
    return set(options.body("m", ASKED)) - {"model", "messages"}


def test_a_request_asks_for_all_that_helps():
    expected = {"max_tokens", "temperature", "response_format", "logprobs", "top_logprobs"}
    assert held(RequestOptions("max_tokens")) == expected


def test_each_complaint_takes_away_what_it_names():
    options = RequestOptions("max_tokens")
    for complaint in (
        "logprobs are not supported",
        "unsupported value: 'temperature'",
        "unsupported parameter: 'max_tokens', use 'max_completion_tokens' instead",
        "response_format json_schema is not supported",
        "response_format json_object is not supported",
    ):
        options = options.without(complaint)
    assert held(options) == {"max_completion_tokens"}


def test_a_complaint_about_something_else_changes_nothing():
    options = RequestOptions("max_tokens")
    assert options.without("max_tokens is too large: 99999") is None
    assert options.without("your messages are too long") is None


def test_a_server_that_refuses_the_plainest_form_is_not_asked_for_ever():
    text = RequestOptions("max_tokens").without("schema").without("schema")
    assert text.without("schema") is None
