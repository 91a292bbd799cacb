"""The drift watch on schedule: every workspace of the app is looked at again and again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from jobs import Control, Job, Jobs, Meter
from roi.numbers import number
from routing.errors import RouteCaseError
from settings import Settings
from store import runs
from store.drift import watch
from store.runs import Run
from store.workspace import Workspace
from store.workspaces import Workspaces
from usecases.drift.canaries import are_due, ask_canaries, keep_canary_alarms
from usecases.drift.look import LookRequest, job_key, look
from usecases.drift.notifications import channels, deliver

FIRST_SECONDS: Final = 30.0
SECONDS_A_MINUTE: Final = 60
log = logging.getLogger(__name__)


def start_round(jobs: Jobs, workspace: Workspace, settings: Settings) -> Job:
    """Look, ask the canaries where they are due, and send what waits; the one going on if any."""
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going

    def work(control: Control, meter: Meter) -> str:
        return watch_round(workspace, settings, control, meter)

    return jobs.start(job_key(workspace), lambda: Job("drift", "Drift watch", work))


def watch_round(workspace: Workspace, settings: Settings, control: Control, meter: Meter) -> str:
    """One round in this thread; what came of it, in words."""
    told = channels(settings.notices)
    found = look(workspace, settings.models, LookRequest(channels=told), control, meter)
    deliver(workspace, settings.notices)  # alarms of tickets do not wait for the canaries
    new = len(found.new) + _canaries(workspace, settings, told)
    deliver(workspace, settings.notices)
    return f"{number(found.looks)} tickets looked at, {number(new)} new alarms."


def _canaries(workspace: Workspace, settings: Settings, told: tuple[str, ...]) -> int:
    run = newest_run(workspace)
    if run is None or not are_due(workspace, datetime.now(UTC).replace(tzinfo=None)):
        return 0
    ask_canaries(workspace, run, settings.models, settings.keys)
    return len(keep_canary_alarms(workspace, told))


def newest_run(workspace: Workspace) -> Run | None:
    """The newest run over all tickets with a decision."""
    found = (run for run in runs.all_runs(workspace) if run.decided and run.sample is None)
    return max(found, key=lambda run: run.run_id, default=None)


@dataclass
class DriftSchedule:
    """Starts a round in every workspace that has a reference, every so many minutes.

    settings: read anew before each round.
    """

    workspaces: Workspaces
    jobs: Jobs
    settings: Callable[[], Settings]
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin, in a thread of its own; nothing where the settings say never."""
        if self.settings().drift_minutes:
            threading.Thread(target=self._go, name="drift schedule", daemon=True).start()

    def stop(self) -> None:
        """Begin no further round."""
        self._ended.set()

    def _go(self) -> None:
        seconds = FIRST_SECONDS
        while not self._ended.wait(seconds):
            settings = self.settings()
            self.run_all(settings)
            seconds = float(max(1, settings.drift_minutes) * SECONDS_A_MINUTE)

    def run_all(self, settings: Settings) -> None:
        """One round in every workspace, one after the other; a failure ends that one alone."""
        for name in self.workspaces.names():
            try:
                workspace = self.workspaces.open(name)
                if watch.reference(workspace):
                    start_round(self.jobs, workspace, settings).wait()
            except RouteCaseError as problem:
                log.warning("drift watch of %s: %s", name, problem)
            except Exception:  # the schedule of the others goes on whatever it was
                log.exception("drift watch of %s", name)
