"""A workspace from before there were reviews: what it held is kept and said in the new words."""

from __future__ import annotations

from pathlib import Path

import duckdb

from store import migrate, policies, reviews
from store.workspace import Workspace

BEFORE = ("001_workspace", "002_attempts", "002_policies", "003_prompts")
TICKETS = """
INSERT INTO tickets (ticket_key, import_id, line, id, subject, body, category)
VALUES (1, 1, 2, 'T-1', 's', 'b', 'Billing'), (2, 1, 3, 'T-2', 's', 'b', NULL)
"""
DECISION = """
INSERT INTO decisions
VALUES (1, {key}, '{category}', 0.4, false, [], '', '{disposition}', {reason}, 'embedded',
        0, 0, 0, 0, 0, NULL, now())
"""


def old_workspace(path: Path) -> None:
    connection = duckdb.connect(str(path))
    connection.execute("CREATE TABLE migrations (name VARCHAR PRIMARY KEY)")
    for name in BEFORE:
        connection.execute((migrate.FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migrations VALUES (?)", [name])
    connection.execute(TICKETS)
    low = "'confidence 0.40 is below the threshold 0.50'"
    for key, disposition, category, reason in (
        (1, "review", "Billing", low),
        (2, "unknown", "Unknown", "'the router could not place it'"),
        (3, "auto", "Billing", "NULL"),
        (4, "review", "Fraud", "'a person checks every ticket of Fraud'"),
    ):
        connection.execute(
            DECISION.format(key=key, category=category, disposition=disposition, reason=reason)
        )
    connection.close()


def test_labels_and_reasons_of_an_older_workspace_are_taken_over(tmp_path):
    old_workspace(tmp_path / "old.duckdb")
    workspace = Workspace(tmp_path / "old.duckdb", "the tests")
    reviews.record(workspace, reviews.Review(1, "Ana", reviews.Verdict.CHOSEN, "Login"))
    assert reviews.audit(workspace).iloc[0]["exported_category"] == "Billing"
    kinds = {each.ticket_key: each.review_kind for each in policies.answers(workspace, 1)}
    assert kinds == {1: "unsure", 2: "unknown", 3: None, 4: "by hand"}
    workspace.close()
