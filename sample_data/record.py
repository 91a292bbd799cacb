"""Records what routers answer to the tickets of the demo companies, for replay without a model.

`python sample_data/record.py [COMPANY …]` routes them once with the embedded router, with their
labels and without, and rewrites `<company>/recorded/*.jsonl` and `<company>/router.profile`.
`--model NAME` asks that model of OpenAI instead, by the key in the environment, and writes
`<company>/recorded/NAME.jsonl`: the demo then has its answers, tokens and cost without a key.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from jobs import Control, Meter
from routing import profile_archive
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from settings import Settings
from store import runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.demo_companies import DemoCompany, demo_companies
from usecases.imports import import_file
from usecases.runs.execution import new_run, perform
from usecases.runs.profile import profile_of
from usecases.runs.recordings import record
from usecases.runs.request import RunRequest

Labelled = Sequence[Ticket]


def main(arguments: Sequence[str]) -> None:
    """Record anew for these companies, for all where none is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("companies", nargs="*")
    parser.add_argument("--model")
    asked = parser.parse_args(arguments)
    for company in demo_companies():
        if not asked.companies or company.key in asked.companies:
            with tempfile.TemporaryDirectory() as folder:
                workspace = Workspace(Path(folder) / "record.duckdb", "the recording")
                try:
                    _record(workspace, company, asked.model)
                finally:
                    workspace.close()


def _record(workspace: Workspace, company: DemoCompany, model: str | None) -> None:
    toml = (company.folder / "taxonomy.toml").read_text(encoding="utf-8")
    taxonomies.save(workspace, Taxonomy.from_toml(toml), "sample data")
    import_file(workspace, company.folder / "tickets.csv", None, Control(), Meter())
    if model:
        _recorded(company, workspace, RunRequest("openai", llm=LlmRequest(model=model)), model)
        return
    run = _recorded(company, workspace, RunRequest(), "embedded")
    profile = replace(profile_of(workspace, run), proof=None)
    profile_archive.write(profile, company.folder / "router.profile")
    _recorded(company, workspace, RunRequest(), "descriptions", "embedded without labels",
              history=())  # fmt: skip


def _recorded(
    company: DemoCompany,
    workspace: Workspace,
    request: RunRequest,
    name: str,
    router: str = "",
    *,
    history: Labelled | None = None,
) -> Run:
    settings = Settings.from_environment()
    if request.llm:
        request = replace(request, llm=request.llm.ready(settings.keys))
    made = new_run(workspace, request)
    perform(
        workspace, made, settings.models, Control(), Meter(), history=history,
        keys=settings.keys, request=request, keep=history is None,
    )  # fmt: skip
    run = runs.one(workspace, made.run_id)
    record(workspace, run, company.folder / "recorded" / f"{name}.jsonl", router or run.asked)
    return run


if __name__ == "__main__":
    main(sys.argv[1:])
