"""A snapshot of a desk, and a sandbox to ask it in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.sandbox.limits import MB, Limits
from store.sandbox.pool import Sandbox
from store.workspace import Workspace

HERE = Path(__file__).parent


def statements(name: str) -> list[str]:
    """The statements of a file of this folder, one a line, without its heading."""
    return (HERE / f"{name}.sql").read_text(encoding="utf-8").splitlines()[1:]


def fingerprint(file: Path) -> str:
    """What the file holds."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="package")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with forty tickets, as a file that nobody has open."""
    file = tmp_path_factory.mktemp("snapshot") / "desk.duckdb"
    workspace = Workspace(file, "the tests")
    with workspace.writing() as cursor:
        cursor.execute(
            "INSERT INTO tickets BY NAME SELECT i AS ticket_key, 1 AS import_id, i AS line, "
            "'T-' || i AS id, '=1+1 ' || i AS subject, 'invoice ' || i AS body, "
            "if(i % 2 = 0, 'Billing', 'Fraud') AS category, 'Billing' AS first_category, "
            "TIMESTAMP '2026-01-01' + to_days(i::INT) AS created_at, 60.0 + i AS triage_seconds "
            "FROM range(1, 41) r(i)"
        )
    workspace.close()
    return file


@pytest.fixture(scope="package")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One with the limits of the product."""
    made = Sandbox(tmp_path_factory.mktemp("queries"))
    yield made
    made.stop()


@pytest.fixture(scope="package")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One with less time and room, so that a bomb ends sooner."""
    limits = Limits(seconds=1.5, database=100 * MB, spill=50 * MB, output=4 * MB)
    made = Sandbox(tmp_path_factory.mktemp("tight"), limits, at_once=3)
    yield made
    made.stop()
