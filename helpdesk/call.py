"""One request to a help desk: where it goes, its class of limits, how long it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

# Seconds an answer may take: of a write, of a read (pages of exports are slow), to be connected.
WRITE_LIMIT: Final = 20.0
READ_LIMIT: Final = 60.0
CONNECT_LIMIT: Final = 5.0


@dataclass(frozen=True, slots=True)
class Address:
    """A desk: its name as people write it, its URL, and the rights its user must have."""

    name: str
    url: str
    rights: str = ""


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """Where an OAuth token is asked for: as a form, else as JSON; with that scope."""

    path: str
    form: bool
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A request. kind: its class of limits. fresh_until: monotonic; sent by then or not at all.

    once: it does not go again, not even after a limit or with a newer token.
    """

    method: str
    path: str
    kind: str
    content: Mapping[str, Any]
    limit: float = READ_LIMIT
    fresh_until: float | None = None
    once: bool = False

    @property
    def is_for_token(self) -> bool:
        """Whether it asks for an access token, so that none goes with it."""
        return self.kind == "token"
