"""Each kind of help desk is opened by its own client, with the waits that are still on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.credentials import BasicAuth
from helpdesk.desk_kind import DeskKind
from helpdesk.errors import DeskStopped
from helpdesk.vendors import open_desk

KEY = BasicAuth("key", "X")
NOBODY = "http://127.0.0.1:9"


@pytest.mark.parametrize("kind", DeskKind)
def test_the_client_is_that_of_the_kind(kind):
    assert open_desk(kind, NOBODY, KEY, lambda _: None).traits.name == kind.product


def test_many_go_in_one_write_only_where_zendesk_was_shown_to_respect_stamps():
    together, alone = (
        open_desk(DeskKind.ZENDESK, NOBODY, KEY, lambda _: None, batched=batched).traits
        for batched in (True, False)
    )
    assert (together.max_write, alone.max_write) == (100, 1)


@pytest.mark.parametrize("kind", DeskKind)
def test_a_wait_of_an_earlier_process_holds_in_this_one(kind):
    until = datetime.now(UTC) + timedelta(days=2)

    async def ask():
        async with open_desk(kind, NOBODY, KEY, lambda _: None, held={"tickets": until}) as desk:
            await desk.groups()

    with pytest.raises(DeskStopped, match="start this again then"):
        asyncio.run(ask())
