"""A worker's decisions are those of the profile, whatever is wrong with single rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from routing.decision import Decision
from routing.decision_columns import from_table
from routing.engine import Terms
from routing.errors import FileRefused
from routing.intake.reading import read
from routing.profile import OpenProfile, RoutingProfile
from routing.routers.router import Router
from routing.ticket import Ticket
from service.bulk.input_files import partitions
from service.bulk.manifest import Part
from service.bulk.output_folder import OutputFolder
from service.bulk.partition import Partition
from service.bulk.partition_worker import FAILED, PartitionWorker
from tests.routing.conftest import profile

__all__ = ["profile"]

TEXTS = ["refund please", "crash on login", "", "invoice again", "the update failed"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lines = [f"T-{n},{text}" for n, text in enumerate(TEXTS)]
    (tmp_path / "in.csv").write_text("\n".join(["id,subject", *lines]))
    return tmp_path / "in.csv"


def worked(opened: OpenProfile, partition: Partition, folder: Path) -> tuple[Part, list[Decision]]:
    worker = PartitionWorker(opened, "f", OutputFolder(str(folder)))
    *_, part = worker.work(partition)
    assert isinstance(part, Part)
    table = pq.read_table(folder / part.part)
    return part, from_table(table, [0] * table.num_rows, table["id"].to_pylist())


def test_decisions_are_those_of_the_open_profile(profile: RoutingProfile, file, tmp_path):
    (partition,) = partitions(str(file), 100)
    part, decisions = worked(profile.open(), partition, tmp_path)
    tickets = [item for item in read(file) if isinstance(item, Ticket)]
    asked = {d.ticket_id: _plain(d) for d in profile.open().route(tickets)}
    assert {d.ticket_id: _plain(d) for d in decisions if not d.error} == asked
    assert (part.rows_in, part.rows_out, part.failed) == (5, 5, 1)
    (refused,) = [decision for decision in decisions if decision.error]
    assert refused.error == "the row is no ticket: no text"


def test_a_part_of_the_rows_is_written_alone(profile, file, tmp_path):
    (partition,) = partitions(str(file), 100)
    _, decisions = worked(profile.open(), partition.only(3, 5), tmp_path)
    assert [decision.ticket_id for decision in decisions] == ["T-3", "T-4"]


def test_rows_that_killed_their_worker_are_written_with_that_error(profile, file, tmp_path):
    (partition,) = partitions(str(file), 100)
    part, decisions = worked(profile.open(), partition.only(0, 1).undecided("it died"), tmp_path)
    assert [decision.error for decision in decisions] == ["it died"]
    assert part.failed == 1


def test_a_ticket_that_the_router_fails_on_spoils_no_other(profile, file, tmp_path):
    class Fails:
        name, fingerprint, warnings = "fails", "f", ()

        def route(self, tickets):
            if any("crash" in ticket.subject for ticket in tickets):
                raise ZeroDivisionError
            return profile.build().route(tickets)

    router: Router = Fails()
    (partition,) = partitions(str(file), 100)
    _, decisions = worked(OpenProfile(profile, router, Terms()), partition, tmp_path)
    assert [decision.error for decision in decisions].count(FAILED) == 1
    assert decisions[0].category == "Billing"


def test_an_input_that_changed_meanwhile_is_refused(profile, file, tmp_path):
    (partition,) = partitions(str(file), 100)
    file.write_text(file.read_text().replace("refund", "refuse"))
    with pytest.raises(FileRefused, match="has changed since the job began"):
        worked(profile.open(), partition, tmp_path)


def _plain(decision: Decision) -> tuple[object, ...]:
    return decision.category, decision.confidence, decision.reason, decision.disposition
