"""A process that works off a queue, with Celery: what a message leads to, and how it ends.

A message is confirmed when its work is done. It goes back when the queue or the process ends
before; a process that hangs beside a full queue ends itself, for whoever started it to start again.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

import celery
from celery.exceptions import Reject
from celery.signals import worker_shutting_down

from service.errors import BrokerDown, OnHold, Stopping
from service.pipeline.broker import Queue
from service.queue.celery_broker import TASKS, CeleryBroker

# Seconds from a signal to the end, whatever is in flight.
STOP_SECONDS: Final = 9.0
# Seconds without any progress beside a full queue, after which a process is held to hang; and of
# work on one message.
IDLE_SECONDS: Final = 60.0
BUSY_SECONDS: Final = 600.0
LOOK_SECONDS: Final = 5.0
HANGS: Final = 3
# A message that cannot be worked off goes back no sooner.
BACK_SECONDS: Final = 1.0
log = logging.getLogger(__name__)


class QueueWorker:
    """Gives each message of some queues to a function."""

    def __init__(self, app: celery.Celery, queues: Sequence[Queue]) -> None:
        self._app = app
        self._queues = queues
        self._broker = CeleryBroker(app)
        self._ending = threading.Event()
        self._busy: dict[int, float] = {}
        self._progress = time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep; raises Stopping when the process is to end."""
        if self._ending.wait(seconds):
            raise Stopping("The process ends; the queue gives its messages to another one.")

    def run(self, handle: Callable[[str], None], concurrency: int = 1) -> int:
        """Work until a signal. concurrency: messages at work at once."""

        def work(body: str) -> None:
            self._begun()
            try:
                handle(body)
            except (BrokerDown, OnHold, Stopping) as error:
                self._back(error)
            except Exception as error:
                log.exception("a message goes back to the queue")
                self._back(error)
            finally:
                self._done()

        for name in {TASKS[queue] for queue in self._queues}:
            self._app.task(name=name)(work)
        worker_shutting_down.connect(self._end, weak=False)
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()
        self._app.worker_main(
            [
                "worker", "--queues", ",".join(self._queues), "--pool", "threads",
                "--concurrency", str(concurrency), "--loglevel", "WARNING",
                "--hostname", f"{self._queues[0]}-{os.getpid()}@%h",
                "--without-gossip", "--without-mingle", "--without-heartbeat",
            ]
        )  # fmt: skip
        return 0

    def _back(self, error: Exception) -> None:
        self._ending.wait(BACK_SECONDS)
        raise Reject(str(error), requeue=True) from error

    def _begun(self) -> None:
        self._busy[threading.get_ident()] = self._progress = time.monotonic()

    def _done(self) -> None:
        self._busy.pop(threading.get_ident(), None)
        self._progress = time.monotonic()

    def _end(self, **_told: Any) -> None:
        self._ending.set()
        threading.Thread(target=self._end_for_sure, daemon=True).start()

    def _end_for_sure(self) -> None:
        """What is still in flight was not confirmed, so the queue has it."""
        time.sleep(STOP_SECONDS)
        sys.stderr.flush()
        os._exit(0)

    def _watch(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            if self._hangs():
                sys.stderr.write("No progress beside a full queue: this process ends itself.\n")
                sys.stderr.flush()
                os._exit(HANGS)

    def _hangs(self) -> bool:
        now = time.monotonic()
        if busy := list(self._busy.values()):
            return now - min(busy) > BUSY_SECONDS
        if now - self._progress < IDLE_SECONDS:
            return False
        try:
            return self._broker.waiting(self._queues) > 0
        except BrokerDown:
            # Its end is nobody's fault here; time begins anew when it is back.
            self._progress = now
            return False
