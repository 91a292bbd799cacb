"""What the explorer adds to a query: `python benchmarks/explorer.py [--write] [--keep FILE]`.

A million generated tickets with a run; each query is asked of DuckDB directly, on a connection
that is open and warm, and then through the explorer: snapshot check, job, child process, rows back.
Medians of some rounds, in seconds; the first line says how busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.million import make  # noqa: E402 (the project is not installed)
from store.sandbox.pool import Sandbox  # noqa: E402
from store.sandbox.snapshot import Snapshots  # noqa: E402
from store.workspace import Workspace  # noqa: E402
from usecases.queries.execution import QueryRunner, Question  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "explorer.json"
QUERIES = ROOT / "benchmarks" / "explorer.sql"
ROUNDS = 5


def main() -> int:
    """Measure, print, and with --write keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    parser.add_argument("--keep", type=Path, help="where the million tickets stand or shall stand")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = make(asked.keep or Path(folder) / "million.duckdb")
        found = measured(file, Path(folder) / "snapshots")
    for name, figures in found["queries"].items():
        print(f"{name:28} " + "  ".join(f"{key} {value:7.3f}" for key, value in figures.items()))
    worst = max(figures["added"] for figures in found["queries"].values())
    print(f"snapshot {found['snapshot_seconds']} s; added at most {worst:.3f} s")
    if asked.write:
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def measured(file: Path, snapshots: Path) -> dict[str, Any]:
    """The figures of every query."""
    workspace = Workspace(file, "a benchmark")
    desk = QueryRunner(Snapshots(snapshots), Sandbox(snapshots))
    try:
        copy = desk.snapshots.of(workspace)
        queries = [q.strip() for q in QUERIES.read_text(encoding="utf-8").split(";") if q.strip()]
        with duckdb.connect(str(copy.file), read_only=True, config={"threads": 2}) as direct:
            found = {}
            for each in queries:
                name, _, sql = each.removeprefix("-- ").partition("\n")
                found[name] = compared(
                    lambda sql=sql: direct.sql(sql).to_arrow_table(),
                    lambda sql=sql: through(desk, workspace, sql),
                )
    finally:
        desk.sandbox.stop()
        desk.snapshots.stop()
        workspace.close()
    return {
        "tickets": 1_000_000, "rounds": ROUNDS, "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(), "snapshot_seconds": round(copy.seconds, 3), "queries": found,
    }  # fmt: skip


def through(desk: QueryRunner, workspace: Workspace, sql: str) -> None:
    """The query as the screen asks it."""
    question = Question(workspace, sql)
    job = question.start(desk)
    job.wait()
    if job.error:
        raise SystemExit(f"{job.error}\n{sql}")


def compared(direct: Callable[[], Any], explorer: Callable[[], Any]) -> dict[str, float]:
    """Medians of both, taken in turns, and what lies between them."""
    own, whole = [], []
    for _ in range(ROUNDS):
        own.append(timed(direct))
        whole.append(timed(explorer))
    first, second = statistics.median(own), statistics.median(whole)
    return {
        "duckdb": round(first, 3), "explorer": round(second, 3),
        "added": round(second - first, 3), "ratio": round(second / first, 2),
    }  # fmt: skip


def timed(work: Callable[[], Any]) -> float:
    """The seconds it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
