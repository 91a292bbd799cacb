"""`python -m tests.service.simulation [--histories N] [--seed S]`: look for a history that fails.

Each failure prints its seed; the same seed repeats it.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from tests.service.simulation.checker import violations
from tests.service.simulation.history import Simulation


def failures(seeds: range) -> dict[int, list[str]]:
    """The violations of each seed that has any."""
    found = {}
    for seed in seeds:
        broken = violations(Simulation(seed).run())
        if broken:
            sys.stdout.write(f"seed {seed}: {'; '.join(broken)}\n")
            sys.stdout.flush()
            found[seed] = broken
    return found


def failures_by(jobs: int, seeds: range) -> dict[int, list[str]]:
    """The same in several processes, each with every so manieth seed."""
    parts = [seeds[place::jobs] for place in range(jobs)]
    with ProcessPoolExecutor(jobs) as processes:
        found = processes.map(failures, parts)
        return {seed: broken for part in found for seed, broken in part.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, help="only this one")
    parser.add_argument("--jobs", type=int, default=1, help="processes beside each other")
    asked = parser.parse_args()
    seeds = range(asked.histories) if asked.seed is None else range(asked.seed, asked.seed + 1)
    began = time.monotonic()
    failed = failures_by(asked.jobs, seeds)
    sys.stdout.write(
        f"{len(seeds):,} histories in {time.monotonic() - began:.0f} s, {len(failed)} failed\n"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
