"""Which profile answers: put to use in the shadow of the present one, switched to, rolled back.

The processes of one service folder look here every second; none is restarted.
"""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing import profile_archive
from routing.profile import RoutingProfile
from service.errors import ServiceError
from service.storage.database import Database

# So many tickets a new profile answers unseen beside the present one before it takes over.
SHADOW_TICKETS: Final = 200
# Published profiles of earlier weeks are in the way of nobody, but large.
MAX_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class State:
    """Fingerprints of profiles. shadow: what answers unseen beside the current one, and counts.

    wanted: after how many tickets it takes over. compared: how many both have answered so far.
    same: on how many they agree in category and disposition. problem: why it does not take over.
    """

    current: str | None
    previous: str | None
    shadow: str | None = None
    wanted: int = 0
    compared: int = 0
    same: int = 0
    problem: str = ""


class Deployment:
    """The profiles of one service folder."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last_read: RoutingProfile | None = None

    @property
    def state(self) -> State:
        """What answers now."""
        (row,) = self._database.rows(
            "SELECT current, previous, shadow, wanted, compared, same, problem FROM deployment"
        )
        return State(**row)

    def start_with(self, file: Path, now: float) -> None:
        """A service begins with this file: it answers, unless it was here before.

        One that was here before has been followed by others since, or was rolled back.
        """
        fingerprint, new = self._add(file, now)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE deployment SET previous = current, current = :new, shadow = NULL, "
                "problem = '' WHERE current IS NULL OR (:is_new AND current <> :new)",
                {"new": fingerprint, "is_new": new},
            )

    def use(self, file: Path, now: float, tickets: int = SHADOW_TICKETS) -> str:
        """Let a new profile answer in the shadow, then take over; its fingerprint.

        tickets: how many it answers unseen before, 0 for taking over at once.
        """
        fingerprint, _new = self._add(file, now)
        state = self.state
        if fingerprint == state.current:
            raise ServiceError(f"The profile {fingerprint} answers already.")
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE deployment SET shadow = ?, wanted = ?, compared = 0, same = 0, "
                "problem = ''",
                (fingerprint, tickets),
            )
            if not tickets or state.current is None:
                _take_over(connection, fingerprint)
        return fingerprint

    def compared(self, shadow: str, tickets: int, same: int, problem: str = "") -> None:
        """Note what the shadow said; it takes over once it has answered enough without trouble."""
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE deployment SET compared = compared + ?, same = same + ?, "
                "problem = CASE WHEN problem = '' THEN ? ELSE problem END WHERE shadow = ?",
                (tickets, same, problem, shadow),
            )
            row = connection.execute(
                "SELECT 1 FROM deployment WHERE shadow = ? AND compared >= wanted AND problem = ''",
                (shadow,),
            ).fetchone()
            if row:
                _take_over(connection, shadow)

    def roll_back(self) -> str:
        """The profile that answered before answers again; its fingerprint."""
        previous = self.state.previous
        if previous is None:
            raise ServiceError("No profile has answered before this one.")
        self._database.write(
            "UPDATE deployment SET current = previous, previous = current, shadow = NULL, "
            "problem = ''"
        )
        return previous

    def profile(self, fingerprint: str) -> RoutingProfile:
        """A profile of the folder; raises RouterError when it is damaged."""
        if self._last_read and self._last_read.fingerprint == fingerprint:
            return self._last_read
        row = self._database.row(
            "SELECT content FROM profiles WHERE fingerprint = ?", (fingerprint,)
        )
        if row is None:
            raise ServiceError(f"There is no profile {fingerprint} in the service's folder.")
        with tempfile.TemporaryDirectory(prefix="routecase-") as folder:
            file = Path(folder) / f"{fingerprint}.profile"
            file.write_bytes(row["content"])
            return profile_archive.read(file)

    def _add(self, file: Path, now: float) -> tuple[str, bool]:
        """Keep the file; its fingerprint, and whether it is new."""
        self._last_read = profile_archive.read(file)
        fingerprint = self._last_read.fingerprint
        with self._database.writing() as connection:
            added = connection.execute(
                "INSERT INTO profiles VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (fingerprint, file.read_bytes(), now),
            )
            connection.execute(
                "DELETE FROM profiles WHERE fingerprint NOT IN (SELECT fingerprint FROM profiles "
                "ORDER BY added_at DESC LIMIT ?) AND NOT EXISTS (SELECT 1 FROM deployment d "
                "WHERE fingerprint IN (d.current, d.previous, d.shadow))",
                (MAX_KEPT,),
            )
            return fingerprint, bool(added.rowcount)


def _take_over(connection: sqlite3.Connection, fingerprint: str) -> None:
    connection.execute(
        "UPDATE deployment SET previous = current, current = ?, shadow = NULL", (fingerprint,)
    )
