"""What a million tickets cost to be taken in: `python benchmarks/intake.py [FILE] [--write]`.

FILE is a CSV file of `benchmarks/recombined.py`, made where it is missing. Counted are seconds by
the clock and by the processor (the reading process and the one that writes the workspace), the
most memory of each, and the workspace's file as a multiple of the CSV.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.machine import machine  # noqa: E402 (the project is not installed)
from benchmarks.recombined import write  # noqa: E402
from jobs import Control, Meter  # noqa: E402
from store import tickets  # noqa: E402
from store.workspace import Workspace  # noqa: E402
from usecases.imports import import_file  # noqa: E402

FIGURES = Path(__file__).parent / "figures" / "intake.json"
GOALS = {"seconds": 15.0, "peak_mb": 1024.0, "of_the_csv": 1.5}
MB = 1024 * 1024


def measured(file: Path, folder: Path) -> dict[str, Any]:
    """The figures of one import into a new workspace."""
    workspace = Workspace(folder / "taken_in.duckdb", "a benchmark")
    began, used = time.monotonic(), _processor()
    import_file(workspace, file, None, Control(), Meter())
    seconds, processor = time.monotonic() - began, _processor() - used
    count = tickets.count(workspace)
    workspace.close()
    return {
        "machine": machine(), "tickets": count, "csv_mb": round(file.stat().st_size / MB, 1),
        "seconds": round(seconds, 1), "cpu_seconds": round(processor, 1),
        "peak_mb_reading": _peak(resource.RUSAGE_CHILDREN),
        "peak_mb_writing": _peak(resource.RUSAGE_SELF),
        "of_the_csv": round(workspace.path.stat().st_size / file.stat().st_size, 2),
    }  # fmt: skip


def _processor() -> float:
    """Seconds of the processor of this process and of its children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


def _peak(kind: int) -> int:
    return round(resource.getrusage(kind).ru_maxrss / 1024)


def main() -> int:
    """Measure, print, and with --write keep the figures; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = asked.file or write(Path(name) / "tickets.csv", asked.tickets)
        found = measured(file, Path(name))
    peak = max(found["peak_mb_reading"], found["peak_mb_writing"])
    reached = {"seconds": found["seconds"], "peak_mb": peak, "of_the_csv": found["of_the_csv"]}
    missed = [key for key, most in GOALS.items() if reached[key] > most]
    print(json.dumps(found, indent=1), f"missed: {', '.join(missed) or 'nothing'}", sep="\n")
    if asked.write:
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
