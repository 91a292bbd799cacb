"""A second record beside the workspace, only ever added to: how much there was, and each review.

DuckDB drops what follows a damaged byte of its own log without a word. This file is written on its
own, so that at the next opening it can be told what is missing, and reviews can be brought back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

MODE: Final = 0o600
ReviewRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a workspace holds; newest_review: the number of the newest review."""

    tickets: int = 0
    decisions: int = 0
    reviews: int = 0
    newest_review: int = 0

    def lacks(self, other: Counts) -> bool:
        """Whether there is less of anything here than there."""
        mine, others = asdict(self), asdict(other)
        return any(mine[name] < others[name] for name in mine)


@dataclass(frozen=True, slots=True)
class Loss:
    """What was missing when a workspace was opened, until a person has agreed to it.

    since: UTC time of the last entry of which everything is there.
    copies: name of the folder with the files as they were found; "" where there is none.
    """

    tickets: int
    decisions: int
    reviews: int
    since: datetime
    copies: str = ""

    @property
    def sentence(self) -> str:
        """What a person is told.

        >>> Loss(0, 1200, 101, datetime(2026, 3, 2, 14, 2, tzinfo=UTC)).sentence
        '1,200 decisions and 101 reviews are missing since 14:02 UTC on 2 Mar 2026.'
        """
        counted = {"ticket": self.tickets, "decision": self.decisions, "review": self.reviews}
        parts = [f"{n:,} {name}{'s' if n > 1 else ''}" for name, n in counted.items() if n]
        verb = "is" if sum(counted.values()) == 1 else "are"
        when = f"{self.since:%H:%M UTC on} {self.since.day} {self.since:%b %Y}"
        return f"{' and '.join(parts)} {verb} missing since {when}."

    def way_out(self, path: Path) -> str:
        """The sentence with what a person on a command line can do."""
        return (
            f'{self.sentence} "python -m store restore {path}" brings back the reviews, '
            f'"python -m store leave-out {path}" does without.'
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What the log says: counts over time, the reviews by number, and a loss not agreed to."""

    workspace_id: str = ""
    history: Sequence[tuple[datetime, Counts]] = ()
    reviews: Mapping[int, ReviewRow] = field(default_factory=dict)
    loss: Loss | None = None

    @property
    def counts(self) -> Counts:
        """The newest counts."""
        return self.history[-1][1] if self.history else Counts()

    def since(self, found: Counts) -> datetime:
        """The time of the last entry of which everything is there."""
        whole = [at for at, counts in self.history if not found.lacks(counts)]
        return whole[-1] if whole else self.history[0][0]


def file_of(workspace: Path) -> Path:
    """The log of that workspace file."""
    return workspace.with_name(workspace.name + ".recovery")


def read(workspace: Path) -> Known:
    """What the log says; nothing where there is none. A line torn by a kill is left out."""
    try:
        lines = file_of(workspace).read_bytes().splitlines()
    except FileNotFoundError:
        return Known()
    history: list[tuple[datetime, Counts]] = []
    reviews: dict[int, ReviewRow] = {}
    workspace_id, loss = "", None
    for entry in filter(None, map(_entry, lines)):
        at = datetime.fromisoformat(entry["at"])
        if "workspace_id" in entry:
            workspace_id = entry["workspace_id"]
        if "counts" in entry:
            history.append((at, Counts(**entry["counts"])))
        for row in entry.get("reviews", ()):
            reviews[int(row["review_id"])] = row
        if "loss" in entry:
            since = datetime.fromisoformat(entry["loss"]["since"])
            loss = Loss(**{**entry["loss"], "since": since})
        if "agreed" in entry:
            loss = None
        for number in entry.get("left_out", ()):
            reviews.pop(number, None)
    return Known(workspace_id, history, reviews, loss)


class RecoveryLog:
    """The log of an open workspace, to add to."""

    def __init__(self, workspace: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._descriptor = os.open(file_of(workspace), flags, MODE)

    def add(self, *, durable: bool = False, **entry: Any) -> None:
        """Add one line; durable: it is on the disk when this returns."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"at": at, **entry}, default=_plain, ensure_ascii=False)
        # A line of its own even after one that a full disk has cut short.
        _write(self._descriptor, f"\n{line}\n".encode())
        if durable:
            os.fdatasync(self._descriptor)

    def close(self) -> None:
        """Nothing more is added."""
        os.close(self._descriptor)


def with_copies(loss: Loss, folder: Path | None) -> Loss:
    """The same loss with the name of the folder that holds the files as they were found."""
    return replace(loss, copies=folder.name if folder else "")


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and "at" in entry else None


def _plain(value: Any) -> Any:
    if isinstance(value, Loss | Counts):
        return asdict(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
