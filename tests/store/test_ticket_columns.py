"""A ticket goes into its columns and comes back as it was."""

from __future__ import annotations

from datetime import datetime

from store import tickets
from store.ticket_columns import COLUMNS, FIELDS, to_tickets
from tests.conftest import ticket


def test_a_ticket_comes_back_with_all_its_fields(workspace, fill):
    known = ticket(
        1, "Billing", first_category="Fraud", created_at=datetime(2026, 1, 2, 3, 4),  # noqa: DTZ001
        channel="email", language="en", reassignments=2, triage_seconds=1.5, handle_seconds=60.0,
        attributes=(("priority", "high"), ("area", "north")),
    )  # fmt: skip
    fill(workspace, [known, ticket(2)])
    assert tickets.one(workspace, 1) == known
    assert tickets.one(workspace, 2).attributes == ()


def test_every_field_has_a_column_and_the_key_joins_all_tables(workspace):
    with workspace.reading() as cursor:
        there = {name for name, *_ in cursor.execute("DESCRIBE tickets").fetchall()}
    assert set(COLUMNS) <= there
    assert len(COLUMNS) == len(FIELDS)
    assert COLUMNS[FIELDS.index("key")] == "ticket_key"


def test_a_row_without_attributes_has_none():
    values = {"key": 1, "id": "T-1", "subject": "", "body": "", "line": 2, "attributes": None}
    (found,) = to_tickets([tuple(values.get(name) for name in FIELDS)])
    assert (found.attributes, found.key, found.line) == ((), 1, 2)
