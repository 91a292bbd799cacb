"""Runs in a workspace: start one, go on with one, from whatever asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from jobs import Control, Job, Jobs, Meter
from routing.engine import RunStatus, run
from routing.engine.decision_writer import DecidesDisposition
from routing.errors import RouterError
from routing.intake.values.cleaning import Cleaning, clean
from routing.policy import Policy
from routing.routers.cascade import CascadeRouter, CascadeRule, LocalCascade
from routing.routers.embedded import EmbeddedRouter, Embedder, out_of_fold
from routing.routers.embedded.decisions import NAME as EMBEDDED
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest, llm_router, transformers_router
from routing.routers.router import RemoteRouter, Router
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import attempts, policies, runs, taxonomies, tickets
from store.workspace import Workspace
from usecases.labelled_history import history as learnable
from usecases.llm_routers import batches_of, terms_of

NO_KEYS: Final = Keys()

# What is auto-routed before anyone has chosen: a start to measure by, no promise.
DEFAULT_THRESHOLD: Final = 0.5


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Everything a run is asked for; kept with the run so that it can be resumed.

    threshold: confidence at or above which a decision is auto-routed, whatever the policy of the
        workspace says; None to route by that policy.
    review_high_risk: categories of high risk always wait for a person, under a threshold or where
        the workspace has no policy.
    cleaning: quoted mail trails, signatures and stray white space are left out.
    sample: how many tickets to look at, the same share of every category; None for all.
    llm: what is asked of a provider, for the routers that have one.
    cascade: the embedded router answers what it is sure of, and only the rest is asked of `llm`.
    """

    router: str = "embedded"
    threshold: float | None = None
    review_high_risk: bool = True
    cleaning: bool = True
    sample: int | None = None
    llm: LlmRequest | None = None
    cascade: CascadeRule | None = None

    def to_settings(self) -> dict[str, Any]:
        """The request as JSON can hold it."""
        return {
            "router": self.router,
            "threshold": self.threshold,
            "review_high_risk": self.review_high_risk,
            "cleaning": self.cleaning,
            "sample": self.sample,
            "llm": self.llm.to_settings() if self.llm else None,
            "cascade": self.cascade.to_settings() if self.cascade else None,
        }

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> RunRequest:
        """Read `to_settings` back."""
        values = dict(settings)
        llm, rule = values.pop("llm", None), values.pop("cascade", None)
        return cls(
            **values,
            llm=LlmRequest.from_settings(llm) if llm else None,
            cascade=CascadeRule.from_settings(rule) if rule else None,
        )

    def policy(self, taxonomy: Taxonomy) -> Policy:
        """The policy the run routes by where the workspace has none."""
        if self.cascade:
            return self.cascade.second(self.by_hand(taxonomy))
        threshold = DEFAULT_THRESHOLD if self.threshold is None else self.threshold
        if self.review_high_risk:
            return Policy.for_taxonomy(taxonomy, threshold)
        return Policy(threshold)

    def applied_policy(self, taxonomy: Taxonomy) -> DecidesDisposition:
        """The same, with the threshold of each stage where the run is a cascade."""
        if self.cascade:
            return self.cascade.policy(EMBEDDED, self.by_hand(taxonomy))
        return self.policy(taxonomy)

    def by_hand(self, taxonomy: Taxonomy) -> frozenset[str]:
        """The categories that always wait for a person."""
        return Policy.for_taxonomy(taxonomy).always_review if self.review_high_risk else frozenset()

    def text(self, ticket: Ticket) -> str:
        """What the router reads of a ticket."""
        return clean(ticket.text, Cleaning()) if self.cleaning else ticket.text


def start_run(
    jobs: Jobs,
    workspace: Workspace,
    request: RunRequest,
    models: Path,
    keys: Keys = NO_KEYS,
    *,
    only: runs.Selection | None = None,
) -> Job:
    """Start a run over the tickets of the workspace, as a job of this process.

    only: the tickets it is about, None for all or for the sample that is asked for.

    Raises RouterError when there is nothing to route or no category to route to, and
    RouteCaseError when another job is going on in the workspace.
    """
    return jobs.start(
        str(workspace.path),
        lambda: _job(workspace, new_run(workspace, request, only=only), models, keys),
    )


