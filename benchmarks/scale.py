"""What routing costs from ten thousand tickets to a million: `python benchmarks/scale.py`.

Counted in processor time, which a busy machine changes little; ratios are of the same run.
`--tickets 10000 100000 1000000` for other sizes, `--ray` beside plain processes.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.machine import machine  # noqa: E402 (the project is not installed)
from benchmarks.recombined import labelled, write  # noqa: E402
from jobs import Control, Meter  # noqa: E402
from routing import profile_archive  # noqa: E402
from routing.intake.loading import load  # noqa: E402
from routing.intake.values.cleaning import Cleaning, clean  # noqa: E402
from routing.policy import Policy  # noqa: E402
from routing.profile import RoutingProfile  # noqa: E402
from routing.routers.embedded import EmbeddedRouter, Embedder  # noqa: E402
from routing.routers.embedded.tuning import FAST  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402
from service.bulk.job import Outcome  # noqa: E402
from service.bulk.routing_job import BulkRequest, route  # noqa: E402
from settings import Settings  # noqa: E402

KEPT = Path(__file__).parent / "figures" / "scale.json"
GOALS = {"tickets_per_cpu_second": 850, "exponent": 1.05, "two_against_one": 1.15}


def profile(file: Path) -> Path:
    """What was learned from sample_data by the `fast` setting, as a published profile."""
    known = labelled()
    taxonomy = Taxonomy.from_labels(ticket.category for ticket in known)
    models = Settings.from_environment().models
    embedder = Embedder(models) if Embedder.available(models) else None
    trained = EmbeddedRouter.fit(
        taxonomy, known, embedder, text=lambda ticket: clean(ticket.text, Cleaning()), pace=FAST
    ).trained
    policy = Policy.for_taxonomy(taxonomy, 0.6)
    profile_archive.write(RoutingProfile(taxonomy, policy, trained), file)
    return file


def taken_in(file: Path, folder: Path) -> dict[str, float]:
    """What the intake of a file costs."""
    before = _children()
    began = time.monotonic()
    load(file, folder)
    return {
        "cpu_seconds": round(_children()[0] - before[0], 2),
        "seconds": round(time.monotonic() - began, 2),
        "peak_mb": round(_children()[1]),
    }


def routed(file: Path, output: Path, profile: Path, workers: int, address: str) -> Outcome:
    """All of it decided, in a folder that is new."""
    shutil.rmtree(output, ignore_errors=True)
    return route(BulkRequest(str(file), str(output), profile, workers, address), Control(), Meter())


def exponent(sizes: list[int], seconds: list[float]) -> float | None:
    """How processor time grows with the number of tickets: 1 is linear.

    >>> exponent([10, 100], [1.0, 10.0])
    1.0
    """
    if len(sizes) < 2:  # noqa: PLR2004 - one point has no slope
        return None
    return round(float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]), 3)


def measured(sizes: list[int], *, ray: bool) -> dict[str, Any]:
    """Every figure, the smallest size first."""
    found: dict[str, Any] = {"machine": machine(), "sizes": {}}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = profile(folder / "p.profile")
        for size in sizes:
            file = write(folder / "tickets.csv", size)
            one = routed(file, folder / "one", made, 1, "none")
            row = {
                "intake": taken_in(file, folder / "in"),
                "cpu_seconds": round(one.cpu_seconds, 2),
                "tickets_per_cpu_second": round(size / one.cpu_seconds),
                "peak_mb_of_a_worker": round(_children()[1]),
            }
            found["sizes"][size] = row
            print(f"{size:>9,} tickets: {json.dumps(row)}", flush=True)
        found["two_against_one"] = _ratio(file, made, one, "none")
        if ray:
            found["ray_against_processes"] = _ratio(file, made, one, "auto")
        again = write(folder / "repeats.csv", sizes[0], 0.3)
        repeated = routed(again, folder / "repeats", made, 1, "none")
        found["tickets_per_cpu_second_with_repeats"] = round(sizes[0] / repeated.cpu_seconds)
    costs = [found["sizes"][size]["cpu_seconds"] for size in sizes]
    found["exponent"] = exponent(sizes, costs)
    found["cpu_hours_per_million"] = round(1e6 * costs[-1] / sizes[-1] / 3600, 3)
    return found


def _ratio(file: Path, made: Path, one: Outcome, address: str) -> dict[str, Any]:
    """Processor time of two against one process, and whether the very same parts were written."""
    other = routed(file, file.with_name("other"), made, 2, address)
    same = {p.part: p.sha256 for p in one.parts} == {p.part: p.sha256 for p in other.parts}
    return {"cpu": round(other.cpu_seconds / one.cpu_seconds, 3), "same_parts": same}


def _children() -> tuple[float, float]:
    """Processor time of all ended children, and the peak of the largest in MB."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> int:
    """Measure, print, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--ray", action="store_true")
    asked = parser.parse_args()
    found = measured(sorted(asked.tickets), ray=asked.ray)
    told = found["exponent"]
    if told is not None and not math.isnan(told):
        print(
            f"processor time grows with tickets to the power of {told} (goal {GOALS['exponent']})"
        )
    print(json.dumps({key: found[key] for key in found if key not in {"machine", "sizes"}}))
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
