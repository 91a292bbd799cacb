"""OAuth tokens: fetched when first needed, renewed by one task at a time."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from helpdesk.credentials import ClientCredentials, Grant, PasswordGrant, RefreshGrant
from helpdesk.errors import DeskStopped

# A token is renewed when so much of its life is left, or less where it lives shortly: seconds.
RENEW_BEFORE: Final = 30.0
RENEW_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. ends: monotonic seconds, None if it never does. refresh: for the next."""

    access: str = field(repr=False)
    ends: float | None = None
    refresh: str = field(default="", repr=False)

    @classmethod
    def from_answer(cls, answer: Mapping[str, Any], now: float) -> Token:
        """The token in a desk's answer."""
        seconds = answer.get("expires_in")
        ends = None if not seconds else now + float(seconds) - _early(float(seconds))
        access = str(answer["access_token"] or "")
        if not access or not access.isascii() or not access.isprintable():
            raise ValueError("no access token")
        return cls(access, ends, str(answer.get("refresh_token") or ""))


def _early(seconds: float) -> float:
    return min(RENEW_BEFORE, RENEW_SHARE * seconds)


Fetch = Callable[[dict[str, str]], Awaitable[Mapping[str, Any]]]


class Tokens:
    """Gives the token to send, and a new one when the desk no longer takes it.

    fetch: asks the desk for a token with the fields of a grant. hide: is told every new secret.
    """

    def __init__(self, grant: Grant, fetch: Fetch, hide: Callable[[str], None]) -> None:
        self._grant = grant
        self._fetch = fetch
        self._hide = hide
        self._token: Token | None = None
        self._accepted = False
        self._renewing = asyncio.Lock()

    async def token(self) -> Token:
        """The token of now; the first call fetches it."""
        async with self._renewing:
            token = self._token
            if token is None or (token.ends is not None and time.monotonic() >= token.ends):
                token = await self._renew()
            return token

    def accepted(self, token: Token) -> None:
        """The desk has taken it, or at least not said that it does not."""
        self._accepted = self._accepted or token is self._token

    async def rejected(self, token: Token) -> bool:
        """The desk has not taken it: the next call of `token` renews it, once for all tasks.

        False when it was new: then no other will be taken either.
        """
        async with self._renewing:
            if token is not self._token:
                return True
            if not self._accepted:
                return False
            self._token = None
            return True

    async def _renew(self) -> Token:
        answer = await self._fetch(self._fields())
        try:
            token = Token.from_answer(answer, time.monotonic())
        except (KeyError, TypeError, ValueError) as error:
            raise DeskStopped("The help desk gave no access token.") from error
        for secret in filter(None, (token.access, token.refresh)):
            self._hide(secret)
        if isinstance(self._grant, RefreshGrant) and token.refresh:
            keep_refresh_token(self._grant.token_file, token.refresh)
        self._token, self._accepted = token, False
        return token

    def _fields(self) -> dict[str, str]:
        grant = self._grant
        client = {"client_id": grant.client_id, "client_secret": grant.client_secret}
        match grant:
            case ClientCredentials():
                return {"grant_type": "client_credentials", **client}
            case PasswordGrant():
                user = {"username": grant.user, "password": grant.password}
                return {"grant_type": "password", **client, **user}
            case RefreshGrant():
                kept = kept_refresh_token(grant.token_file) or grant.refresh_token
                self._hide(kept)
                return {"grant_type": "refresh_token", **client, "refresh_token": kept}


def kept_refresh_token(file: Path) -> str:
    """The refresh token in the file, empty when there is none."""
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["refresh_token"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def keep_refresh_token(file: Path, token: str) -> None:
    """Write the token for its owner's eyes only; the file is whole at any moment."""
    new = file.with_name(f".{file.name}.new")
    with suppress(FileNotFoundError):
        new.unlink()
    try:
        number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as out:
            json.dump({"refresh_token": token}, out)
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
    except OSError as error:
        raise DeskStopped(
            f"The token file {file} cannot be written ({error.strerror}), and a refresh token "
            "works only once. Name a file that can be written and authorise again."
        ) from error
