"""The profile that a run keeps of what answered it, so that nothing is learned again."""

from __future__ import annotations

from routing.errors import RouterError
from routing.policy import Policy
from routing.privacy.outgoing import outgoing
from routing.profile import RoutingProfile
from routing.routers.cascade import CascadeRouter, LocalCascade
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.out_of_fold import OutOfFoldRouter
from routing.routers.embedded.trained_model import TrainedModel
from routing.routers.router import RemoteRouter, Router
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import policies, profiles, taxonomies
from store.runs import Run
from store.workspace import Workspace
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
    """The profile that answered a run, under the policy it follows now.

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
    return kept.under(policy.within(kept.taxonomy))


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
