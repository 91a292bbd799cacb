"""What happens between this machine and a desk, against a server with one trouble at a time."""

import asyncio
import time
from typing import Any

import pytest

from helpdesk.credentials import BearerToken, ClientCredentials
from helpdesk.errors import DeskMisuse, DeskStopped, HelpDeskError
from tests.fakes.helpdesk.inside import KINDS, served
from tests.fakes.helpdesk.server import SECRET


def groups(kind, who=None, **behaviour: Any):
    """Ask for the groups of a server like that."""

    async def main():
        async with served(kind, tickets=3, **behaviour) as desk:
            async with desk.client(who) as client:
                try:
                    found = await client.groups()
                except HelpDeskError as error:
                    return desk, error
            return desk, found

    return asyncio.run(main())


@pytest.mark.parametrize("trouble", ["errors", "pages", "resets", "lost", "cut"])
def test_a_reading_is_tried_again_after_any_trouble(trouble):
    desk, found = groups("freshdesk", seed=3, **{trouble: 0.5})
    assert len(found) == 6
    assert {notice.text.split(".")[0] for notice in desk.notices} <= {
        "Freshdesk has trouble answering (500)", "Freshdesk has trouble answering (502)",
        "Freshdesk gave no whole answer", "Freshdesk sent an answer that cannot be read",
    }  # fmt: skip


def test_trouble_without_end_ends_in_one_sentence():
    _, error = groups("freshdesk", pages=1.0)
    assert isinstance(error, DeskStopped)
    assert str(error).startswith("Freshdesk has trouble answering (502).")


def test_nothing_is_sent_before_the_wait_that_was_asked_for_is_over():
    started = time.monotonic()
    desk, found = groups("freshdesk", seed=5, limited=0.6, retry_after=1)
    assert len(found) == 6
    assert desk.world.early == 0
    assert time.monotonic() - started >= desk.world.faults["limited"]
    assert desk.notices[0].text == "Freshdesk asks to wait (429)."
    assert desk.notices[0].until is not None


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_credentials_end_in_a_sentence_that_does_not_repeat_them(kind):
    who = BearerToken("canary") if kind == "freshdesk" else ClientCredentials("robot", "canary")
    _, error = groups(kind, who)
    assert isinstance(error, DeskStopped)
    assert "credentials" in str(error)
    assert "canary" not in repr(error)


def test_a_secret_that_the_desk_repeats_is_hidden():
    async def main():
        async with served("zendesk", tickets=3) as desk:
            desk.server.revoked = True
            async with desk.client() as client:
                with pytest.raises(DeskStopped) as stopped:
                    await client.groups()
            return stopped

    stopped = asyncio.run(main())
    assert SECRET not in str(stopped.value)
    assert SECRET not in str(stopped.value.__cause__)


@pytest.mark.parametrize("kind", ["zendesk", "servicenow"])
def test_a_token_that_expires_meanwhile_is_renewed_without_a_word(kind):
    async def main():
        async with served(kind, tickets=3, token_seconds=0.3) as desk:
            async with desk.client() as client:
                for _ in range(4):
                    await client.groups()
                    await asyncio.sleep(0.15)
            return desk

    desk = asyncio.run(main())
    assert 2 <= desk.world.calls["token"] <= 4
    assert desk.notices == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_right_ends_in_a_sentence_that_names_what_is_needed(kind):
    desk, error = groups(kind, forbidden=("GET",))
    assert isinstance(error, DeskStopped)
    assert "forbids" in str(error)
    assert "needs" in str(error) or "must" in str(error)
    assert desk.world.calls["read"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_check_says_in_one_sentence_what_works(kind):
    async def main(**behaviour: Any):
        async with served(kind, tickets=3, **behaviour) as desk, desk.client() as client:
            return await client.check()

    check = asyncio.run(main())
    assert check.works
    assert "6 groups" in check.sentence
    tickets = {
        "zendesk": "GET /api/v2/incremental", "freshdesk": "GET /api/v2/tickets",
        "servicenow": "GET /api/now/table/incident",
    }[kind]  # fmt: skip
    check = asyncio.run(main(forbidden=(tickets,)))
    assert not check.works
    assert check.missing


def test_a_wait_of_days_ends_the_work_and_says_when_it_goes_on():
    started = time.monotonic()
    _, error = groups("freshdesk", limited=1.0, retry_after=86_400)
    assert time.monotonic() - started < 2
    assert isinstance(error, DeskStopped)
    assert "start this again then" in str(error)


@pytest.mark.parametrize("key", ["canary-ключ", "canary\nkey"])
def test_a_key_that_cannot_be_sent_is_refused_in_a_sentence_without_it(key):
    with pytest.raises(DeskMisuse) as refused:
        groups("zendesk", BearerToken(key))
    assert "canary" not in str(refused.value)
