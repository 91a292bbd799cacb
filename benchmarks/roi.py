"""How long the business case takes: `python benchmarks/roi.py`."""

from __future__ import annotations

import itertools
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from roi.business_case import BusinessCase
from roi.export.pdf import to_pdf
from roi.export.report import prepare
from roi.export.slides import to_pptx
from roi.export.workbook import to_xlsx
from roi.results.case import case
from roi.risk.sensitivity import grid, tornado, what_must_be_true
from roi.risk.uncertainty import uncertainty
from roi.risk.value_of_information import value_of_information
from roi.scenarios.scenario import Scenario

RUNS = 20
GOAL_MS = 100


def milliseconds(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The processor time of each run, after one to warm up; other work does not disturb it."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return times


def _shown(cents: int) -> None:
    """The parts of a business case that the Savings screen draws, for a new wage."""
    wage = 20 + cents / 100
    business = BusinessCase(
        replace(Scenario.default(), horizon_months=36).with_values(wage_per_hour=wage)
    )
    _ = (business.ledgers, business.uncertainty, business.conventions, business.counter_case)
    _ = (business.stops_paying, business.main_inputs, business.bridge_to_tei, business.flags)


def main() -> None:
    """Print the median and the slowest run of each part."""
    scenario = replace(Scenario.default(), horizon_months=60)
    report = prepare(scenario)
    seeds = itertools.count(2)
    parts: dict[str, tuple[Callable[[], object], int]] = {
        f"10,000 draws x 60 months (goal {GOAL_MS})": (
            lambda: uncertainty(replace(scenario, seed=next(seeds))),
            RUNS,
        ),
        "the same after one input changed": (lambda: uncertainty(scenario), RUNS),
        "case": (lambda: case(scenario.values()), RUNS),
        "tornado": (lambda: tornado(scenario), RUNS),
        "what must be true": (lambda: what_must_be_true(scenario), RUNS),
        "two-way grid": (lambda: grid(scenario, "wage_per_hour", "tickets_per_month"), RUNS),
        "what Savings shows after an input": (lambda: _shown(next(seeds)), RUNS),
        "what is worth measuring next": (lambda: value_of_information(scenario), 3),
        "xlsx": (lambda: to_xlsx(report), 3),
        "pdf": (lambda: to_pdf(report), 3),
        "pptx": (lambda: to_pptx(report), 3),
    }
    print(f"{'milliseconds of processor time':<42}{'median':>9}{'slowest':>9}")
    for name, (work, runs) in parts.items():
        times = milliseconds(work, runs)
        print(f"{name:<42}{statistics.median(times):>9.1f}{max(times):>9.1f}")


if __name__ == "__main__":
    main()
