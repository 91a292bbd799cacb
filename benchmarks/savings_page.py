"""How long an input changed on the savings screen takes on the server: this file, run by Python.

A desk with tickets and a run, the screen in Streamlit's own test harness, one input changed at a
time. Everything that the server does for the change is in the time: the whole script of the page,
which is more than the fragment that a browser asks for.
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from jobs import Control, Meter  # noqa: E402
from routing.decision import Decision  # noqa: E402
from routing.policy import Policy  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402
from store import runs, scenarios, taxonomies, tickets  # noqa: E402
from ui.shell.server.process import process  # noqa: E402
from usecases.imports import import_file  # noqa: E402

RUNS = 30
GOAL_MS = 150
TABS = ("Cash", "Risk", "Formulas", "Scenarios", "Documents")


def desk() -> None:
    """The sample tickets with a run that is right on most of them."""
    workspace = process().workspaces.create("Bench")
    toml = (ROOT / "sample_data" / "larkspur" / "taxonomy.toml").read_text(encoding="utf-8")
    taxonomies.save(workspace, Taxonomy.from_toml(toml), "sample data")
    import_file(
        workspace, ROOT / "sample_data" / "larkspur" / "tickets.csv", None, Control(), Meter()
    )
    scenarios.save(workspace, scenarios.WORKING_COPY, {"tickets_per_month": 10_000.0})
    run = runs.start(workspace, "embedded", {"router": "embedded", "threshold": 0.5}, 1)
    decided = [
        Policy(0.5).dispose(
            Decision(
                ticket.key, ticket.category if n % 9 else "Billing",
                confidence=0.9 if n % 4 else 0.3, router="embedded", latency_seconds=0.02,
            )
        )
        for n, ticket in enumerate(tickets.labelled(workspace))
    ]  # fmt: skip
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write(decided)
    journal.end("finished", 1.0, None)


def screen() -> AppTest:
    """The savings screen, opened."""
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60).run()
    return app.switch_page(str(ROOT / "pages" / "savings.py")).run()


def changes(app: AppTest, tab: str) -> tuple[list[float], list[float]]:
    """Milliseconds of wall clock and of processor time of each change of the wage."""
    app.session_state["savings_tab"] = tab
    app.run()
    wall, processor = [], []
    wages = itertools.count(20.0 + 100 * TABS.index(tab), 0.5)
    for wage in itertools.islice(wages, RUNS):
        app.number_input(key="savings_wage_per_hour_Bench_1_0").set_value(wage)
        start, used = time.perf_counter(), time.process_time()
        app.run()
        wall.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return wall[2:], processor[2:]


def main() -> None:
    """Print the median and the slowest change for each tab."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ROUTECASE_WORKSPACES"] = folder
        desk()
        app = screen()
        print(f"milliseconds for a changed input (goal {GOAL_MS})")
        kept = {}
        print(f"{'open tab':<12}{'median':>9}{'slowest':>9}{'processor, median':>20}")
        for tab in TABS:
            wall, used = changes(app, tab)
            middle = f"{statistics.median(wall):>9.0f}{max(wall):>9.0f}"
            print(f"{tab:<12}{middle}{statistics.median(used):>20.0f}")
            kept[tab] = {
                "wall_ms": round(statistics.median(wall)),
                "processor_ms": round(statistics.median(used)),
            }
        process().stop()
    kept_in = Path(__file__).parent / "figures" / "savings_page.json"
    kept_in.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
