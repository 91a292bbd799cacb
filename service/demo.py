"""The demo workspace of a first start: sample tickets, their taxonomy, and a run under way."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from routing.engine import Control, Jobs, Meter
from routing.taxonomy import Taxonomy
from service.imports import import_file
from service.routing import RunRequest, start_run
from store import scenarios, taxonomies
from store.shelf import Shelf

NAME: Final = "Demo"
# The samples stand for a desk of this size: 55 tickets a month would be nobody's case.
DEMO_VOLUME: Final = 10_000.0
SAMPLES: Final = Path(__file__).parent.parent / "sample_data"


def prepare(shelf: Shelf, jobs: Jobs, models: Path) -> None:
    """Fill an empty shelf with the demo and start its first run; else do nothing."""
    if shelf.names():
        return
    workspace = shelf.create(NAME)
    toml = (SAMPLES / "taxonomy.toml").read_text(encoding="utf-8")
    taxonomies.save(workspace, Taxonomy.from_toml(toml), "sample data")
    import_file(workspace, SAMPLES / "tickets.csv", None, Control(), Meter())
    scenarios.save(workspace, scenarios.WORKING_COPY, {"tickets_per_month": DEMO_VOLUME})
    start_run(jobs, workspace, RunRequest(), models)
