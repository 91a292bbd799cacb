"""The service of one process: its file, its router, and what runs in the background."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from typing import Any, Final

from service.decision_record import shown_decision
from service.errors import Overloaded
from service.http import schemas
from service.http.metrics import Metrics
from service.http.rates import Rates
from service.pipeline.broker import Broker
from service.pipeline.sweeper import Sweeper
from service.serving.open_profiles import Opens, Serving
from service.serving.recorder import Recorder
from service.serving.routing_thread import RoutingThread
from service.storage.api_keys import ApiKeys
from service.storage.database import Database
from service.storage.decision_log import DecisionLog, LoggedDecision
from service.storage.deployment import Deployment
from service.storage.idempotency import Replies
from service.storage.inbox import DATABASE, Inbox
from service.storage.liveness import PROCESSES, Liveness
from settings import ServiceSettings

SWEEP_SECONDS: Final = 0.5
# Seconds that requests in flight may take to end.
STOP_SECONDS: Final = 8.0
# A caller waits no longer; a provider that is away may be waited for far longer.
ANSWER_SECONDS: Final = 30.0
TOO_LONG: Final = (
    "There was no answer within {seconds:g} seconds: the provider is away, refuses the key or is "
    "slow. Ask again later; the log of the service says more."
)
log = logging.getLogger(__name__)


class Service:
    """What the API works with.

    opens: makes a profile ready to answer. broker: None where webhooks only wait in the inbox.
    answer_seconds: how long a caller waits for decisions at most.
    """

    def __init__(
        self,
        settings: ServiceSettings,
        opens: Opens,
        broker: Broker | None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.settings = settings
        self._answer_seconds = answer_seconds
        self.database = Database(settings.folder / DATABASE)
        self.inbox = Inbox(self.database)
        self.keys = ApiKeys(self.database)
        living = Liveness(settings.folder / PROCESSES)
        self.replies = Replies(self.database, living.join(), living.is_alive)
        self.rates = Rates()
        self.metrics = Metrics(self.inbox.counts)
        self.deployment = Deployment(self.database)
        self.router = RoutingThread(Serving(self.deployment, opens))
        self._log = DecisionLog(self.database)
        self._recorder = Recorder(self._log)
        self._sweeper = Sweeper(self.inbox, broker, time.time) if broker is not None else None
        self._ended = threading.Event()
        self._sweeping = threading.Thread(target=self._sweep, name="sweeper", daemon=True)
        self._started = False

    @property
    def is_ready(self) -> bool:
        """Whether it can route now."""
        return self._started and self.router.is_open

    def start(self) -> None:
        """Open the profile and begin; raises ExpectedError when that cannot be."""
        if self.settings.profile:
            self.deployment.start_with(self.settings.profile, time.time())
        self.router.start()
        self._recorder.start()
        if self._sweeper:
            self._sweeping.start()
        self._started = True

    def stop(self) -> None:
        """Take nothing new, answer what is in flight, and write what is known."""
        self._started = False
        self._ended.set()
        self.router.stop(STOP_SECONDS)
        self._recorder.stop()
        if self._sweeping.is_alive():
            self._sweeping.join(1.0)
        self.database.close()

    async def answer(self, asked: schemas.RouteRequest) -> str:
        """The decisions on the tickets, as JSON; raises Overloaded when they take too long."""
        began = time.perf_counter()
        tickets = [each.as_ticket() for each in asked.tickets]
        try:
            answered = await asyncio.wait_for(self.router.ask(tickets), self._answer_seconds)
        except TimeoutError as error:
            raise Overloaded(TOO_LONG.format(seconds=self._answer_seconds)) from error
        now, seconds = time.time(), time.perf_counter() - began
        self.metrics.answered(answered.decisions, answered.profile, seconds)
        shown = [shown_decision(a.id, b) for a, b in zip(tickets, answered.decisions, strict=True)]
        self._recorder.put([LoggedDecision(each, answered.profile, now, seconds) for each in shown])
        return json.dumps({"profile": answered.profile, "decisions": shown})

    def newest(self, ticket: str) -> dict[str, Any] | None:
        """The newest decision on a ticket, as the API gives it; None where there is none."""
        self._recorder.flush()
        found = self._log.of_ticket(ticket)
        if found is None:
            return None
        return {
            "profile": found.profile, "at": found.at, "outcome": found.outcome,
            "decision": found.shown,
        }  # fmt: skip

    def _sweep(self) -> None:
        while not self._ended.is_set():
            try:
                sent = self._sweeper.sweep() if self._sweeper else 0
            except Exception:
                log.exception("the inbox cannot be swept now")
                sent = 0
            if not sent:
                self._ended.wait(SWEEP_SECONDS)
