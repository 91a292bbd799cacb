"""A bulk job as it is asked for: its decisions are those of one process, of several, of a run."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobs import Control, Meter
from routing import profile_archive
from routing.errors import FileRefused
from service.bulk.job import Outcome
from service.bulk.routing_job import BulkRequest, route
from service.errors import ServiceError
from service.storage.liveness import Liveness
from tests.routing.conftest import profile

__all__ = ["profile"]

WORDS = ("refund", "invoice", "crash", "login")


@pytest.fixture(scope="module")
def place(tmp_path_factory, profile) -> Path:
    folder = tmp_path_factory.mktemp("bulk")
    profile_archive.write(profile, folder / "p.profile")
    lines = [f"T-{n},{WORDS[n % 4]} number {n}" for n in range(60)]
    (folder / "in.csv").write_text("\n".join(["id,subject", *lines]))
    return folder


def routed(place: Path, output: Path, workers: int, **more: object) -> Outcome:
    asked = BulkRequest(
        str(place / "in.csv"), str(output), place / "p.profile", workers, rows=16, **more
    )
    return route(asked, Control(), Meter())


def test_one_process_and_two_write_the_very_same_parts(place, tmp_path):
    one = routed(place, tmp_path / "one", 1)
    two = routed(place, tmp_path / "two", 2)
    assert {p.part: p.sha256 for p in one.parts} == {p.part: p.sha256 for p in two.parts}
    assert one.rows == two.rows == 60
    parts = [tmp_path / "two" / part.part for part in two.parts]
    ids = pq.read_table(parts, columns=["id"])["id"].to_pylist()
    assert sorted(ids) == sorted(f"T-{n}" for n in range(60))


def test_two_jobs_do_not_write_into_one_folder(place, tmp_path):
    holder = Liveness(tmp_path / ".locks")
    assert holder.hold("driver")
    with pytest.raises(ServiceError, match="Another job is writing"):
        routed(place, tmp_path, 1)


def test_an_output_within_the_input_is_refused(place):
    asked = BulkRequest(str(place), str(place / "out"), place / "p.profile", 1)
    with pytest.raises(FileRefused, match="lies within the input"):
        route(asked, Control(), Meter())
