"""Who may call the API: bearer keys, of which only a hash is kept, each with its rate."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from service.errors import ServiceError
from service.storage.database import Database

PREFIX: Final = "rc_"
# So long a key that was found is taken without looking again.
KNOWN_SECONDS: Final = 1.0
# More than one core answers; a key for a stranger wants less.
USUAL_RATE: Final = "60000/minute"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A caller. rate: how much it may ask, as `limits` reads it, for example `600/minute`."""

    name: str
    rate: str


class ApiKeys:
    """The keys of one folder. A key is 256 random bits, so that no guessing undoes its hash."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[float, ApiKey]] = {}

    def add(self, name: str, now: float, rate: str = USUAL_RATE) -> str:
        """A new key, shown this once; raises ServiceError where the name is taken."""
        key = PREFIX + secrets.token_urlsafe(32)
        added = self._database.write(
            "INSERT INTO api_keys VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (name, _hash(key), rate, now),
        )
        if not added:
            raise ServiceError(f"There is a key {name} already; remove it or choose another name.")
        return key

    def remove(self, name: str) -> None:
        """Take a key back; raises ServiceError where there is none of that name."""
        if not self._database.write("DELETE FROM api_keys WHERE name = ?", (name,)):
            raise ServiceError(f"There is no key {name}.")

    def all(self) -> list[ApiKey]:
        """Every key there is, by name."""
        rows = self._database.rows("SELECT name, rate FROM api_keys ORDER BY name")
        return [ApiKey(**row) for row in rows]

    def find(self, key: str, now: float) -> ApiKey | None:
        """Whose key it is, None for nobody's. Found by its hash: no comparison tells how near.

        now: seconds since 1970. A key that was removed is taken for a second more.
        """
        read_at, known = self._known.get(key, (0.0, None))
        if known and now - read_at < KNOWN_SECONDS:
            return known
        found = self._read(key)
        self._known.pop(key, None)
        if found:
            self._known[key] = now, found
        return found

    def _read(self, key: str) -> ApiKey | None:
        row = self._database.row("SELECT name, rate FROM api_keys WHERE sha256 = ?", (_hash(key),))
        return ApiKey(**row) if row else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
