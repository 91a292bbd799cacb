"""Runs in a workspace: start one, go on with one, from whatever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.engine import RunStatus, run
from routing.engine.decision_writer import DecidesDisposition
from routing.engine.lot_worker import EmbeddedWorker
from routing.engine.run import CHUNK_SIZE
from routing.errors import RouterError
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import attempts, policies, runs, taxonomies, tickets
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.runs.embedding_model import keeping_embedder, vector_file
from usecases.runs.field_answers import fill
from usecases.runs.labelled_history import history as learnable
from usecases.runs.llm_routers import batches_of, terms_of
from usecases.runs.phases import KEEPING, REPLAYED, phases
from usecases.runs.profile import keep_profile
from usecases.runs.request import RunRequest
from usecases.runs.router_building import RouterBuilder
from usecases.runs.worker_processes import ProcessLimits, crew_of

NO_KEYS: Final = Keys()
DEFAULT_LIMITS: Final = ProcessLimits()
# So few that a run which is watched moves every quarter of a second.
WATCHED_CHUNK: Final = 8
ROUTE: Final = "route the tickets of a workspace"


def start_run(
    jobs: Jobs,
    workspace: Workspace,
    request: RunRequest,
    models: Path,
    keys: Keys = NO_KEYS,
    *,
    only: runs.Selection | None = None,
    actor: Actor = LOCAL_OWNER,
) -> Job:
    """Start a run over the tickets of the workspace, as a job of this process.

    only: the tickets it is about, None for all or for the sample that is asked for.

    Raises RouterError when there is nothing to route or no category to route to, and
    RouteCaseError when another job is going on in the workspace.
    """
    actor.require(Role.MANAGER, ROUTE)
    return jobs.start(
        str(workspace.path),
        lambda: _job(workspace, new_run(workspace, request, only=only, actor=actor), models, keys),
    )


def resume_run(
    jobs: Jobs,
    workspace: Workspace,
    run_id: int,
    models: Path,
    keys: Keys = NO_KEYS,
    *,
    request: RunRequest | None = None,
    actor: Actor = LOCAL_OWNER,
) -> Job:
    """Go on with a run where it was; only tickets without a decision are asked.

    request: what this stretch asks, where its terms differ from those recorded with the run.
    """
    actor.require(Role.MANAGER, ROUTE)
    return jobs.start(
        str(workspace.path),
        lambda: _job(workspace, runs.resume(workspace, run_id), models, keys, request),
    )


def new_run(
    workspace: Workspace,
    request: RunRequest,
    *,
    only: runs.Selection | None = None,
    actor: Actor = LOCAL_OWNER,
) -> runs.Run:
    """Record a new run under the current taxonomy, without starting it.

    only: the tickets it is about, None for all or for the sample that is asked for.
    """
    actor.require(Role.MANAGER, ROUTE)
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
    keep: bool = True,
    processes: ProcessLimits = DEFAULT_LIMITS,
) -> RunStatus:
    """Do the run in this thread; the status it ended with.

    request: what this stretch asks, where its terms differ from those recorded with the run.
    keys: the provider's key, for the routers that need one; it is not kept.
    history: labelled tickets from elsewhere to learn from, and only those; without it the router
        learns from the labelled tickets of the workspace that it may learn from, out-of-fold.
    keep: keep what answered it as a profile of the workspace.
    processes: when worker processes are started for a router on this machine, and how many.
    """
    request = request or RunRequest.from_settings(made.settings)
    taxonomy = taxonomies.version(workspace, made.taxonomy_id).taxonomy
    builder = RouterBuilder(
        workspace, request, taxonomy.leaves(),
        learnable(workspace, request.text) if history is None and not request.recorded else (),
        history or (), keeping_embedder(workspace, models), keys,
        partial(_tell, control, meter),
    )  # fmt: skip
    build = cache(builder.build)
    journal = runs.RunJournal(workspace, made.run_id)
    policy = _policy(workspace, made, request, taxonomy)
    chunk = WATCHED_CHUNK if request.pace else CHUNK_SIZE
    answer = partial(run, journal, build, policy, control, meter, chunk=chunk)
    if request.llm is None:
        meter.plan(_phases(journal, request, builder))
        with workspace.temporary() as folder:
            worker = EmbeddedWorker(folder, models, vector_file(workspace), request.text, policy)
            status = answer(share=partial(crew_of, workspace, made.run_id, worker, processes))
    else:
        status = _ask_provider(answer, workspace, made, request.llm, keys)
    if keep and not request.recorded and status is RunStatus.FINISHED:
        meter.begin(KEEPING, 1)
        keep_profile(workspace, made, build(), builder.shown)
        fill(workspace, made.run_id)
    return status


def _ask_provider(
    answer: Callable[..., RunStatus],
    workspace: Workspace,
    made: runs.Run,
    llm: LlmRequest,
    keys: Keys,
) -> RunStatus:
    """Answer within the run's terms; what is paid for is kept with the run."""
    batches = batches_of(llm, keys, _unmistakable(made))
    with attempts.RunAttempts(workspace, made.run_id) as paid:
        return answer(attempts=paid, terms=terms_of(llm), batches=batches)


def _tell(control: Control, meter: Meter, phase: str, done: int, total: int) -> None:
    """Tell how far learning is; ends it where somebody has cancelled."""
    control.checkpoint()
    meter.tell(phase, done, total)


def _phases(
    journal: runs.RunJournal, request: RunRequest, builder: RouterBuilder
) -> Mapping[str, float]:
    if request.recorded:
        return REPLAYED
    decided, total = journal.size()
    return phases(len(builder.labelled), total - decided, foreign=builder.reads_other_languages)


def _policy(
    workspace: Workspace, made: runs.Run, request: RunRequest, taxonomy: Taxonomy
) -> DecidesDisposition:
    """The policy that the run follows, else the one that it was asked for."""
    chosen = policies.of_run(workspace, made.run_id)
    if chosen:
        return chosen.policy.within(taxonomy)
    return request.applied_policy(taxonomy, policies.rollout(workspace))


def _unmistakable(made: runs.Run) -> str:
    """A name for the run that no run of another workspace has."""
    return f"{made.started_at:%Y%m%dT%H%M%S%f}-{made.run_id}"


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
