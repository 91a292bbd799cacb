"""A running job is paused, resumed and cancelled by whoever may start one of its kind."""

from __future__ import annotations

from typing import Final, Literal

from jobs import Job
from usecases.actor import Actor, Role

Step = Literal["pause", "resume", "cancel"]
# What reviewers may start themselves; everything else is a manager's.
OF_REVIEWERS: Final = frozenset({"gain", "labels", "learning", "map", "start"})


def steer(job: Job, step: Step, actor: Actor) -> None:
    """Pause, resume or cancel the job; raises NotAllowed where the actor may not start its like."""
    role = Role.REVIEWER if job.kind in OF_REVIEWERS else Role.MANAGER
    actor.require(role, f"{step} this job")
    steps = {
        "pause": job.control.pause, "resume": job.control.go_on, "cancel": job.control.cancel,
    }  # fmt: skip
    steps[step]()
