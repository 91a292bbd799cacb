"""Who we are to a help desk. What is secret never shows in a repr."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BasicAuth:
    """A user with a password; also Freshdesk's key, and Zendesk's e-mail with an API token."""

    user: str
    password: str = field(repr=False)

    @property
    def header(self) -> str:
        """The Authorization header."""
        pair = f"{self.user}:{self.password}".encode()
        return "Basic " + base64.b64encode(pair).decode()


@dataclass(frozen=True, slots=True)
class BearerToken:
    """An access token that somebody else renews."""

    token: str = field(repr=False)

    @property
    def header(self) -> str:
        """The Authorization header."""
        return f"Bearer {self.token}"


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """An OAuth client that speaks for itself: there is nothing to keep between runs."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PasswordGrant:
    """An OAuth client that speaks for a user."""

    client_id: str
    client_secret: str = field(repr=False)
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RefreshGrant:
    """A refresh token. It dies when it is used, so the next one is kept in the named file."""

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    token_file: Path


Static = BasicAuth | BearerToken
Grant = ClientCredentials | PasswordGrant | RefreshGrant
Credentials = Static | Grant

_PUBLIC = frozenset({"user", "client_id", "token_file"})


def secrets(credentials: Credentials) -> Iterator[str]:
    """Every text of the credentials that nobody may see, also in the form it is sent in."""
    for each in fields(credentials):
        value = getattr(credentials, each.name)
        if each.name not in _PUBLIC and value:
            yield value
    if isinstance(credentials, BasicAuth):
        yield credentials.header.removeprefix("Basic ")
        # A key that stands where a user would.
        if credentials.password == "X":  # noqa: S105 - what Freshdesk wants beside its key
            yield credentials.user
