"""OAuth tokens are fetched, renewed and kept as few times as can be."""

import asyncio
import json

import pytest

from helpdesk.credentials import ClientCredentials, RefreshGrant
from helpdesk.errors import DeskStopped
from helpdesk.tokens import Tokens, keep_refresh_token, kept_refresh_token


class Giver:
    """Gives numbered tokens, and remembers what it was asked."""

    def __init__(self, **more: str) -> None:
        self.asked: list[dict[str, str]] = []
        self.more = more

    async def __call__(self, fields) -> dict[str, str]:
        await asyncio.sleep(0)
        self.asked.append(fields)
        number = len(self.asked)
        return {"access_token": f"access-{number}", **{k: f"{v}-{number}" for k, v in
                self.more.items()}}  # fmt: skip


def tokens(giver, grant=None):
    return Tokens(grant or ClientCredentials("client", "secret"), giver, lambda _: None)


def test_many_tasks_fetch_one_token():
    async def main():
        giver = Giver()
        mine = tokens(giver)
        return giver, await asyncio.gather(*(mine.token() for _ in range(20)))

    giver, given = asyncio.run(main())
    assert len(giver.asked) == 1
    assert {token.access for token in given} == {"access-1"}


def test_a_token_that_worked_and_is_rejected_is_renewed_once_for_all_tasks():
    async def main():
        giver = Giver()
        mine = tokens(giver)
        token = await mine.token()
        mine.accepted(token)
        await asyncio.gather(*(mine.rejected(token) for _ in range(20)))
        return giver, await mine.token()

    giver, token = asyncio.run(main())
    assert len(giver.asked) == 2
    assert token.access == "access-2"


def test_a_new_token_that_is_rejected_at_once_is_not_renewed_again():
    async def main():
        mine = tokens(Giver())
        return await mine.rejected(await mine.token())

    assert asyncio.run(main()) is False


def test_a_token_is_renewed_shortly_before_its_end():
    async def main():
        giver = Giver()

        async def short(fields):
            return {**await giver(fields), "expires_in": 0.05}

        mine = tokens(short)
        await mine.token()
        await asyncio.sleep(0.06)
        return (await mine.token()).access

    assert asyncio.run(main()) == "access-2"


def test_the_refresh_token_is_kept_for_its_owner_alone_and_used_next_time(tmp_path):
    file = tmp_path / "token.json"
    grant = RefreshGrant("client", "secret", "first", file)
    giver = Giver(refresh_token="refresh")  # noqa: S106 - no password

    asyncio.run(tokens(giver, grant).token())
    asyncio.run(tokens(giver, grant).token())

    assert [asked["refresh_token"] for asked in giver.asked] == ["first", "refresh-1"]
    assert kept_refresh_token(file) == "refresh-2"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_token_file_that_cannot_be_written_stops_the_work(tmp_path):
    with pytest.raises(DeskStopped, match="token file"):
        keep_refresh_token(tmp_path / "missing" / "token.json", "secret")


def test_a_token_file_that_was_spoilt_counts_as_none(tmp_path):
    file = tmp_path / "token.json"
    for text in ("", "{", json.dumps([]), json.dumps({})):
        file.write_text(text)
        assert kept_refresh_token(file) == ""


@pytest.mark.parametrize("access", [None, "", "ключ", "two\nlines"])
def test_what_cannot_be_sent_is_no_token(access):
    async def odd(_fields):
        return {"access_token": access}

    with pytest.raises(DeskStopped, match="no access token"):
        asyncio.run(tokens(odd).token())
