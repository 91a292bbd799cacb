"""A worker: decides on one event of the queue, and hands the decision on before it is done.

The queue may give it the same event again, at any time and to two workers at once.
"""

from __future__ import annotations

import logging
from typing import Final, Protocol

from routing.decision import Decision
from routing.errors import ProviderRefuses, RouteCaseError
from routing.ticket import Ticket
from service.errors import OnHold
from service.events import EventOutcome, EventStatus, RoutedEvent, TicketEvent
from service.pipeline.broker import Queue
from service.pipeline.resources import StepResources
from service.storage.paid_answers import Answers

# So often the router may fail on a ticket, and so often a worker may die of one.
MAX_TRIES: Final = 8
MAX_STARTS: Final = 8
# Seconds between two tries, doubled up to the second of them.
FIRST_PAUSE: Final = 1.0
MAX_PAUSE: Final = 15.0
# Seconds after which a worker looks again whether another one has the answer.
LOOK_AGAIN: Final = 0.5
# Seconds after which a provider is asked again that answers nobody: one question a worker.
HOLD_SECONDS: Final = 30.0
log = logging.getLogger(__name__)


class Decides(Protocol):
    """What answers tickets: the routing thread of this process."""

    @property
    def profile(self) -> str:
        """The fingerprint of the profile that answers now."""
        ...

    @property
    def pays(self) -> bool:
        """Whether an answer costs money, so that it must not be asked for twice."""
        ...

    def decide(self, ticket: Ticket) -> tuple[Decision, str]:
        """The decision, and the fingerprint of what decided; RouteCaseError when it cannot now."""
        ...

    def again(self, profile: str, earlier: Decision, ticket: Ticket) -> Decision:
        """An earlier answer to the text of a ticket, as that profile gives it for the ticket."""
        ...

    def group(self, profile: str, category: str) -> str:
        """Where a category belongs at the desk, "" for nowhere."""
        ...


class Worker:
    """writes_to: the desks that are written to; of others decisions are only kept."""

    def __init__(
        self, around: StepResources, answers: Answers, router: Decides, writes_to: frozenset[str]
    ) -> None:
        self._around = around
        self._answers = answers
        self._router = router
        self._writes_to = writes_to
        self._hindrance = ""

    def handle(self, event: TicketEvent) -> None:
        """Decide and hand on; raises BrokerDown, OnHold or Stopping: the queue keeps the event."""
        if self._around.inbox.is_closed(event):
            return
        if self._around.inbox.start(event) > MAX_STARTS:
            self._give_up(event, f"{MAX_STARTS} workers ended while they had it.")
            return
        try:
            routed = self._routed(event)
        except ProviderRefuses as error:
            self._hold(event, str(error))
        except RouteCaseError as error:
            self._give_up(event, str(error))
        else:
            self._hindrance = ""
            self._hand_on(routed)

    def _routed(self, event: TicketEvent) -> RoutedEvent:
        decision, profile = self._decided(event.as_ticket)
        goes_to = decision.destination or decision.category
        return RoutedEvent(event, decision, profile, self._router.group(profile, goes_to))

    def _decided(self, ticket: Ticket) -> tuple[Decision, str]:
        """Ask until there is an answer; raises RouteCaseError after the last try.

        A provider that answers nobody is asked once: ProviderRefuses.
        """
        tries, pause = 0, FIRST_PAUSE
        while True:
            profile = self._router.profile
            if found := self._answers.find(profile, ticket):
                return self._router.again(profile, found, ticket), profile
            if self._router.pays and not self._answers.claim(profile, ticket):
                self._around.wait(LOOK_AGAIN)
                continue
            try:
                return self._asked(profile, ticket)
            except ProviderRefuses:
                self._answers.release(profile, ticket)
                raise
            except RouteCaseError as error:
                tries += 1
                log.warning("%s", error)
                if tries == MAX_TRIES:
                    self._answers.release(profile, ticket)
                    raise
            self._around.wait(pause)
            pause = min(MAX_PAUSE, 2 * pause)

    def _asked(self, claimed: str, ticket: Ticket) -> tuple[Decision, str]:
        """Another profile than the claimed one may have taken over meanwhile."""
        decision, profile = self._router.decide(ticket)
        if self._router.pays and not decision.error:
            self._answers.keep(profile, ticket, decision)
        if self._router.pays:
            self._answers.release(claimed, ticket)
        return decision, profile

    def _hand_on(self, routed: RoutedEvent) -> None:
        event, decision = routed.event, routed.decision
        if decision.destination is None:
            reason = decision.review_reason or ""
            self._tell(EventOutcome(event, EventStatus.REVIEW, self._now, reason, routed))
        elif event.desk not in self._writes_to:
            reason = "No credentials of this desk are set, so nothing was written."
            self._tell(EventOutcome(event, EventStatus.DECIDED, self._now, reason, routed))
        else:
            self._around.broker.publish(Queue.DESK, routed.to_json())

    def _hold(self, event: TicketEvent, reason: str) -> None:
        """It is no fault of the event: it waits in the queue, and the cause is said once."""
        if reason != self._hindrance:
            log.error("%s Events wait in the queue until then.", reason)
        self._hindrance = reason
        self._around.inbox.put_back(event, reason)
        self._around.wait(HOLD_SECONDS)
        raise OnHold(reason)

    def _give_up(self, event: TicketEvent, cause: str) -> None:
        self._tell(EventOutcome(event, EventStatus.DEAD, self._now, cause))

    def _tell(self, outcome: EventOutcome) -> None:
        self._around.broker.publish(Queue.OUTCOMES, outcome.to_json())

    @property
    def _now(self) -> float:
        return self._around.clock()
