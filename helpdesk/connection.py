"""Requests to one help desk: identified, held at its limits, tried again where that is safe."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import count
from typing import Any, Final, Self

import httpx2

from helpdesk.address import desk_url
from helpdesk.call import WRITE_LIMIT, Address, Call, TokenEndpoint
from helpdesk.client import Notice
from helpdesk.credentials import BasicAuth, BearerToken, Credentials, secrets
from helpdesk.errors import DeskMisuse, DeskRefused, DeskStopped, NoAnswer, NotSent
from helpdesk.exchange import Exchange
from helpdesk.limits import Limits, moment
from helpdesk.replies import Reply, understood
from helpdesk.tokens import Token, Tokens

# Requests go one by one: one beside the request that meets a limit would not heed it.
IN_FLIGHT: Final = 1
# Tries of one reading; between them the wait doubles, from so many seconds. Who has never answered
# is given up within two seconds.
MAX_TRIES: Final = 6
MAX_FIRST_TRIES: Final = 4
FIRST_PAUSE: Final = 0.25
# What a write relies on may have been read so many seconds ago.
MAX_AGE: Final = 10.0
MAX_QUOTED: Final = 300
# A longer wait is not sat out: the work ends, and the same command goes on after it. Seconds.
MAX_WAIT: Final = 6 * 3600.0


class Connection:
    """One desk's address, who we are there, and what it allows.

    notify: is told what a person should see. held: until when, UTC, the desk has asked an earlier
        process for no more requests of a class.
    """

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        endpoint: TokenEndpoint | None,
        notify: Callable[[Notice], None],
        held: Mapping[str, datetime] | None = None,
    ) -> None:
        self.name = address.name
        self._address = address
        self._notify = notify
        self._secrets = set(secrets(credentials))
        self._limits = Limits()
        self._url = desk_url(address.url)
        self._exchange = Exchange(self.name, self._url, self.tell)
        self._places = asyncio.Semaphore(IN_FLIGHT)
        self._stopped = ""
        self._has_answered = False
        self._fixed_header = ""
        self._ahead = 0.0
        self._tokens: Tokens | None = None
        self._endpoint = endpoint
        if isinstance(credentials, BasicAuth | BearerToken):
            self._fixed_header = credentials.header
            if not _can_be_sent(self._fixed_header):
                raise DeskMisuse(f"{self.name}'s key has characters that no key has; copy it anew.")
        elif endpoint:
            self._tokens = Tokens(credentials, self._fetch_token, self._secrets.add)
        else:
            raise DeskMisuse(f"{self.name} knows no OAuth; give its API key.")
        for kind, until in (held or {}).items():
            self._hold(kind, (until - datetime.now(UTC)).total_seconds())

    async def __aenter__(self) -> Self:
        """Connections are kept until the end of the block."""
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close them."""
        await self._exchange.close()

    async def get(
        self, path: str, params: Mapping[str, Any] | None = None, *, kind: str = "tickets"
    ) -> Reply:
        """Read, until there is an answer; without the right to it, all work ends."""
        try:
            return await self.probe(path, params, kind=kind)
        except DeskRefused as refusal:
            if refusal.status == HTTPStatus.FORBIDDEN:
                raise self._stop(
                    f"{self.name} forbids what is needed here ({path}; {refusal}). "
                    f"{self._address.rights}"
                ) from refusal
            raise DeskRefused(
                refusal.status,
                f"{self.name} refuses what it is asked for at {path} ({refusal}). Check its "
                "address.",
            ) from refusal

    async def probe(
        self, path: str, params: Mapping[str, Any] | None = None, *, kind: str = "tickets"
    ) -> Reply:
        """Read, until there is an answer, which may also be a DeskRefused."""
        return await self._until_answered(Call("GET", path, kind, {"params": params or {}}))

    async def get_once(self, path: str) -> Reply:
        """Read with one request; raises NoAnswer or NotSent when that failed."""
        return await self._answered(Call("GET", path, "tickets", {}, once=True))

    async def write(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any],
        *,
        params: Mapping[str, Any] | None = None,
        read_at: float | None = None,
    ) -> Reply:
        """Write once. NoAnswer: it may have been carried out; DeskRefused, NotSent: it was not.

        read_at: when what it relies on was read, monotonic; None where the desk itself refuses
            what is out of date.
        """
        fresh_until = None if read_at is None else read_at + MAX_AGE
        content = {"json": body, "params": params or {}}
        return await self._answered(
            Call(method, path, "tickets", content, WRITE_LIMIT, fresh_until)
        )

    def clock(self) -> float:
        """What the desk's clock shows, by its last answer: seconds since 1970."""
        return time.time() + self._ahead

    def hide(self, text: str) -> str:
        """The text without anything secret, on one line and not too long."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "•••")
        text = " ".join(text.split())
        return text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1] + "…"

    def tell(self, text: str, seconds: float | None = None, *, held: str = "") -> None:
        """Tell a person; seconds: how long it will take from now; held: which requests wait."""
        until = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
        self._notify(Notice(self.hide(text), until, held))

    def _hold(self, kind: str, seconds: float) -> None:
        if seconds > 0:
            self._limits.hold(kind, time.monotonic() + seconds)
            self.tell(f"{self.name} has asked to wait.", seconds, held=kind)

    async def _until_answered(self, call: Call) -> Reply:
        """Try again after trouble; for requests that change nothing."""
        pause = FIRST_PAUSE
        for tries in count(1):
            try:
                return await self._answered(call)
            except (NoAnswer, NotSent, DeskRefused) as trouble:
                if isinstance(trouble, DeskRefused) and trouble.status != HTTPStatus.CONFLICT:
                    raise
                unknown = isinstance(trouble, NotSent) and not self._has_answered
                if tries == (MAX_FIRST_TRIES if unknown else MAX_TRIES):
                    raise self._stop(f"{trouble} Tried {tries} times; try later.") from trouble
                self.tell(f"{trouble} Trying again.", pause)
            await asyncio.sleep(pause)
            pause *= 2
        raise AssertionError

    async def _answered(self, call: Call) -> Reply:
        """Send until neither a limit nor an old token is in the way; these count as no tries."""
        while True:
            response, token = await self._sent(call)
            self._has_answered = True
            told = moment(response.headers, "date")
            self._ahead = told.timestamp() - time.time() if told else self._ahead
            if response.status_code == HTTPStatus.UNAUTHORIZED and not call.is_for_token:
                await self._renew(token)
                if call.once:
                    raise NotSent(f"{self.name} wanted a newer access token.")
                continue
            self._accept(token)
            if response.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                self._limits.passed(call.kind, response.headers, time.monotonic())
                return self._read(call.kind, response)
            self._wait_as_asked(call.kind, response)
            if call.once or call.fresh_until is not None:
                raise NotSent(f"{self.name} asks to wait.")

    def _accept(self, token: Token | None) -> None:
        if self._tokens and token:
            self._tokens.accepted(token)

    async def _renew(self, token: Token | None) -> None:
        if not (self._tokens and token and await self._tokens.rejected(token)):
            raise self._stop(
                f"{self.name} does not accept the credentials (401). Check that they are right "
                "and were not revoked."
            )

    async def _sent(self, call: Call) -> tuple[httpx2.Response, Token | None]:
        """The answer to one request, and the token that went with it."""
        if call.is_for_token:
            await self._allowed(call)
            return await self._exchange.answer(call, {}), None
        async with self._places:
            token = await self._fresh_token(call)
            header = f"Bearer {token.access}" if token else self._fixed_header
            try:
                return await self._exchange.answer(call, {"Authorization": header}), token
            except NoAnswer:
                self._accept(token)
                raise

    async def _fresh_token(self, call: Call) -> Token | None:
        """The token once the request may go: who waits with one would go with an old one."""
        while True:
            await self._allowed(call)
            token = await self._tokens.token() if self._tokens else None
            if not self._limits.wait(call.kind, time.monotonic()):
                return token

    async def _allowed(self, call: Call) -> None:
        """Wait until the desk's limits allow the request."""
        while True:
            if self._stopped:
                raise DeskStopped(self._stopped)
            now = time.monotonic()
            wait = self._limits.wait(call.kind, now)
            if wait > MAX_WAIT:
                until = datetime.now().astimezone() + timedelta(seconds=wait)
                raise self._stop(
                    f"{self.name} wants no more requests before {until:%Y-%m-%d %H:%M}; "
                    "start this again then."
                )
            if call.fresh_until is not None and now + wait > call.fresh_until:
                raise NotSent("Too long since the ticket was read.")
            if not wait:
                return
            await asyncio.sleep(wait)

    def _read(self, kind: str, response: httpx2.Response) -> Reply:
        if response.is_server_error and "retry-after" in response.headers:
            self._wait_as_asked(kind, response)
        try:
            return understood(self.name, response)
        except DeskRefused as refusal:
            raise DeskRefused(refusal.status, self.hide(str(refusal))) from None
        except DeskStopped as stopped:
            raise self._stop(str(stopped)) from None

    def _wait_as_asked(self, kind: str, response: httpx2.Response) -> None:
        wait = self._limits.refused(kind, response.headers, time.monotonic())
        self.tell(f"{self.name} asks to wait ({response.status_code}).", wait, held=kind)

    def _stop(self, message: str) -> DeskStopped:
        self._stopped = self._stopped or self.hide(message)
        return DeskStopped(self._stopped)

    async def _fetch_token(self, fields: dict[str, str]) -> Mapping[str, Any]:
        endpoint = self._endpoint
        if endpoint is None:
            raise DeskMisuse(f"{self.name} knows no OAuth; give its API key.")
        asked = fields | ({"scope": endpoint.scope} if endpoint.scope else {})
        content = {"data" if endpoint.form else "json": asked}
        try:
            reply = await self._until_answered(Call("POST", endpoint.path, "token", content))
        except DeskRefused as refusal:
            raise self._stop(
                f"{self.name} gives no access token for these credentials ({refusal}). Check the "
                "client and its secret, or authorise it anew."
            ) from refusal
        return reply.fields


def _can_be_sent(header: str) -> bool:
    return header.isascii() and header.isprintable()
