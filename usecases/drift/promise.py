"""The promise of the dial: whether it is still kept, and what a person does where it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.promise import PromiseWatch
from routing.evaluation.drift.saved_state import loaded
from store import policies, runs
from store.drift import watch as drift
from store.reviewing import reviews
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.cache import kept_by_revision

ORIGIN = "promise watch"


@dataclass(frozen=True, slots=True)
class Returned:
    """Tickets that were given back to people.

    policy_id: the policy under which nothing goes without a person; None where no run follows one.
    """

    tickets: int
    policy_id: int | None


def labels_needed(watch: PromiseWatch) -> int:
    """Labels until it would count as broken, were twice as many wrong as it allows."""
    return watch.labels_needed(min(2 * (1 - watch.promised), 1.0))


@kept_by_revision
def promise(workspace: Workspace) -> PromiseWatch | None:
    """The evidence so far; None where nothing was promised or nobody has looked yet."""
    window = drift.reference(workspace)
    state = drift.state(workspace, window.reference_id) if window else None
    return loaded(state.state).promise if state else None


def return_to_people(workspace: Workspace, run: Run | None, actor: Actor) -> Returned:
    """Give the tickets under the broken promise back to people, those to come and those that went.

    The policy of the run lets nothing go without a person from now on; what was auto-routed since
    the promise broke waits on Review.
    """
    actor.require(Role.MANAGER, "return tickets to people")
    keys = drift.auto_routed_since(workspace, _since(workspace))
    sent = reviews.send(
        workspace, keys, actor.name, origin=ORIGIN, note="The promised precision is not kept.",
        run_id=run.run_id if run else None,
    )  # fmt: skip
    version = policies.current(workspace)
    if run is None or version is None:
        return Returned(sent, None)
    stopped = replace(version.policy, threshold=None, thresholds={})
    made = policies.save(workspace, stopped, {"by": actor.name, "why": "promise not kept"})
    if runs.one(workspace, run.run_id).policy_id == version.policy_id:
        policies.apply(workspace, run.run_id, made)
    return Returned(sent, made.policy_id)


def _since(workspace: Workspace) -> int | None:
    """The ticket with which the promise began to be broken, as far as can be told."""
    broken = [alarm for alarm in drift.alarms(workspace) if alarm.kind == Kind.PROMISE]
    return broken[0].since.ticket if broken else None
