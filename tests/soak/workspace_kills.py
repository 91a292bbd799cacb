"""Kills a process that works in a workspace, again and again, and holds what is there to a ledger.

`python -m tests.soak.workspace_kills SEED [KILLS]`: every third time the log of the killed process
is damaged as well, as by a failing disk.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from store.workspace import Workspace
from store.workspaces import Workspaces

ROOT = Path(__file__).parents[2]
DAMAGED = 1 / 3
# Beside the workspace: its log of recovery, of paid answers, and what filled it.
KNOWN = {".duckdb", ".recovery", ".parquet", ".ledger", ".attempts"}


@dataclass
class Ledger:
    """What the worker was told is written."""

    tickets: set[str] = field(default_factory=set)
    reviews: dict[int, str] = field(default_factory=dict)
    paid: set[str] = field(default_factory=set)
    decided: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def read(cls, file: Path) -> Ledger:
        ledger = cls()
        for line in file.read_text(encoding="utf-8").splitlines():
            ledger.add(json.loads(line))
        return ledger

    def add(self, entry: dict[str, Any]) -> None:
        match entry["what"]:
            case "import":
                self.tickets.update(entry["ids"])
            case "review":
                self.reviews[entry["id"]] = entry["category"]
            case "paid":
                self.paid.update(entry["ids"])
            case "decided":
                self.decided.update((entry["run"], key) for key in entry["keys"])


def kill_again_and_again(folder: Path, seed: int, kills: int) -> None:
    """Raise AssertionError where something that was written is missing, or is there twice."""
    lot = random.Random(seed)
    Workspaces(folder, "the soak").create("desk").close()
    path, ledger = folder / "desk.duckdb", folder / "desk.ledger"
    ledger.touch()
    for number in range(kills):
        _work_and_kill(path, ledger, 1000 * seed + number, lot.uniform(0.2, 2.0))
        damaged = lot.random() < DAMAGED and _damage(path.with_name("desk.duckdb.wal"), lot)
        _check(path, Ledger.read(ledger), damaged=damaged)


def _work_and_kill(path: Path, ledger: Path, seed: int, seconds: float) -> None:
    began = ledger.stat().st_size
    command = [sys.executable, "-m", "tests.soak.workspace_worker", str(path), str(ledger)]
    worker = subprocess.Popen([*command, str(seed)], cwd=ROOT)
    while ledger.stat().st_size == began:
        assert worker.poll() is None, "the worker ended before it began"
        time.sleep(0.01)
    time.sleep(seconds)
    worker.kill()
    assert worker.wait() == -signal.SIGKILL, "the worker ended by itself"


def _damage(log: Path, lot: random.Random) -> bool:
    """Cut the log short or flip a byte of it; False where there is none."""
    if not log.exists() or not (size := log.stat().st_size):
        return False
    at = lot.randrange(size)
    if lot.random() < 0.5:
        os.truncate(log, at)
    else:
        content = bytearray(log.read_bytes())
        content[at] ^= 0xFF
        log.write_bytes(content)
    return True


def _check(path: Path, ledger: Ledger, *, damaged: bool) -> None:
    folder = Workspaces(path.parent, "the soak")
    workspace = folder.open(path.stem)
    loss = workspace.loss
    assert damaged or loss is None, f"a loss is claimed where nothing was damaged: {loss}"
    if loss:
        workspace.restore_missing()
    assert ledger.tickets <= set(_column(workspace, "SELECT id FROM tickets"))
    found = dict(_rows(workspace, "SELECT review_id, category FROM reviews"))
    assert ledger.reviews.items() <= found.items(), "reviews are missing"
    paid = Counter(_column(workspace, "SELECT attempt_id FROM attempts"))
    assert ledger.paid <= set(paid), "paid answers are missing"
    assert set(paid.values()) <= {1}, "a paid answer is there twice"
    missing = ledger.decided - set(_rows(workspace, "SELECT run_id, ticket_key FROM decisions"))
    assert len(missing) <= (loss.decisions if loss else 0), "decisions are missing without a word"
    assert set(_column(workspace, "SELECT status FROM runs")) <= {"finished", "interrupted"}
    assert not _rows(workspace, DIFFERING), "a label is not what the export or a blind look says"
    folder.close()
    left = {file.suffix for file in path.parent.iterdir()}
    assert left <= KNOWN, f"something was left behind: {left - KNOWN}"
    # What was lost in spite of it all is decided again; the ledger of it begins anew.
    if missing:
        _forget(path.with_name("desk.ledger"), missing)


DIFFERING = """
SELECT t.ticket_key FROM tickets t LEFT JOIN v_blind_looks l USING (ticket_key)
WHERE coalesce(t.category, '')
    <> coalesce(nullif(t.exported_category, ''), l.category, '')
"""


def _forget(file: Path, missing: set[tuple[int, int]]) -> None:
    kept = []
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["what"] == "decided":
            entry["keys"] = [key for key in entry["keys"] if (entry["run"], key) not in missing]
        kept.append(json.dumps(entry))
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _rows(workspace: Workspace, sql: str) -> list[tuple[Any, ...]]:
    with workspace.reading() as cursor:
        return cursor.execute(sql).fetchall()


def _column(workspace: Workspace, sql: str) -> list[Any]:
    return [value for (value,) in _rows(workspace, sql)]


if __name__ == "__main__":
    chosen, times = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 50
    with tempfile.TemporaryDirectory() as name:
        kill_again_and_again(Path(name), chosen, times)
    print(f"Seed {chosen}: {times} kills, nothing lost and nothing twice.")  # noqa: T201
