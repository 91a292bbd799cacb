"""A desk whose tickets are decided and dated, for the use cases of the drift watch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jobs import Control, Meter
from routing.decision import Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import policies, runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from tests.conftest import Fill, ticket
from usecases.drift.look import LookRequest, look
from usecases.drift.report import DriftReport

NO_MODEL = Path("no model")
START = datetime(2026, 3, 2)  # noqa: DTZ001 - as workspaces keep times
Decided = Callable[..., Run]


def body(key: int) -> str:
    letters = "".join(chr(97 + int(digit)) for digit in str(key))
    return f"please help with my account the order {letters} is not there since we moved"


@pytest.fixture
def decided(workspace: Workspace, fill: Fill) -> Decided:
    """Import that many tickets, an hour apart, and decide each; wrong: keys decided wrongly."""

    def made(count: int, wrong: frozenset[int] = frozenset(), **known: Any) -> Run:
        taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Fraud"))), "the tests")
        fill(workspace, [
            ticket(
                key, "Billing" if key % 2 else "Fraud", subject="", body=body(key),
                created_at=START + timedelta(hours=key), **known,
            )
            for key in range(1, count + 1)
        ])  # fmt: skip
        version = policies.save(workspace, Policy(0.5), {"asked": 0.9})
        run = runs.start(
            workspace, "embedded", {"router": "embedded"}, 1, policy_id=version.policy_id
        )
        journal = runs.RunJournal(workspace, run.run_id)
        for batch in journal.pending():
            journal.write([version.policy.dispose(_decision(t.key, wrong)) for t in batch])
        journal.end("finished", 1.0, None)
        return runs.one(workspace, run.run_id)

    return made


def _decision(key: int, wrong: frozenset[int]) -> Decision:
    right = "Billing" if key % 2 else "Fraud"
    other = "Fraud" if key % 2 else "Billing"
    level = 0.6 + 0.39 * (key * 37 % 100) / 100
    return Decision(key, other if key in wrong else right, level, "embedded")


def looked(workspace: Workspace) -> DriftReport:
    """A look of the watch at what came since the last one."""
    return look(workspace, NO_MODEL, LookRequest(), Control(), Meter())
