"""What a run has proven, as one file: its profile with the evidence, to answer elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from routing import profile_archive
from routing.engine import RunStatus
from routing.errors import RouterError
from routing.profile import Proof, RoutingProfile
from routing.taxonomy import Taxonomy
from store import policies, profiles, runs
from store.helpdesk import connections, desk_groups
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.business_case.claim import refusal
from usecases.evaluation.figures import run_figures
from usecases.live.field_heads import field_heads
from usecases.runs.profile import profile_of


def publish(
    workspace: Workspace,
    run: Run,
    file: Path,
    *,
    with_texts: bool = False,
    actor: Actor = LOCAL_OWNER,
) -> RoutingProfile:
    """Write the profile of a run to one file, to answer where there is no workspace.

    The groups that categories were mapped to on Connect and the fields of the run go along.

    Raises RouterError where none was kept or the file cannot be written.
    """
    actor.require(Role.MANAGER, "publish a profile")
    profile = profile_of(workspace, run).proven(proof_of(workspace, run))
    profile = replace(
        profile, taxonomy=_with_groups(workspace, profile.taxonomy),
        fields=field_heads(workspace, run.run_id),
    )  # fmt: skip
    profile_archive.write(profile, file, with_texts=with_texts)
    return profile


def publishable(workspace: Workspace, run_id: int | None = None) -> Run:
    """The run of that number, else the newest finished one that has kept a profile.

    Raises RouterError when there is none.
    """
    for run in runs.all_runs(workspace):
        if run.run_id == run_id:
            return run
        kept = profiles.of_run(workspace, run.run_id) is not None
        if run_id is None and run.status is RunStatus.FINISHED and kept:
            return run
    if run_id is not None:
        raise RouterError(f"There is no run {run_id} in this workspace.")
    raise RouterError("No finished run has kept a profile yet; route the tickets first.")


def proof_of(workspace: Workspace, run: Run) -> Proof:
    """What a run was measured at, and what its policy promises."""
    figures = run_figures(workspace, run.run_id)
    version = policies.of_run(workspace, run.run_id)
    refused = refusal(workspace, run)
    return Proof(
        run.title, figures.summary.labelled, figures.accuracy, figures.selective_accuracy,
        figures.coverage,
        promise=None if refused or version is None else version.origin.get("asked"),
        withheld=refused.sentence if refused else None,
    )  # fmt: skip


def _with_groups(workspace: Workspace, taxonomy: Taxonomy) -> Taxonomy:
    """The categories with the group of the help desk that each was mapped to, by its id."""
    mapped = {
        category: group
        for desk in connections.desks(workspace)
        for category, group in desk_groups.mapping(workspace, desk.desk).items()
    }
    return Taxonomy(
        tuple(
            replace(each, group=mapped.get(each.name, each.group)) for each in taxonomy.categories
        )
    )
