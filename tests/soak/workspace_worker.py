"""Works in a workspace until it is killed, and writes into a ledger what it was told is written.

`python -m tests.soak.workspace_worker WORKSPACE LEDGER SEED`
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

from routing.attempt import Attempt
from routing.decision import Decision
from store import attempts, runs, tickets
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.workspace import Workspace
from store.workspaces import Workspaces
from tests.conftest import filler, ticket

IMPORTED = 30
DECIDED_AT_ONCE = 10


class Worker:
    """Does one thing after the other at random; every one is in the ledger once it is done."""

    def __init__(self, workspace: Workspace, ledger: int, seed: int) -> None:
        self.workspace = workspace
        self.ledger = ledger
        self.lot = random.Random(seed)
        self.seed = seed

    def work(self) -> None:
        """Until the process is killed."""
        self.note("ready")
        self.take_in()
        while True:
            self.lot.choices([self.take_in, self.review, self.route], [1, 20, 2])[0]()

    def take_in(self) -> None:
        name = f"{self.seed}-{self.lot.random()}"
        made = [ticket(n, "A", id=f"{name}-{n}") for n in range(1, IMPORTED + 1)]
        filler(self.workspace.path.parent)(self.workspace, made, sha256=name)
        self.note("import", ids=[each.id for each in made])

    def review(self) -> None:
        key = self.lot.randint(1, tickets.count(self.workspace))
        category = f"C{self.lot.randint(1, 5)}"
        made = Review(key, "Ana", Verdict.CHOSEN, category)
        self.note("review", id=reviews.record(self.workspace, made), category=category)

    def route(self) -> None:
        run = runs.start(self.workspace, "fake", {}, 1)
        journal = runs.RunJournal(self.workspace, run.run_id)
        with attempts.RunAttempts(self.workspace, run.run_id) as log:
            for batch in journal.pending():
                for at in range(0, len(batch), DECIDED_AT_ONCE):
                    keys = [each.key for each in batch[at : at + DECIDED_AT_ONCE]]
                    paid = [f"{self.seed}-{run.run_id}-{key}" for key in keys]
                    log.note([Attempt(each, each, "A") for each in paid])
                    self.note("paid", ids=paid)
                    log.settle()
                    journal.write([Decision(key, "A", 0.9, "fake") for key in keys])
                    self.note("decided", run=run.run_id, keys=keys)
        journal.end("finished", 1.0, None)

    def note(self, what: str, **known: Any) -> None:
        os.write(self.ledger, f"{json.dumps({'what': what, **known})}\n".encode())


if __name__ == "__main__":
    path, ledger, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    opened = Workspaces(path.parent, "the worker").open(path.stem)
    if opened.loss:
        opened.restore_missing()
    handle = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    Worker(opened, handle, seed).work()
