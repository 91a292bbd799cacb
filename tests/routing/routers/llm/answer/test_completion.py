"""Bodies as servers really send them: whatever is odd beside the answer, the answer counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.llm.answer.completion import read_completion
from routing.routers.llm.provider import Usage


def body(**changes: Any) -> bytes:
    choice = {"message": {"content": '{"category": "A"}'}, "finish_reason": "stop"}
    usage = {"prompt_tokens": 10, "completion_tokens": 2}
    return json.dumps({"choices": [choice], "usage": usage, "model": "m"} | changes).encode()


@pytest.mark.parametrize(
    ("usage", "read"),
    [
        ({"prompt_tokens": "10", "completion_tokens": None}, Usage(10, 0)),
        ({"prompt_tokens": 10, "prompt_tokens_details": [1]}, Usage(10, 0)),
        ({"prompt_tokens": 10, "prompt_tokens_details": {"cached_tokens": 99}}, Usage(10, 0, 10)),
        ({"prompt_tokens": "many"}, None),
        ({"prompt_tokens": -5, "completion_tokens": 1}, None),
        ({"prompt_tokens": 10, "completion_tokens": 1e30}, None),
        ([1, 2], None),
        (None, None),
    ],
)
def test_an_odd_usage_spoils_no_answer(usage, read):
    completion = read_completion(body(usage=usage))
    assert completion.text == '{"category": "A"}'
    assert completion.usage == read


@pytest.mark.parametrize("logprobs", ["no", [1], {"content": [{"token": None}]}, {"content": 3}])
def test_odd_probabilities_spoil_no_answer(logprobs):
    choice = {"message": {"content": "A"}, "finish_reason": "stop", "logprobs": logprobs}
    completion = read_completion(body(choices=[choice]))
    assert (completion.text, completion.tokens) == ("A", ())


def test_an_answer_in_parts_is_put_together():
    parts = [{"type": "text", "text": '{"categ'}, {"type": "image"}, {"text": 'ory": "A"}'}]
    completion = read_completion(body(choices=[{"message": {"content": parts}}]))
    assert completion.text == '{"category": "A"}'


def test_half_a_character_is_replaced_so_that_it_can_be_written_down():
    completion = read_completion(
        body(choices=[{"message": {"content": "\ud800A"}}], model="\udfff")
    )
    assert completion.text.encode("utf-8").endswith(b"A")
    assert completion.model.encode("utf-8")


@pytest.mark.parametrize("content", [b"", b"null", b"<html>", b"[" * 100_000, b'{"choices": []}'])
def test_what_cannot_be_read_is_broken_and_no_error(content):
    assert read_completion(content).finish == "broken"


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    st.dictionaries(st.sampled_from(["choices", "usage", "model", "error"]), values)
    | st.fixed_dictionaries(
        {
            "choices": st.lists(
                st.dictionaries(
                    st.sampled_from(["message", "finish_reason", "logprobs"]),
                    values | st.dictionaries(st.sampled_from(["content", "refusal"]), values),
                ),
                max_size=2,
            ),
            "usage": st.dictionaries(
                st.sampled_from(["prompt_tokens", "completion_tokens", "prompt_tokens_details"]),
                values,
            ),
        }
    )
)
def test_no_body_raises_an_error(whole):
    completion = read_completion(json.dumps(whole).encode())
    assert isinstance(completion.text, str)
    assert (
        completion.usage is None
        or completion.usage.input_tokens >= completion.usage.cached_tokens >= 0
    )
