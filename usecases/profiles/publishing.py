"""What a run has proven, as a profile: kept in the workspace, saved, opened to answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from routing import profile_archive
from routing.engine import RunStatus
from routing.errors import RouterError
from routing.policy import Policy
from routing.privacy.outgoing import outgoing
from routing.profile import Proof, RoutingProfile
from routing.routers.cascade import CascadeRouter, LocalCascade
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.out_of_fold import OutOfFoldRouter
from routing.routers.embedded.trained_model import TrainedModel
from routing.routers.router import RemoteRouter, Router
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import policies, profiles, runs, taxonomies
from store.helpdesk import desks
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.business_case.claim import refusal
from usecases.evaluation.figures import run_figures
from usecases.fields.publishing import field_heads
from usecases.profiles.record import from_files, to_files
from usecases.runs.request import RunRequest


def keep_profile(
    workspace: Workspace,
    run: Run,
    router: Router | RemoteRouter,
    examples: tuple[Ticket, ...] = (),
) -> RoutingProfile:
    """Keep what answered a run, so that it need not be learned again.

    router: as it answered. examples: the labelled tickets that its prompt draws from.
    """
    request = RunRequest.from_settings(run.settings)
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    profile = RoutingProfile(
        taxonomy, _policy(workspace, run, request, taxonomy), _trained(router), request.llm,
        request.cascade, request.cleaning, _masked(examples),
    )  # fmt: skip
    profiles.keep(workspace, profile.fingerprint, profile.router, to_files(profile), run.run_id)
    return profile


def profile_of(workspace: Workspace, run: Run) -> RoutingProfile:
    """The profile that answered a run, under the policy it follows now, with its evidence.

    Raises RouterError where none was kept.
    """
    files = profiles.of_run(workspace, run.run_id)
    if files is None:
        raise RouterError(
            f"Run {run.run_id} has kept no profile: it was made before there were profiles, or is "
            "too long ago. Route the tickets again."
        )
    kept = from_files(files)
    version = policies.of_run(workspace, run.run_id)
    policy = version.policy if version else kept.policy
    policy = policy.within(kept.taxonomy)
    return kept.under(policy).proven(proof_of(workspace, run))


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
    profile = profile_of(workspace, run)
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


def _policy(workspace: Workspace, run: Run, request: RunRequest, taxonomy: Taxonomy) -> Policy:
    version = policies.of_run(workspace, run.run_id)
    return version.policy.within(taxonomy) if version else request.policy(taxonomy)


def _trained(router: Router | RemoteRouter) -> TrainedModel | None:
    """What the embedded router in it has learned, from all labels."""
    if isinstance(router, CascadeRouter | LocalCascade):
        return _trained(router.first)
    if isinstance(router, OutOfFoldRouter):
        return router.of_all_labels().trained
    return router.trained if isinstance(router, EmbeddedRouter) else None


def _masked(examples: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
    """The same tickets, as they may leave this machine."""
    return tuple(
        Ticket(key, ticket.id, "", outgoing(ticket.text).text, ticket.category)
        for key, ticket in enumerate(examples, 1)
    )


def _with_groups(workspace: Workspace, taxonomy: Taxonomy) -> Taxonomy:
    """The categories with the group of the help desk that each was mapped to, by its id."""
    mapped = {
        category: group
        for desk in desks.desks(workspace)
        for category, group in desks.mapping(workspace, desk.desk).items()
    }
    return Taxonomy(
        tuple(
            replace(each, group=mapped.get(each.name, each.group)) for each in taxonomy.categories
        )
    )
