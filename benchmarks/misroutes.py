"""A million tickets in one workspace: filter, page, aggregate, search, and each screen.

`python benchmarks/misroutes.py [FILE] [--write]`: FILE is the workspace of
`benchmarks/million.py`, made where it is missing. Figures are medians on the server: by the clock,
by the processor, and as a multiple of one pass over all tickets (`tickets.facts`) in the same
minute, which tells a slow machine from a slow query. Screens are run in Streamlit's own test
harness: seconds by the clock and by the processor, over all threads; memory is that of the whole
process. `--screens` measures these alone.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.machine import peak_megabytes  # noqa: E402 (not installed)
from benchmarks.million import make  # noqa: E402
from store import tickets  # noqa: E402
from store.exploring import misroutes  # noqa: E402
from store.learning import label_checks  # noqa: E402
from store.learning.label_checks import LabelCheck  # noqa: E402
from store.tickets import Filters  # noqa: E402
from store.workspace import Workspace  # noqa: E402

FIGURES = Path(__file__).parent / "figures" / "misroutes.json"
ROUNDS = 5
QUICK, SEARCH, MEMORY = 0.3, 1.5, 1_500
SCREENS = (
    "tickets", "misroutes", "overview", "taxonomy", "route", "review", "learning", "explorer",
    "compare", "savings", "dial", "accuracy", "drift", "ticket_map", "live", "present", "demo",
    "connect", "push",
)  # fmt: skip
# CPU-seconds of a screen: opened first, and drawn again.
GOALS = {"first_processor": 1.5, "again_processor": 0.5}
RUN = 1


def questions(workspace: Workspace) -> dict[str, tuple[float, Callable[[], Any]]]:
    """What is asked of the workspace, each with the most seconds it may take."""
    every = tickets.keys(workspace, Filters(), RUN)
    middle, last = len(every) // 2, len(every) - 50
    scattered = every[:: len(every) // 50][:50]
    narrow = Filters(actual="Billing", channel="web", outcome="moved")
    confident = Filters(outcome="misroute", least=0.5)

    def keys(filters: Filters) -> Callable[[], Any]:
        return lambda: tickets.keys(workspace, filters, RUN)

    def page(of: Any) -> Callable[[], Any]:
        return lambda: tickets.rows(workspace, of, RUN)

    def ways(filters: Filters) -> Callable[[], Any]:
        return lambda: misroutes.cells(workspace, filters, RUN)

    return {
        "filter: none": (QUICK, keys(Filters())),
        "filter: moved, of one category and channel": (QUICK, keys(narrow)),
        "filter: misroutes of the router from 0.5": (QUICK, keys(confident)),
        "filter: labels probably wrong": (QUICK, keys(Filters(outcome="doubtful"))),
        "page: the first": (QUICK, page(every[:50])),
        "page: in the middle": (QUICK, page(every[middle : middle + 50])),
        "page: the last": (QUICK, page(every[last:])),
        "page: tickets from everywhere": (QUICK, page(scattered)),
        "aggregate: ways and weeks of all kinds": (QUICK, ways(Filters())),
        "aggregate: ways and weeks, filtered": (QUICK, ways(Filters(channel="web"))),
        "search: a word in subject and body": (SEARCH, keys(Filters(text="refund"))),
        "search: two words, another case": (SEARCH, keys(Filters(text="REFUND order"))),
        "search: nothing like it": (SEARCH, keys(Filters(text="zanzibar"))),
        "search: ways of the matching": (SEARCH, ways(Filters(text="refund"))),
    }


def measured(ask: Callable[[], Any], scan: Callable[[], Any]) -> dict[str, float]:
    """Medians of the question, in turns with the plain scan."""
    clock, processor, plain = [], [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        scan()
        plain.append(time.perf_counter() - started)
        started, used = time.perf_counter(), time.process_time()
        ask()
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    seconds = statistics.median(clock)
    return {
        "seconds": round(seconds, 3),
        "processor": round(statistics.median(processor), 3),
        "of_a_scan": round(seconds / statistics.median(plain), 2),
    }


def doubt(workspace: Workspace) -> None:
    """A finished label check over 20,000 tickets, 1,000 of them doubted."""
    sample = tickets.rows(workspace, tickets.keys(workspace, Filters(), None)[::50], None)
    pairs = zip(sample["ticket_key"], sample["category"], sample["first_category"], strict=True)
    checks = [
        LabelCheck(int(key), str(label), str(first), 0.9, 0.05, 3, 3, 0.9, wrong=n % 20 == 0)
        for n, (key, label, first) in enumerate(pairs)
    ]
    label_checks.keep(workspace, "generated", checks)


def screens(folder: Path) -> tuple[dict[str, dict[str, float]], float | None]:
    """Seconds of each screen, opened for the first time and again after a click; peak memory."""
    os.environ.update(
        ROUTECASE_WORKSPACES=str(folder), ROUTECASE_DEMO="0", ROUTECASE_MODELS=str(folder / "none")
    )
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415 - reads the environment

    from ui.shell.server.process import process  # noqa: PLC0415

    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=600).run()
    found = {}
    for name in SCREENS:
        page = app.switch_page(str(ROOT / "pages" / f"{name}.py"))
        first = spent(page.run)
        again = [spent(app.run) for _ in range(3)]
        assert not app.exception, app.exception  # noqa: S101 - a screen that fails is quick, too
        clock, processor = (statistics.median(each) for each in zip(*again, strict=True))
        found[name] = {
            "first": round(first[0], 2), "first_processor": round(first[1], 2),
            "again": round(clock, 3), "again_processor": round(processor, 3),
        }  # fmt: skip
        is_met = all(found[name][key] <= most for key, most in GOALS.items())
        told = json.dumps(found[name])
        print(f"{name:<12}{told}: {'met' if is_met else 'MISSED'}", flush=True)
    memory = peak_megabytes()
    process().stop()
    return found, memory


def spent(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock and by the processor."""
    started, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - used


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", help="the workspace; made where missing")
    parser.add_argument("--screens", action="store_true", help="nothing but the screens")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        shelf = Path(folder)
        (shelf / "made").mkdir()
        file = make(options.file or shelf / "made" / "million.duckdb")
        shutil.copy(file, shelf / "Million.duckdb")
        results, missed, asked = ({}, [], 0.0) if options.screens else asked_of(shelf)
        # A process of its own: what a screen left computing ends with it.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            shown, memory = pool.apply(screens, (shelf,))
    print(
        f"peak memory {asked:,.0f} MB after the questions, {memory or 0:,.0f} MB after the screens"
    )
    if options.write:
        kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
        kept |= {"load": os.getloadavg()[0], "screens": shown, "peak_mb": memory}
        kept |= {"questions": results} if results else {}
        FIGURES.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    return 1 if missed or (memory or 0) > MEMORY else 0


def asked_of(shelf: Path) -> tuple[dict[str, dict[str, float]], list[str], float]:
    """What each question took, those that took too long, and peak memory."""
    workspace = Workspace(shelf / "Million.duckdb", "a benchmark")
    doubt(workspace)
    results, missed = {}, []
    for name, (most, ask) in questions(workspace).items():
        results[name] = measured(ask, lambda: tickets.facts(workspace))
        took = results[name]
        verdict = "met" if took["seconds"] <= most else "MISSED"
        missed += [name] if verdict == "MISSED" else []
        print(
            f"{name:<44}{took['seconds']:>7.3f} s {took['processor']:>7.3f} s of processor "
            f"{took['of_a_scan']:>6.2f} scans   target {most:g} s: {verdict}"
        )
    workspace.close()
    return results, missed, peak_megabytes() or 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
