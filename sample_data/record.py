"""Records what routers answer to the tickets of the demo companies, for replay without a model.

`python sample_data/record.py [COMPANY …]` routes them once with the embedded router, with their
labels and without, and rewrites `<company>/recorded/*.jsonl` and `<company>/router.profile`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import Control, Meter
from routing import profile_archive
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from settings import Settings
from store import runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.demo.companies import DemoCompany, demo_companies
from usecases.imports import import_file
from usecases.profiles import profile_of
from usecases.recordings import record
from usecases.run_request import RunRequest
from usecases.runs import new_run, perform

Labelled = Sequence[Ticket]


def main(keys: Sequence[str]) -> None:
    """Record anew for these companies, for all where none is named."""
    for company in demo_companies():
        if not keys or company.key in keys:
            with tempfile.TemporaryDirectory() as folder:
                workspace = Workspace(Path(folder) / "record.duckdb", "the recording")
                try:
                    _record(workspace, company)
                finally:
                    workspace.close()


def _record(workspace: Workspace, company: DemoCompany) -> None:
    toml = (company.folder / "taxonomy.toml").read_text(encoding="utf-8")
    taxonomies.save(workspace, Taxonomy.from_toml(toml), "sample data")
    import_file(workspace, company.folder / "tickets.csv", None, Control(), Meter())
    folder = company.folder / "recorded"
    with_labels = _routed(workspace, None)
    record(workspace, with_labels, folder / "embedded.jsonl")
    profile = replace(profile_of(workspace, with_labels), proof=None)
    profile_archive.write(profile, company.folder / "router.profile")
    alone = _routed(workspace, ())
    record(workspace, alone, folder / "descriptions.jsonl", "embedded without labels")


def _routed(workspace: Workspace, history: Labelled | None) -> Run:
    made = new_run(workspace, RunRequest())
    models = Settings.from_environment().models
    perform(workspace, made, models, Control(), Meter(), history=history, keep=history is None)
    return runs.one(workspace, made.run_id)


if __name__ == "__main__":
    main(sys.argv[1:])
