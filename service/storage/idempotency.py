"""Answers under an Idempotency-Key: a request that is sent again gets the first answer again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from service.storage.database import Database

# So long an answer is kept, and so long an unanswered request keeps others of its key away.
KEPT_SECONDS: Final = 24 * 3600.0
MAX_UNANSWERED_SECONDS: Final = 60.0


class Standing(Enum):
    """How a request stands to earlier ones of its key.

    new: it must be answered. answered: its answer is known. running: the first is being answered.
    other: the key was used for another request.
    """

    NEW = auto()
    ANSWERED = auto()
    RUNNING = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of a key. body: the answer that was given."""

    standing: Standing
    body: str = ""


class Replies:
    """The answers of one service folder."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, caller: str, key: str, request: bytes, now: float) -> Earlier:
        """Claim the key for a request, unless another one had it."""
        digest = hashlib.sha256(request).hexdigest()
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM replies WHERE begun_at < ? OR (body IS NULL AND begun_at < ?)",
                (now - KEPT_SECONDS, now - MAX_UNANSWERED_SECONDS),
            )
            row = connection.execute(
                "SELECT * FROM replies WHERE key_name = ? AND idempotency_key = ?", (caller, key)
            ).fetchone()
            if row is None:
                connection.execute(
                    "INSERT INTO replies VALUES (?, ?, ?, NULL, ?)", (caller, key, digest, now)
                )
                return Earlier(Standing.NEW)
        if row["request_sha256"] != digest:
            return Earlier(Standing.OTHER)
        if row["body"] is None:
            return Earlier(Standing.RUNNING)
        return Earlier(Standing.ANSWERED, row["body"])

    def keep(self, caller: str, key: str, body: str) -> None:
        """Keep the answer."""
        self._database.write(
            "UPDATE replies SET body = ? WHERE key_name = ? AND idempotency_key = ?",
            (body, caller, key),
        )

    def forget(self, caller: str, key: str) -> None:
        """The request failed: the same key may try again."""
        self._database.write(
            "DELETE FROM replies WHERE key_name = ? AND idempotency_key = ? AND body IS NULL",
            (caller, key),
        )
