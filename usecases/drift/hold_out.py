"""The hold-out and the shadow: chosen here, and what the lot shows of the time that is saved."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from roi.realised import Arm, Statement, statement
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.certify import Floats
from routing.evaluation.drift.saved_time import MIN_TICKETS, Saved, saved_time
from routing.policy import Policy
from routing.rollout import Rollout
from store import policies, taxonomies
from store.drift import hold_out
from store.policies import PolicyVersion
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.cache import kept_by_revision
from usecases.runs.request import RunRequest


@dataclass(frozen=True, slots=True, eq=False)
class Arms:
    """Seconds of people's sorting on each ticket, by side of the lot."""

    held_out: Floats
    routed: Floats

    @property
    def missing(self) -> int:
        """Held-out tickets that are still to be decided before anything can be said."""
        return max(0, MIN_TICKETS - self.held_out.size)


def choose_rollout(
    workspace: Workspace, run: Run, share: float, actor: Actor, *, shadow: bool
) -> PolicyVersion:
    """Hold that share out by lot from now on, and apply nothing at all in the shadow.

    It is a new version of the policy; the run follows it at once.
    Raises EvaluationError for a share that is not between 0 and 20 %.
    """
    actor.require(Role.MANAGER, "hold tickets out")
    now = policies.current(workspace)
    policy = now.policy if now else _default(workspace, run)
    lot = policy.rollout.lot or secrets.token_hex(8)
    chosen = replace(policy, rollout=Rollout(share, lot, shadow))
    origin = {**(now.origin if now else {}), "by": actor.name}
    version = policies.save(workspace, chosen, origin)
    policies.apply(workspace, run.run_id, version)
    return version


def arms(workspace: Workspace, run: Run, month: date | None = None) -> Arms:
    """Both sides of the lot, of one month or of all, as far as their tickets are done."""
    found = _seconds(workspace, run.run_id)
    if month is not None:
        found = found[found["month"] == np.datetime64(month)]
    held = found["held_out"].to_numpy(dtype=bool)
    seconds = found["seconds"].to_numpy(dtype=np.float64)
    return Arms(seconds[held], seconds[~held])


def saved(workspace: Workspace, run: Run) -> Saved | None:
    """The share of sorting time that routing saves; None where too few tickets tell."""
    both = arms(workspace, run)
    return saved_time(both.held_out, both.routed)


def statements(workspace: Workspace, run: Run, scenario: Scenario) -> Iterator[Statement]:
    """Promised against realised, month by month, where enough tickets were held out."""
    for month in sorted(set(_seconds(workspace, run.run_id)["month"].dropna().tolist())):
        both = arms(workspace, run, month.date())
        if both.missing or not both.routed.size:
            continue
        seen = {
            "tickets_per_month": float(both.held_out.size + both.routed.size),
            "manual_seconds": float(both.held_out.mean()),
        }
        made = statement(
            scenario, month.date(), held_out=Arm.of(both.held_out), routed=Arm.of(both.routed),
            seen=seen,
        )  # fmt: skip
        if made:
            yield made


@kept_by_revision
def _seconds(workspace: Workspace, run_id: int) -> pd.DataFrame:
    return hold_out.seconds(workspace, run_id)


def _default(workspace: Workspace, run: Run) -> Policy:
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    return RunRequest.from_settings(run.settings).policy(taxonomy)
