"""Background jobs: owned by the process, not by a browser tab."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from jobs.control import Cancelled, Control
from jobs.errors import ExpectedError
from jobs.progress import Meter, Progress

STOP_SECONDS: Final = 20.0
Work = Callable[[Control, Meter], str | None]
log = logging.getLogger(__name__)


class Job:
    """One piece of long work in a thread of its own.

    kind: what it is, for example `run` or `import`.
    outcome: what the work returned; error: one plain sentence when it could not be done.
    """

    def __init__(self, kind: str, title: str, work: Work) -> None:
        self.kind = kind
        self.title = title
        self.control = Control()
        self.outcome: str | None = None
        self.error: str | None = None
        self._meter = Meter()
        self._work = work
        self._thread = threading.Thread(target=self._go, name=f"{kind}: {title}", daemon=True)

    @property
    def live(self) -> bool:
        """Whether the work is still going on."""
        return self._thread.is_alive()

    def progress(self) -> Progress:
        """How far it is."""
        return self._meter.read()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has ended, at most that long."""
        self._thread.join(seconds)

    def _go(self) -> None:
        try:
            self.outcome = self._work(self.control, self._meter)
        except Cancelled:
            self.outcome = "cancelled"
        except ExpectedError as problem:
            self.error = str(problem)
        except Exception:
            log.exception("job %s failed", self._thread.name)
            self.error = "This stopped on an unexpected error; what was written before is kept."


class Jobs:
    """The jobs of this process by place (a workspace); one live job at a place."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._guard = threading.Lock()

    def start(self, place: str, make: Callable[[], Job]) -> Job:
        """Make the job and start it.

        Raises ExpectedError, and makes nothing, when another one is still going on there.
        """
        with self._guard:
            going = self._jobs.get(place)
            if going and going.live:
                raise ExpectedError(f"{going.title} is still going on; wait for it or cancel it.")
            job = self._jobs[place] = make()
            job.start()
        return job

    def at(self, place: str) -> Job | None:
        """The job at that place, live or ended."""
        return self._jobs.get(place)

    def forget(self, place: str) -> None:
        """Take an ended job off the list."""
        with self._guard:
            job = self._jobs.get(place)
            if job and not job.live:
                del self._jobs[place]

    def stop(self, place: str) -> None:
        """Cancel the job at that place and wait until it has ended."""
        job = self._jobs.get(place)
        if job:
            job.control.cancel()
            job.wait(STOP_SECONDS)

    def stop_all(self) -> None:
        """Cancel everything and wait, so that the process can end without a crash."""
        for job in list(self._jobs.values()):
            job.control.cancel()
        for job in list(self._jobs.values()):
            job.wait(STOP_SECONDS)
