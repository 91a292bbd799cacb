"""What a run will cost and how long it takes, before it starts; and what its tickets have cost."""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Final

from routing.routers.llm.cost_estimate import Estimate, estimate_run
from store import attempts, runs, tickets
from store.workspace import Workspace
from usecases.cache import kept_while
from usecases.runs.drafts import look, sent_state
from usecases.runs.request import RunRequest

COUNTED: Final = 200
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Forecast:
    """An estimate for all tickets, and the share of them that costs nothing.

    answered: share of the tickets that the workspace holds an answer for, 0 to 1.
    """

    estimate: Estimate
    answered: float = 0.0

    @property
    def usd(self) -> float | None:
        """Dollars for what is still to be asked, None when the price is not known."""
        return self._of_the_rest(self.estimate.usd)

    @property
    def usd_range(self) -> tuple[float, float] | None:
        """The least and the most of them, None when the price is not known."""
        low = self._of_the_rest(self.estimate.low_usd)
        high = self._of_the_rest(self.estimate.high_usd)
        return None if low is None or high is None else (low, high)

    def seconds_at(self, requests_per_minute: float) -> float:
        """How long the requests take at that rate."""
        return self.estimate.requests / requests_per_minute * _MINUTE

    def share_within(self, budget_usd: float | None) -> float:
        """The share of the tickets that a budget reaches for; 1 where it reaches for all.

        >>> from types import SimpleNamespace as Estimated
        >>> Forecast(Estimated(usd=8.0), answered=0.5).share_within(1.0)
        0.625
        """
        usd = self.usd
        if not budget_usd or not usd or usd <= budget_usd:
            return 1.0
        return self.answered + (1 - self.answered) * budget_usd / usd

    def _of_the_rest(self, usd: float | None) -> float | None:
        return None if usd is None else usd * (1 - self.answered)


def forecast(workspace: Workspace, request: RunRequest) -> Forecast | None:
    """What the run would cost, from some tickets of the workspace; None where it cannot be made.

    Raises RouterError when the request cannot be carried out.
    """
    return _forecast(workspace, request.what_is_sent(), request.sample)


def _answers_state(workspace: Workspace, /, asked: str, sample: int | None) -> Hashable:
    """The end of a run changes it, too: from then on more is answered already."""
    newest = next(iter(runs.all_runs(workspace)), None)
    del asked, sample
    return sent_state(workspace), newest and (newest.run_id, newest.status)


@kept_while(_answers_state)
def _forecast(workspace: Workspace, /, asked: str, sample: int | None) -> Forecast | None:
    request = replace(RunRequest.from_settings(json.loads(asked)), sample=sample)
    router = look(workspace, request)
    if router is None:
        return None
    count = tickets.count(workspace)
    total = request.tickets_of(count)
    some = list(tickets.some(workspace, COUNTED))
    keys = [router.question(ticket).key for ticket in some]
    known = attempts.answered(workspace, keys)
    answered = sum(key in known for key in keys) / len(keys) if keys else 0.0
    batch = bool(request.llm and request.llm.batch)
    return Forecast(estimate_run(router, some, total, batch=batch), answered)


def usd_per_thousand(usd: float, tickets_routed: int) -> float:
    """Dollars per 1,000 tickets; 0 before the first.

    >>> usd_per_thousand(0.5, 250), usd_per_thousand(0.5, 0)
    (2.0, 0.0)
    """
    return 1_000 * usd / tickets_routed if tickets_routed else 0.0
