"""How many tickets may share a request: measured on labelled tickets of the workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Final

from jobs import Control, Job, Jobs, Meter
from routing.engine import MemoryAttempts, MemoryJournal, RunStatus, Terms, run
from routing.errors import RouterError
from routing.evaluation.statistics.intervals import wilson
from routing.policy import Policy
from routing.routers.llm.building import llm_router
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.routers.llm.router import LlmRouter
from routing.ticket import Ticket
from store import settings
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor
from usecases.runs.experiment import Experiment
from usecases.runs.llm_routers import terms_of
from usecases.runs.request import RunRequest

SAMPLE: Final = 60
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


def start_trial(
    jobs: Jobs,
    workspace: Workspace,
    request: RunRequest,
    keys: Keys,
    actor: Actor = LOCAL_OWNER,
) -> Job:
    """Measure accuracy and cost by tickets per request, as a job of this process.

    Raises RouterError when nothing can be asked, and RouteCaseError when another job is going on.
    """
    tried = Experiment.of(workspace, request, keys, actor, "A trial")
    llm = tried.llm

    def router_of(size: int) -> LlmRouter:
        packed = replace(llm, pack=size, batch=False, decisions=False)
        return llm_router(packed, keys, tried.taxonomy, tried.labelled, request.text)

    def work(control: Control, meter: Meter) -> str:
        figures = pack_trial(router_of, tried.gold[:SAMPLE], terms_of(llm), control, meter)
        _keep(workspace, llm, figures)
        return "The trial is over."

    return jobs.start(str(workspace.path), lambda: Job("trial", "Trial of pack sizes", work))


def last_trial(workspace: Workspace, llm: LlmRequest) -> list[PackFigures]:
    """The figures of the last trial of that model, none before one."""
    kept = settings.PACK_TRIAL.of(workspace)
    if not kept or kept["model"] != [llm.kind, llm.model]:
        return []
    return [PackFigures(**each) for each in kept["figures"]]


def _keep(workspace: Workspace, llm: LlmRequest, figures: Sequence[PackFigures]) -> None:
    found = {"model": [llm.kind, llm.model], "figures": [asdict(each) for each in figures]}
    settings.PACK_TRIAL.set(workspace, found)


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
        journal, paid = MemoryJournal(sample), MemoryAttempts()
        left = terms.budget_usd and terms.budget_usd - sum(_cost(f) for f in found)
        status = run(
            journal, partial(router_of, size), Policy(), control, meter,
            attempts=paid, terms=replace(terms, budget_usd=left),
        )  # fmt: skip
        if status is not RunStatus.FINISHED:
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
    journal: MemoryJournal,
    paid: MemoryAttempts,
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