def resume_run(
    jobs: Jobs,
    workspace: Workspace,
    run_id: int,
    models: Path,
    keys: Keys = NO_KEYS,
    *,
    request: RunRequest | None = None,
) -> Job:
    """Go on with a run where it was; only tickets without a decision are asked.

    request: what this stretch asks, where its terms differ from those recorded with the run.
    """
    return jobs.start(
        str(workspace.path),
        lambda: _job(workspace, runs.resume(workspace, run_id), models, keys, request),
    )


def new_run(
    workspace: Workspace,
    request: RunRequest,
    *,
    only: runs.Selection | None = None,
) -> runs.Run:
    """Record a new run under the current taxonomy, without starting it.

    only: the tickets it is about, None for all or for the sample that is asked for.
    """
    version = taxonomies.current_or_labels(workspace)
    if version is None:
        raise RouterError("There are no categories yet; write them on the Taxonomy screen first.")
    if not tickets.count(workspace):
        raise RouterError("There are no tickets yet; import a file on the Tickets screen first.")
    own = request.threshold is not None or request.cascade is not None
    chosen = None if own else policies.current(workspace)
    return runs.start(
        workspace, request.router, request.to_settings(), version.taxonomy_id,
        policy_id=chosen.policy_id if chosen else None, sample=request.sample, only=only,
    )  # fmt: skip


def perform(
    workspace: Workspace,
    made: runs.Run,
    models: Path,
    control: Control,
    meter: Meter,
    *,
    history: Sequence[Ticket] | None = None,
    keys: Keys = NO_KEYS,
    request: RunRequest | None = None,
) -> RunStatus:
    """Do the run in this thread; the status it ended with.

    request: what this stretch asks, where its terms differ from those recorded with the run.
    keys: the provider's key, for the routers that need one; it is not kept.
    history: labelled tickets from elsewhere to learn from, and only those; without it the router
        learns from the labelled tickets of the workspace that it may learn from, out-of-fold.
    """
    request = request or RunRequest.from_settings(made.settings)
    taxonomy = taxonomies.version(workspace, made.taxonomy_id).taxonomy
    own = learnable(workspace, request.text) if history is None else []

    journal = runs.RunJournal(workspace, made.run_id)

    def build() -> Router | RemoteRouter:
        if request.llm is None:
            return embedded()
        if not request.llm.declared.is_remote:
            second: Router | RemoteRouter = transformers_router(
                request.llm, keys, taxonomy, request.text
            )
        else:
            second = llm_router(request.llm, keys, taxonomy, history or own, request.text)
        if request.cascade is None:
            return second
        first = request.cascade.first(request.by_hand(taxonomy))
        if isinstance(second, RemoteRouter):
            return CascadeRouter(embedded(), second, first)
        return LocalCascade(embedded(), second, first)

    def embedded() -> Router:
        def learning(phase: str, done: int, total: int) -> None:
            control.checkpoint()
            meter.tell(phase, done, total)

        model = embedder(models)
        if own:
            return out_of_fold(taxonomy, own, model, text=request.text, progress=learning)
        return EmbeddedRouter.fit(
            taxonomy, history or [], model, text=request.text, progress=learning
        )

    chosen = policies.of_run(workspace, made.run_id)
    policy = chosen.policy if chosen else request.applied_policy(taxonomy)
    if request.llm is None:
        return run(journal, build, policy, control, meter)
    with attempts.RunAttempts(workspace, made.run_id) as paid:
        return run(
            journal, build, policy, control, meter,
            attempts=paid, terms=terms_of(request.llm),
            batches=batches_of(request.llm, keys, _unmistakable(made)),
        )  # fmt: skip


def _unmistakable(made: runs.Run) -> str:
    """A name for the run that no run of another workspace has."""
    return f"{made.started_at:%Y%m%dT%H%M%S%f}-{made.run_id}"


@cache
def embedder(models: Path) -> Embedder | None:
    """The embedding model of this process, None where its files are missing."""
    return Embedder(models) if Embedder.available(models) else None


def _job(
    workspace: Workspace,
    made: runs.Run,
    models: Path,
    keys: Keys,
    request: RunRequest | None = None,
) -> Job:
    def work(control: Control, meter: Meter) -> str:
        return perform(workspace, made, models, control, meter, keys=keys, request=request)

    return Job("run", made.title, work)
