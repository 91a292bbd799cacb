"""How long the measuring screens take over 100,000 decisions: this file, run by Python.

A desk of its own, the screens in Streamlit's own test harness: drawn once, then again, and the
dial turned. Everything that the server does is in the time: the whole script of the page, which is
more than the fragment that a browser asks for.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from routing.decision import Decision  # noqa: E402
from routing.policy import Policy  # noqa: E402
from routing.taxonomy import Category, Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402
from store import imports, runs, taxonomies  # noqa: E402
from store.learning import baseline  # noqa: E402
from ui.shell.server.process import process  # noqa: E402

DECISIONS, CATEGORIES, TIMES = 100_000, 30, 9
GOALS_MS = {"accuracy, again": 1000, "dial, again": 1000, "dial, turned": 300}
TYPES = {
    "key": pa.int64(), "line": pa.int64(), "reassignments": pa.int32(),
    "triage_seconds": pa.float64(), "handle_seconds": pa.float64(),
    "created_at": pa.timestamp("us"), "solved_at": pa.timestamp("us"),
}  # fmt: skip


def desk(folder: Path) -> None:
    """Labelled tickets of thirty categories, and a run that is right as often as it says."""
    workspace = process().workspaces.create("Bench")
    names = [f"Category {n}" for n in range(CATEGORIES)]
    taxonomies.save(workspace, Taxonomy(tuple(Category(name) for name in names)), "benchmark")
    rng = np.random.default_rng(0)
    actual = rng.integers(0, CATEGORIES, DECISIONS)
    sure = 1 - rng.beta(0.6, 3, DECISIONS)
    other = (actual + rng.integers(1, CATEGORIES, DECISIONS)) % CATEGORIES
    predicted = np.where(rng.random(DECISIONS) < sure, actual, other)
    written = [
        Ticket(
            key, f"T-{key}", f"Subject {key}", f"Body {key}", category=names[at], line=key + 1,
            first_category=names[(at + (key % 5 == 0)) % CATEGORIES],
        )
        for key, at in enumerate(actual.tolist(), 1)
    ]  # fmt: skip
    _import(workspace, written, folder)
    run = runs.start(workspace, "embedded", {"router": "embedded", "threshold": 0.5}, 1)
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write(
        [
            Policy(0.5).dispose(
                Decision(key, names[at], confidence, "embedded", latency_seconds=0.01)
            )
            for key, (at, confidence) in enumerate(
                zip(predicted.tolist(), sure.tolist(), strict=True), 1
            )
        ]
    )
    journal.end("finished", 1.0, None)
    keys = [ticket.key for ticket in written]
    baseline.keep(
        workspace,
        baseline.labels_version(workspace),
        keys,
        [names[at] for at in other.tolist()],
        keys,
    )


def _import(workspace: object, written: list[Ticket], folder: Path) -> None:
    schema = pa.schema([(f.name, TYPES.get(f.name, pa.string())) for f in fields(Ticket)])
    pq.write_table(pa.Table.from_pylist([asdict(t) for t in written], schema), folder / "t.parquet")
    rejects = pa.schema([("line", pa.int64()), ("reason", pa.string()), ("raw", pa.string())])
    pq.write_table(rejects.empty_table(), folder / "r.parquet")
    imports.add(
        workspace, file_name="bench.csv", sha256="bench", tickets=folder / "t.parquet",
        rejects=folder / "r.parquet", details={},
    )  # fmt: skip


def timed(work: Callable[[], object]) -> dict[str, int]:
    """Milliseconds by the clock and by the processor, the median of several times."""
    wall, processor = [], []
    for _ in range(TIMES):
        start, used = time.perf_counter(), time.process_time()
        work()
        wall.append(1000 * (time.perf_counter() - start))
        processor.append(1000 * (time.process_time() - used))
    return {
        "wall_ms": round(statistics.median(wall)),
        "processor_ms": round(statistics.median(processor)),
    }


def screen(name: str) -> AppTest:
    """The screen, drawn for the first time."""
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=300).run()
    app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
    if app.exception:
        raise SystemExit(str(app.exception))
    return app


def main() -> None:
    """Print the median of each, and keep it."""
    kept = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ROUTECASE_WORKSPACES"] = folder
        desk(Path(folder))
        for name in ("accuracy", "dial"):
            start = time.perf_counter()
            app = screen(name)
            kept[f"{name}, first"] = {"wall_ms": round(1000 * (time.perf_counter() - start))}
            kept[f"{name}, again"] = timed(app.run)
        targets = iter(np.arange(85.0, 99.0, 0.5).tolist())
        kept["dial, turned"] = timed(
            lambda: app.slider(key="dial_asked_Bench").set_value(next(targets)).run()
        )
        process().stop()
    load = os.getloadavg()[0]
    print(f"milliseconds over {DECISIONS:,} decisions, machine load {load:.1f}")
    for name, figures in kept.items():
        goal = f"   goal {GOALS_MS[name]}" if name in GOALS_MS else ""
        print(
            f"{name:<18}{figures['wall_ms']:>7}  processor {figures.get('processor_ms', 0)}{goal}"
        )
    content = {"load": round(load, 1), **kept}
    kept_in = Path(__file__).parent / "figures" / "accuracy_page.json"
    kept_in.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
