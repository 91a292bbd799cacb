"""Answers under an Idempotency-Key: a request that is sent again gets the first answer again.

A key that is being answered belongs to its process for as long as that lives: no clock says when it
is free again, for a clock can be set.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from service.storage.database import Database

# So long an answer is kept.
KEPT_SECONDS: Final = 24 * 3600.0


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
    """The answers of one service folder.

    process: who answers here. is_alive: whether a process of that name still runs.
    """

    def __init__(self, database: Database, process: str, is_alive: Callable[[str], bool]) -> None:
        self._database = database
        self._process = process
        self._is_alive = is_alive
        # What this process answers right now: a full disk may keep a claim that it gave up.
        self._running: set[tuple[str, str]] = set()

    def begin(self, caller: str, key: str, request: bytes, now: float) -> Earlier:
        """Claim the key for a request, unless another one had it. now: seconds since 1970."""
        digest = hashlib.sha256(request).hexdigest()
        with self._database.writing() as connection:
            connection.execute("DELETE FROM replies WHERE begun_at < ?", (now - KEPT_SECONDS,))
            answered = _row(connection, "replies", caller, key)
            if answered and answered["body"] is not None:
                same = answered["request_sha256"] == digest
                return Earlier(Standing.ANSWERED, answered["body"]) if same else _OTHER
            claim = _row(connection, "reply_claims", caller, key)
            if claim and self._is_running(claim, caller, key):
                return Earlier(Standing.RUNNING) if claim["request_sha256"] == digest else _OTHER
            connection.execute(
                "INSERT OR REPLACE INTO reply_claims VALUES (?, ?, ?, ?, ?)",
                (caller, key, digest, self._process, now),
            )
            self._running.add((caller, key))
            return Earlier(Standing.NEW)

    def keep(self, caller: str, key: str, body: str) -> None:
        """Keep the answer."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO replies "
                "SELECT key_name, idempotency_key, request_sha256, ?, begun_at "
                "FROM reply_claims WHERE key_name = ? AND idempotency_key = ?",
                (body, caller, key),
            )
            _give_up(connection, caller, key)
        self._running.discard((caller, key))

    def forget(self, caller: str, key: str) -> None:
        """The request failed: the same key may try again."""
        self._running.discard((caller, key))
        with self._database.writing() as connection:
            _give_up(connection, caller, key)

    def _is_running(self, claim: sqlite3.Row, caller: str, key: str) -> bool:
        if claim["process"] == self._process:
            return (caller, key) in self._running
        return self._is_alive(claim["process"])


_OTHER: Final = Earlier(Standing.OTHER)


def _row(connection: sqlite3.Connection, table: str, caller: str, key: str) -> sqlite3.Row | None:
    found: sqlite3.Row | None = connection.execute(
        f"SELECT * FROM {table} WHERE key_name = ? AND idempotency_key = ?",  # noqa: S608 - ours
        (caller, key),
    ).fetchone()
    return found


def _give_up(connection: sqlite3.Connection, caller: str, key: str) -> None:
    connection.execute(
        "DELETE FROM reply_claims WHERE key_name = ? AND idempotency_key = ?", (caller, key)
    )
