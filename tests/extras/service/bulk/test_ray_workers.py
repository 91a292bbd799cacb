"""The same job on Ray: the very parts that plain processes write, whatever dies.

One Ray for all tests: starting it takes longer than all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

ray = pytest.importorskip("ray", reason="needs Ray: pip install -r requirements-extras.txt")

from jobs import Control, Meter  # noqa: E402
from routing import profile_archive  # noqa: E402
from service.bulk.input_files import partitions  # noqa: E402
from service.bulk.job import Job, begin  # noqa: E402
from service.bulk.manifest import JobLine  # noqa: E402
from service.bulk.output_folder import OutputFolder  # noqa: E402
from service.bulk.partition_worker import WorkerSetup  # noqa: E402
from service.bulk.ray_workers import RayWorkers  # noqa: E402
from service.bulk.routing_job import BulkRequest, route  # noqa: E402
from tests.fakes.bulk_workers import FakeSetup  # noqa: E402
from tests.service.bulk.test_job import JOB, PARTITIONS, ROWS, written  # noqa: E402


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """A cluster of this machine; `stop` of the workers leaves it, as it was here before them."""
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=100_000_000)
    yield
    ray.shutdown()


@pytest.fixture
def joined(monkeypatch) -> None:
    """Workers join the cluster that is there and do not end it."""
    monkeypatch.setattr("service.bulk.ray_workers._connect", lambda *_: None)
    monkeypatch.setattr(ray, "shutdown", lambda: None)


def test_parts_are_those_of_plain_processes(joined, published: Path, tmp_path: Path):
    lines = [f"T-{n},refund or crash {n}" for n in range(40)]
    (tmp_path / "in.csv").write_text("\n".join(["id,subject", *lines]))
    asked = BulkRequest(str(tmp_path / "in.csv"), str(tmp_path / "here"), published, 1, rows=16)
    here = route(asked, Control(), Meter())
    profile = profile_archive.read(published)
    folder = OutputFolder(str(tmp_path / "ray"))
    setup = WorkerSetup(published.read_bytes(), profile.fingerprint, folder.url)
    workers = RayWorkers(setup, 2, "auto")
    manifest = begin(folder, JobLine(profile.fingerprint, 16), resume=False)
    there = Job(manifest, partitions(asked.input, 16), workers).run(Control(), Meter())
    workers.stop()
    assert {p.part: p.sha256 for p in there.parts} == {p.part: p.sha256 for p in here.parts}


def test_an_actor_that_is_killed_costs_no_row(joined, tmp_path: Path):
    folder = tmp_path / "out"
    workers = RayWorkers(FakeSetup(str(folder), once=11), 2, "auto")
    manifest = begin(OutputFolder(str(folder)), JOB, resume=False)
    outcome = Job(manifest, PARTITIONS, workers).run(Control(), Meter())
    workers.stop()
    assert outcome.kills == 1
    assert written(folder) == ROWS


def test_a_row_that_kills_its_actor_becomes_one_error(joined, tmp_path: Path):
    folder = tmp_path / "out"
    workers = RayWorkers(FakeSetup(str(folder), frozenset({3})), 1, "auto")
    manifest = begin(OutputFolder(str(folder)), JOB, resume=False)
    outcome = Job(manifest, PARTITIONS[:1], workers).run(Control(), Meter())
    workers.stop()
    assert written(folder) == ["1", "2", "3 failed", *ROWS[3:8]]
    assert outcome.poison == ["row 3 of tickets.csv"]
