"""What a click costs the server at a million tickets: `python benchmarks/exploring.py [FILE]`.

FILE is the workspace of `benchmarks/million.py`, made where it is missing; `--write` keeps the
figures. For each selection everything that Misroutes draws is computed anew: cards, ways, weeks,
breakdowns, and the first page of tickets. Figures are processor seconds, over all threads. Beside
them: where it is worst, the profile of `decisions`, and how well slices are named on random and on
planted tickets.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.million import make  # noqa: E402 (not installed)
from routing.evaluation.slices.worst_slices import worst_slices  # noqa: E402
from store import tickets  # noqa: E402
from store.tickets import Filters  # noqa: E402
from store.workspace import Workspace  # noqa: E402
from usecases.exploring.dimensions import breakdowns, dimensions  # noqa: E402
from usecases.exploring.misroutes import misroutes  # noqa: E402
from usecases.exploring.ticket_list import matching, page_of  # noqa: E402
from usecases.exploring.worst_slices import worst  # noqa: E402
from usecases.queries.column_profile import profile_of_table  # noqa: E402

FIGURES = Path(__file__).parent / "figures" / "exploring.json"
RUN, DRAWS = 1, 100
SIZES, TICKETS = (5, 4, 4, 3, 12), 6_000
CLICKS = (
    Filters(channel="web"), Filters(channel="chat", language="de"),
    Filters(attributes=(("product", "App"),)),
    Filters(attributes=(("plan", "pro"), ("priority", "urgent"))),
    Filters(first="Billing", outcome="moved"), Filters(outcome="misroute", channel="phone"),
)  # fmt: skip


def click(workspace: Workspace, filters: Filters) -> None:
    """Everything that the screen shows of a selection."""
    for found in misroutes(workspace, filters, RUN).values():
        found.flows()
        found.weeks()
    breakdowns(workspace, filters, RUN, "router")
    keys = matching(workspace, filters, RUN)
    tickets.rows(workspace, page_of(keys, 1), RUN)


def processor(ask: Callable[[], Any]) -> float:
    """Processor seconds of this process, all its threads together."""
    used = time.process_time()
    ask()
    return round(time.process_time() - used, 3)


def named(planted: float, first_seed: int) -> float:
    """Of a hundred random desks the share in which the planted slice, or any, is named."""
    hits = 0
    for seed in range(first_seed, first_seed + DRAWS):
        draw = np.random.default_rng(seed)
        columns = [draw.integers(0, size, TICKETS).astype(np.int32) for size in SIZES]
        inside = (columns[0] == 1) & (columns[1] == 2)  # noqa: PLR2004 - a product and a channel
        found = worst_slices(columns, draw.random(TICKETS) < np.where(inside, planted, 0.08))
        places = [each.place for each in found]
        hits += ((0, 1), (1, 2)) in places if planted > 0.08 else bool(places)  # noqa: PLR2004
    return hits / DRAWS


def measured(workspace: Workspace, first_seed: int) -> dict[str, Any]:
    """All figures."""
    first = processor(lambda: dimensions(workspace))
    clicks = {str(filters): processor(lambda f=filters: click(workspace, f)) for filters in CLICKS}
    return {
        "load": round(os.getloadavg()[0], 1),  # other work lengthens processor seconds, too
        "dimensions, once an import": first,
        "click, median": round(statistics.median(clicks.values()), 3),
        "click, slowest": max(clicks.values()),
        "where is it worst": processor(lambda: worst(workspace, Filters(), RUN, "router")),
        "profile of decisions": processor(lambda: profile_of_table(workspace, "decisions")),
        "random desks with any slice named": named(0.08, first_seed),
        "desks with the planted slice named": named(0.20, first_seed),
    }


def main() -> int:
    """Measure, print, and with --write keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path("million.duckdb"))
    parser.add_argument("--first-seed", type=int, default=0, help="of the random desks")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    asked = parser.parse_args()
    workspace = Workspace(make(asked.file), "a benchmark")
    try:
        found = measured(workspace, asked.first_seed)
    finally:
        workspace.close()
    print(json.dumps(found, indent=1))
    if asked.write:
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
