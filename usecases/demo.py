"""The demo workspace of a first start: sample tickets, their taxonomy, and a run under way."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jobs import Control, Jobs, Meter
from roi.volume import Volume
from routing.taxonomy import Taxonomy
from store import taxonomies
from store.workspaces import Workspaces
from usecases.imports import import_file
from usecases.run_request import RunRequest
from usecases.runs import start_run
from usecases.volume import answer_volume

NAME: Final = "Demo"
# The samples stand for a desk of this size: 55 tickets a month would be nobody's case.
DEMO_VOLUME: Final = 10_000.0
SAMPLES: Final = Path(__file__).parent.parent / "sample_data"


def prepare(workspaces: Workspaces, jobs: Jobs, models: Path) -> None:
    """Fill an folder without workspaces with the demo and start its first run; else do nothing."""
    if workspaces.names():
        return
    workspace = workspaces.create(NAME)
    toml = (SAMPLES / "taxonomy.toml").read_text(encoding="utf-8")
    taxonomies.save(workspace, Taxonomy.from_toml(toml), "sample data")
    import_file(workspace, SAMPLES / "tickets.csv", None, Control(), Meter())
    answer_volume(workspace, None, Volume("sample", DEMO_VOLUME))
    start_run(jobs, workspace, RunRequest(), models)
