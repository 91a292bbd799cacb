"""Answers that were paid for, and who is asking right now: nothing is paid twice.

A worker claims a text before it asks a provider. A claim lasts as long as its worker lives; then
somebody else may ask.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import replace

from routing.decision import Decision
from routing.ticket import Ticket
from service import decision_record
from service.storage.database import Database


class Answers:
    """What the workers of one service folder know of each other.

    worker: who asks here. is_alive: whether a worker of that name still runs.
    """

    def __init__(self, database: Database, worker: str, is_alive: Callable[[str], bool]) -> None:
        self._database = database
        self._worker = worker
        self._is_alive = is_alive

    def find(self, profile: str, ticket: Ticket) -> Decision | None:
        """What that profile has said of the same text, None where it was not asked."""
        row = self._database.row(
            "SELECT decision FROM answers WHERE profile = ? AND text_sha256 = ?",
            (profile, _digest(ticket)),
        )
        if row is None:
            return None
        found = decision_record.from_record(json.loads(row["decision"]))
        return replace(found, ticket_key=ticket.key, ticket_id=ticket.id, cost_usd=0.0)

    def claim(self, profile: str, ticket: Ticket) -> bool:
        """Whether this worker may ask; False while another one that lives is asking.

        False as well where the answer has come since it was looked for: then it is there to find.
        """
        key = (profile, _digest(ticket))
        with self._database.writing() as connection:
            if connection.execute(
                "SELECT 1 FROM answers WHERE profile = ? AND text_sha256 = ?", key
            ).fetchone():
                return False
            row = connection.execute(
                "SELECT worker FROM claims WHERE profile = ? AND text_sha256 = ?", key
            ).fetchone()
            if row and row["worker"] != self._name and self._is_alive(row["worker"].split(":")[0]):
                return False
            connection.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", (*key, self._name))
            return True

    def keep(self, profile: str, ticket: Ticket, decision: Decision) -> None:
        """Keep an answer for good and give up the claim."""
        key = (profile, _digest(ticket))
        told = json.dumps(decision_record.to_record(decision))
        with self._database.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (*key, told))
            connection.execute("DELETE FROM claims WHERE profile = ? AND text_sha256 = ?", key)

    def release(self, profile: str, ticket: Ticket) -> None:
        """Give up the claim without an answer."""
        self._database.write(
            "DELETE FROM claims WHERE profile = ? AND text_sha256 = ? AND worker = ?",
            (profile, _digest(ticket), self._name),
        )

    @property
    def _name(self) -> str:
        """One thread asks one thing at a time."""
        return f"{self._worker}:{threading.get_ident()}"


def _digest(ticket: Ticket) -> str:
    return hashlib.sha256(ticket.text.encode("utf-8", "surrogatepass")).hexdigest()
