"""A help desk under test: a workspace, the real command line, and a bundled contract server.

What the server and the report of a push say of each other becomes figures.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from routing.decision import Decision, Disposition  # noqa: E402
from store import runs, tickets  # noqa: E402
from store.workspace import Workspace  # noqa: E402
from tests.fakes.helpdesk.behaviour import Behaviour  # noqa: E402
from tests.fakes.helpdesk.process import Running, help_desk  # noqa: E402
from tests.fakes.helpdesk.server import SECRET, SECRETS  # noqa: E402

TOLD: Final = ("assigned", "unchanged", "conflict", "refused", "gone", "unknown")
# Seconds between two looks how far a push is.
POLLED: Final = 0.02
KEYS: Final = {
    "ZENDESK_CLIENT_ID": "robot", "ZENDESK_CLIENT_SECRET": SECRET, "FRESHDESK_API_KEY": SECRET,
    "SERVICENOW_CLIENT_ID": "robot", "SERVICENOW_CLIENT_SECRET": SECRET,
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure of one seed, and whether it is what it must be."""

    scenario: str
    desk: str
    seed: int
    name: str
    value: float
    target: str
    holds: bool


class Bench:
    """A workspace beside a server, and the command line between them."""

    def __init__(self, desk: str, seed: int, running: Running, folder: Path) -> None:
        self.desk, self.seed, self.running = desk, seed, running
        self.file = folder / "bench.duckdb"
        self.report = folder / "report.jsonl"
        self.output = ""
        self.figures: list[Figure] = []
        self.random = random.Random(seed)  # noqa: S311 - no secret

    def command(self, *words: str) -> list[str]:
        """The command line with workspace and address."""
        with_url = ["--url", self.running.url] if words[0] not in ("map", "outcomes") else []
        return [sys.executable, "-m", "helpdesk", *words, "--workspace", str(self.file), *with_url]

    def run(self, *words: str) -> int:
        """Let a command run to its end; its exit code."""
        done = subprocess.run(
            self.command(*words), cwd=ROOT, env=os.environ | KEYS, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        self.output += done.stdout + done.stderr
        return done.returncode

    def killed(self, writes: int, *words: str) -> None:
        """Kill a command once it has written so many tickets, where it has not ended before."""
        until = self.running.landed() + writes
        with subprocess.Popen(
            self.command(*words), cwd=ROOT, env=os.environ | KEYS, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            while process.poll() is None and self.running.landed() < until:
                time.sleep(POLLED)
            process.kill()

    def prepare(self) -> None:
        """Read the tickets, map the groups, and decide on every ticket at random."""
        for words in (("import", self.desk), ("map", self.desk, "--by-name")):
            if self.run(*words):
                raise SystemExit(self.output)
        workspace = Workspace(self.file, "the benchmark")
        names = [f"Group {number}" for number in range(1, 6)]
        made = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
        journal = runs.RunJournal(workspace, made.run_id)
        for batch in tickets.pending(workspace, made.run_id):
            journal.write(
                [
                    Decision(each.key, self.random.choice(names), 0.9, "embedded",
                             disposition=Disposition.AUTO)
                    for each in batch
                ]
            )  # fmt: skip
        workspace.close()

    def rows(self) -> dict[str, dict[str, Any]]:
        """The lines of the report by ticket."""
        lines = self.report.read_text(encoding="utf-8").splitlines()
        return {row["ticket"]: row for row in map(json.loads, lines)}

    def tell(self, scenario: str, name: str, value: float, target: str, *, holds: bool) -> None:
        """Keep a figure and print it."""
        figure = Figure(scenario, self.desk, self.seed, name, round(value, 3), target, holds)
        self.figures.append(figure)
        mark = "ok  " if holds else "FAIL"
        print(
            f"{mark} {scenario:8} {self.desk:10} seed {self.seed} {name}: {value:g} ({target})",
            flush=True,
        )

    def none(self, scenario: str, name: str, found: Sized) -> None:
        """A figure that must be 0: how many were found."""
        count = len(found)
        self.tell(scenario, name, count, "0", holds=count == 0)


@contextmanager
def bench(desk: str, seed: int, **behaviour: Any) -> Iterator[Bench]:
    """A desk of that size, read and decided on."""
    with (
        tempfile.TemporaryDirectory() as folder,
        help_desk(desk, Behaviour(seed=seed, **behaviour)) as running,
    ):
        yield Bench(desk, seed, running, Path(folder))


def judged(made: Bench, scenario: str) -> dict[str, Any]:
    """What server and report say of each other after a push."""
    world, rows = made.running.world(), made.rows()
    names = world["groups"]
    writes = world["writes"]
    landed = set(world["landed"])
    wrong = [
        t for t, row in rows.items()
        if row["status"] == "assigned" and t not in world["agent_touched"]
        and names.get(world["tickets"][t]["group"]) != row["to"]
    ]  # fmt: skip
    claimed = [t for t, row in rows.items() if row["status"] == "assigned" and t not in landed]
    untold = [
        t for t in landed
        if rows[t]["status"] != "assigned" and not (
            made.desk == "servicenow" and rows[t]["status"] == "conflict")
    ]  # fmt: skip
    made.none(scenario, "written twice", [t for t in writes if writes[t] > 1])
    made.none(scenario, "wrong group", wrong)
    made.none(scenario, "claimed but not done", claimed)
    made.none(scenario, "done but not told", untold)
    made.none(scenario, "without outcome", [t for t, r in rows.items() if r["status"] not in TOLD])
    made.none(scenario, "changes overwritten", world["overwritten"])
    made.none(scenario, "contract violations", world["violations"])
    made.none(scenario, "requests of a held class", range(world["early"]))
    made.none(scenario, "keys in what was said and written", _canaries(made))
    return world


def _canaries(made: Bench) -> list[str]:
    files = {f.name: f.read_bytes() for f in made.file.parent.iterdir()}
    told = files | {"output": made.output.encode()}
    return [name for name, content in told.items() if any(s.encode() in content for s in SECRETS)]
