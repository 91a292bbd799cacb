"""A million generated tickets with a finished run: `python benchmarks/million.py FILE`.

Quick, because DuckDB writes them itself, and always the same; `--tickets N` for another size.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from routing.taxonomy import Taxonomy  # noqa: E402 (the project is not installed)
from store import runs, taxonomies  # noqa: E402
from store.queries import statements  # noqa: E402
from store.workspace import Workspace  # noqa: E402

SAMPLES = ROOT / "sample_data" / "larkspur"
BATCH = 100_000


def make(file: Path, tickets: int = 1_000_000) -> Path:
    """Write the workspace; what stands there already is kept when it has as many tickets."""
    if file.exists() and held(file) == tickets:
        return file
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    workspace = Workspace(file, "a benchmark")
    try:
        fill(workspace, tickets)
    finally:
        workspace.close()
    return file


def held(file: Path) -> int:
    """How many decisions the workspace holds."""
    workspace = Workspace(file, "a benchmark")
    try:
        found = runs.all_runs(workspace)
        return found[0].decided if found else 0
    finally:
        workspace.close()


def fill(workspace: Workspace, tickets: int) -> None:
    """The taxonomy, the tickets, and a run that has decided on each."""
    sql = statements(Path(__file__).with_suffix(".sql"))
    toml = (SAMPLES / "taxonomy.toml").read_text(encoding="utf-8")
    version = taxonomies.save(workspace, Taxonomy.from_toml(toml), "generated")
    run = runs.start(
        workspace, "embedded", {"router": "embedded", "threshold": 0.5}, version.taxonomy_id
    )
    with workspace.writing() as cursor:
        # A workspace reads no file itself.
        cursor.register("samples", pd.read_csv(SAMPLES / "tickets.csv", dtype=str))
        cursor.execute(sql["words"])
        cursor.execute(sql["pick"])
        cursor.execute(sql["import"], {"n": tickets})
        for first in range(1, tickets + 1, BATCH):
            part = {"first": first, "last": min(first + BATCH - 1, tickets)}
            cursor.execute(sql["tickets"], part)
            cursor.execute(sql["decisions"], {**part, "run_id": run.run_id})
        cursor.execute(sql["total"], {"n": tickets, "run_id": run.run_id})
    runs.RunJournal(workspace, run.run_id).end("finished", tickets * 0.002, None)


def main() -> int:
    """Make it and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    asked = parser.parse_args()
    began = time.monotonic()
    file = make(asked.file, asked.tickets)
    size = file.stat().st_size / 1024 / 1024
    print(f"{file}: {size:,.0f} MB in {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
