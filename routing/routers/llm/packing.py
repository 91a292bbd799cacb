"""How many tickets per request: a small measured trial on labelled tickets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from jobs import Control, Meter
from routing.engine import BriefAttempts, Terms, run
from routing.engine.trial import ListJournal
from routing.errors import RouterError
from routing.evaluation.intervals import wilson
from routing.policy import Policy
from routing.routers.llm.router import LlmRouter
from routing.ticket import Ticket

SIZES: Final = (1, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class PackFigures:
    """One pack size on the sample.

    accuracy: share of right answers with its 95 % interval `low` to `high`.
    agreement: share of tickets that got the same answer as in a request of their own.
    usd_per_thousand, tokens_per_ticket, seconds: as measured, retries included.
    failed: tickets that ended with an error.
    """

    size: int
    tickets: int
    accuracy: float
    low: float
    high: float
    agreement: float | None
    usd_per_thousand: float
    tokens_per_ticket: float
    seconds: float
    failed: int


def pack_trial(
    router_of: Callable[[int], LlmRouter],
    labelled: Sequence[Ticket],
    terms: Terms,
    control: Control,
    meter: Meter,
    *,
    sizes: Sequence[int] = SIZES,
) -> list[PackFigures]:
    """Route the sample once per pack size; what it cost is part of the figures.

    router_of: the router with that pack size; a fresh one each, for its provider is closed.
    terms: the budget holds for the whole trial.

    Raises RouterError when the sample is empty or the provider cannot be asked, and Cancelled.
    """
    sample = [ticket for ticket in labelled if ticket.category]
    if not sample:
        raise RouterError("A trial needs labelled tickets; import some with their category.")
    found: list[PackFigures] = []
    alone: dict[int, str] = {}
    for size in sizes:
        control.checkpoint()
        journal, paid = ListJournal(sample), BriefAttempts()
        left = terms.budget_usd and terms.budget_usd - sum(_cost(f) for f in found)
        status = run(
            journal, partial(router_of, size), Policy(), control, meter,
            attempts=paid, terms=replace(terms, budget_usd=left),
        )  # fmt: skip
        if status != "finished":
            raise RouterError(journal.error or "The trial was stopped.")
        answers = {key: d.category for key, d in journal.decisions.items()}
        alone = alone or answers
        found.append(_figures(size, sample, journal, paid, answers=answers, alone=alone))
    return found


def _cost(figures: PackFigures) -> float:
    return figures.usd_per_thousand * figures.tickets / 1000


def _figures(
    size: int,
    sample: Sequence[Ticket],
    journal: ListJournal,
    paid: BriefAttempts,
    *,
    answers: dict[int, str],
    alone: dict[int, str],
) -> PackFigures:
    n = len(sample)
    right = sum(answers[ticket.key] == ticket.category for ticket in sample)
    interval = wilson(right, n)
    tokens = sum(attempt.input_tokens for attempt in paid.noted)
    cost = sum(attempt.cost_usd for attempt in paid.noted)
    return PackFigures(
        size=size,
        tickets=n,
        accuracy=right / n,
        low=interval.low,
        high=interval.high,
        agreement=sum(answers[key] == alone[key] for key in answers) / n,
        usd_per_thousand=cost / n * 1000,
        tokens_per_ticket=tokens / n,
        seconds=journal.seconds,
        failed=sum(bool(d.error) for d in journal.decisions.values()),
    )
