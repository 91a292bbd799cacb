"""Paid answers: a line in a file at once, a row in the workspace before they count."""

from __future__ import annotations

import json
import os
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa

from routing.attempt import Attempt
from routing.decision import Alternative
from routing.engine import Paid
from routing.errors import WorkspaceError
from store.workspace import Workspace

ENDING: Final = ".attempts"
SCHEMA: Final = pa.schema(
    [
        ("run_id", pa.int64()),
        ("id", pa.string()),
        ("key", pa.string()),
        ("category", pa.string()),
        ("confidence", pa.float64()),
        (
            "alternatives",
            pa.list_(pa.struct([("category", pa.string()), ("confidence", pa.float64())])),
        ),
        ("reason", pa.string()),
        ("problem", pa.string()),
        ("raw", pa.string()),
        ("model", pa.string()),
        ("input_tokens", pa.int64()),
        ("output_tokens", pa.int64()),
        ("cached_tokens", pa.int64()),
        ("cost_usd", pa.float64()),
        ("certain", pa.bool_()),
        ("latency_seconds", pa.float64()),
    ]
)
_WITHDRAWN: Final = "withdrawn"
_FIELDS: Final = tuple(field.name for field in fields(Attempt))


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has paid a provider.

    answers: questions answered, packs counted by their tickets; requests: what was sent.
    unusable: answers that could not be used.
    unknown: questions sent and never answered, for example because the process was killed;
        `uncertain_usd` is the most they may have cost, and not part of `cost_usd`.
    estimated_usd: the part of `cost_usd` that is estimated, because the provider did not tell.
    """

    answers: int
    requests: int
    unusable: int
    unknown: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cost_usd: float
    uncertain_usd: float
    estimated_usd: float


def spent(workspace: Workspace, run_id: int) -> Spent:
    """What the run has paid, retries included."""
    return Spent(*workspace.rows("attempts.spent", [run_id])[0])


def problems(workspace: Workspace, run_id: int) -> dict[str, int]:
    """Why answers of the run could not be used, and how many each, most first."""
    return {name: int(n) for name, n in workspace.rows("attempts.problems", [run_id])}


def answered(workspace: Workspace, keys: Sequence[str]) -> frozenset[str]:
    """Those of the questions that have a usable answer here: asking them again costs nothing."""
    rows = workspace.rows("attempts.answered", {"keys": list(keys)})
    return frozenset(key for (key,) in rows)


def file_of(workspace: Workspace) -> Path:
    """The file beside the workspace that holds what may not have come into it yet."""
    return workspace.path.with_name(workspace.path.name + ENDING)


def take_in(workspace: Workspace) -> int:
    """Take in what an interrupted process left beside the workspace; how many attempts it had.

    What was sent and not answered comes in as that: it may have been charged.
    """
    file = file_of(workspace)
    if not file.exists():
        return 0
    rows: dict[str, dict[str, Any]] = {}
    for line in file.read_bytes().splitlines():
        read = _row(line) or {}
        for withdrawn in read.get(_WITHDRAWN, ()):
            rows.pop(withdrawn, None)
        if "id" in read:
            rows[read["id"]] = read
    if rows:
        _replace_pledges(workspace, list(rows))
        left = pa.Table.from_pylist(list(rows.values()), schema=SCHEMA)
        workspace.append("attempts.add_missing", left)
        workspace.checkpoint()
    file.unlink()
    return len(rows)


def _replace_pledges(workspace: Workspace, ids: Sequence[str]) -> None:
    """Questions that were sent and not answered make place for what is known by now."""
    workspace.execute("attempts.drop_unanswered", {"ids": list(ids)})


class RunAttempts:
    """The memory of what was sent and paid for one run; use it in a `with` block.

    `pledge` and `note` write lines to a file beside the workspace, which a killed process leaves
    behind. `settle` makes the file durable and moves the answers into the workspace. The file goes
    when the block is left and everything is in the workspace.
    """

    def __init__(self, workspace: Workspace, run_id: int) -> None:
        self._workspace = workspace
        self._run_id = run_id
        self._guard = threading.Lock()
        self._unsettled: list[tuple[Attempt, dict[str, Any]]] = []
        self._by_key: dict[str, list[Attempt]] = defaultdict(list)
        self._unanswered: dict[str, float] = {}

    def __enter__(self) -> Self:
        """Take in what was left behind, and begin."""
        take_in(self._workspace)
        self._unanswered = dict(self._workspace.rows("attempts.unanswered", [self._run_id]))
        self._file = os.open(
            file_of(self._workspace), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Bring everything into the workspace; only then does the file go."""
        try:
            self.settle()
            self._workspace.checkpoint()
        finally:
            os.close(self._file)
        file_of(self._workspace).unlink(missing_ok=True)

    def paid(self) -> Paid:
        """What this run has cost in earlier stretches."""
        found = spent(self._workspace, self._run_id)
        return Paid(found.cost_usd, found.uncertain_usd)

    def recall(self, keys: Sequence[str]) -> Mapping[str, Sequence[Attempt]]:
        """The answers already there for these questions, oldest first; another run's are free."""
        wanted = list(dict.fromkeys(keys))
        found: dict[str, dict[str, Attempt]] = defaultdict(dict)
        # First what is on its way: between the two looks it can only move into the workspace.
        with self._guard:
            fresh = [attempt for key in wanted for attempt in self._by_key.get(key, ())]
        for row in self._workspace.rows("attempts.recall", {"keys": wanted}):
            attempt = self._attempt(row)
            found[attempt.key][attempt.id] = attempt
        for attempt in fresh:
            found[attempt.key].setdefault(attempt.id, attempt)
        return {key: tuple(attempts.values()) for key, attempts in found.items()}

    def pledge(self, pledged: Sequence[Attempt]) -> float:
        """Write what is about to be sent; dollars of it that `paid` has counted already.

        Raises WorkspaceError when the disk is full or gone.
        """
        self._write([_as_row(self._run_id, pledge) for pledge in pledged])
        return sum(self._unanswered.get(pledge.id, 0.0) for pledge in pledged)

    def withdraw(self, pledged: Sequence[Attempt]) -> None:
        """These were not charged after all."""
        ids = [pledge.id for pledge in pledged]
        self._write([{_WITHDRAWN: ids}])
        self._forget(ids)

    def note(self, attempts: Sequence[Attempt]) -> None:
        """Write them to the file; from here on a killed process does not pay for them again.

        Raises WorkspaceError when the disk is full or gone.
        """
        if not attempts:
            return
        rows = [_as_row(self._run_id, attempt) for attempt in attempts]
        self._write(rows)
        with self._guard:
            self._unsettled.extend(zip(attempts, rows, strict=True))
            for attempt in attempts:
                self._by_key[attempt.key].append(attempt)

    def settle(self) -> None:
        """Make what was noted durable, in the file and in the workspace."""
        with self._guard:
            settling = list(self._unsettled)
        if not settling:
            return
        os.fdatasync(self._file)
        rows = [row for _, row in settling]
        self._forget([row["id"] for row in rows])
        self._workspace.append("attempts.add", pa.Table.from_pylist(rows, schema=SCHEMA))
        with self._guard:
            del self._unsettled[: len(settling)]
            for attempt, _ in settling:
                self._by_key.pop(attempt.key, None)
            for attempt, _ in self._unsettled:
                if attempt not in self._by_key[attempt.key]:
                    self._by_key[attempt.key].append(attempt)

    def _write(self, rows: Sequence[dict[str, Any]]) -> None:
        lines = [json.dumps(row) + "\n" for row in rows]
        try:
            os.write(self._file, "".join(lines).encode())
        except OSError as error:
            raise WorkspaceError(
                "The answers cannot be written; make room on the disk and resume the run."
            ) from error

    def _forget(self, ids: Sequence[str]) -> None:
        """Of these something is known now that the workspace still holds as unanswered."""
        known = [number for number in ids if number in self._unanswered]
        if known:
            _replace_pledges(self._workspace, known)
            for number in known:
                del self._unanswered[number]

    def _attempt(self, row: tuple[Any, ...]) -> Attempt:
        run_id, number, key, category, confidence, alternatives, *rest = row
        others = tuple(Alternative(**a) for a in alternatives)
        attempt = Attempt(number, key, category, confidence, others, *rest)
        if run_id == self._run_id:
            return attempt
        return replace(attempt, input_tokens=0, output_tokens=0, cached_tokens=0, cost_usd=0.0)


def _as_row(run_id: int, attempt: Attempt) -> dict[str, Any]:
    """The attempt as the file and the table hold it; dataclasses.asdict takes ten times as long."""
    row = {name: getattr(attempt, name) for name in _FIELDS}
    others = [{"category": a.category, "confidence": a.confidence} for a in attempt.alternatives]
    return {"run_id": run_id, **row, "alternatives": others}


def _row(line: bytes) -> dict[str, Any] | None:
    """A line of the file; None for one that was torn when the process ended."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    whole = isinstance(row, dict) and (row.keys() >= {"run_id", "id", "key"} or _WITHDRAWN in row)
    return row if whole else None
