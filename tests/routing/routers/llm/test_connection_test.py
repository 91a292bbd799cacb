"""The connection test: whatever happens, one clear sentence."""

from __future__ import annotations

import asyncio

import pytest

from routing.attempt import Failure, Trouble
from routing.routers.llm.connection_test import check_connection
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import ChatRequest, Completion
from tests.routing.routers.llm.test_router import FakeProvider


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (Failure(Trouble.STOP, "The key for openai is wrong."), "key for openai is wrong"),
        (Failure(Trouble.BUSY, "busy"), "rate limit is used up"),
        (Failure(Trouble.CONNECTION, "x"), "cannot be reached"),
        (Failure(Trouble.SERVER, "the server answered 503"), "503"),
        (Completion('{"category": "Billing"}', model="m-1"), "m-1 answered in"),
    ],
)
def test_the_connection_test_is_one_clear_sentence(says, words):
    endpoint = Endpoint("openai", "m", key="k")
    found = check_connection(endpoint, FakeProvider(says=says))
    assert words in found.sentence
    assert found.works == isinstance(says, Completion)


def test_the_connection_test_gives_up_on_a_server_that_is_silent():
    class Silent(FakeProvider):
        async def complete(self, chat: ChatRequest) -> Completion | Failure:
            await asyncio.sleep(60)
            return self.says

    found = check_connection(Endpoint("openai", "m", key="k"), Silent(), seconds=0.05)
    assert "did not answer within" in found.sentence


def test_the_connection_test_without_a_key_says_which_one():
    assert "OPENAI_API_KEY" in check_connection(Endpoint("openai", "m")).sentence
