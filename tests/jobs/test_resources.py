"""How many workers a machine can hold: by its processors, a container's limits and free memory."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jobs import resources

GIB = 2**30


@pytest.mark.parametrize(
    ("limit", "least", "most"), [("max 100000", 1, 10_000), ("50000 100000", 1, 1)]
)
def test_a_containers_share_of_the_processors_counts(tmp_path: Path, limit, least, most):
    (tmp_path / "cpu.max").write_text(limit)
    assert least <= resources.cores(tmp_path) <= most


def test_the_tighter_of_system_and_container_bounds_the_memory(tmp_path: Path):
    meminfo = tmp_path / "meminfo"
    meminfo.write_text("MemTotal: 9000000 kB\nMemAvailable: 4194304 kB\n")
    assert resources.free_memory(tmp_path, meminfo) == 4 * GIB
    (tmp_path / "memory.max").write_text(str(3 * GIB))
    (tmp_path / "memory.current").write_text(str(GIB))
    assert resources.free_memory(tmp_path, meminfo) == 2 * GIB
    assert resources.free_memory(tmp_path / "none", tmp_path / "none") is None


def test_workers_fit_into_half_of_the_free_memory_and_one_always_does(monkeypatch):
    monkeypatch.setattr(resources, "cores", lambda: 8)
    monkeypatch.setattr(resources, "free_memory", lambda: 6 * GIB)
    assert resources.workers(GIB) == 3
    assert resources.workers(100 * GIB) == 1
    monkeypatch.setattr(resources, "free_memory", lambda: None)
    assert resources.workers(100 * GIB) == 8


def test_a_process_knows_how_much_it_addresses_where_the_system_tells(tmp_path: Path):
    statm = tmp_path / "statm"
    statm.write_text("1000 200 3\n")
    assert resources.addressed(statm) == 1000 * os.sysconf("SC_PAGESIZE")
    assert resources.addressed(tmp_path / "none") == 0
    assert resources.addressed() <= resources.address_space()
