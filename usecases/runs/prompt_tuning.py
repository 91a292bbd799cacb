"""The prompt of a provider, improved from labelled history; every candidate has its receipt."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, Final

from jobs import Control, Job, Jobs, Meter
from routing.engine import MemoryAttempts, MemoryJournal, RunStatus, run
from routing.errors import RouterError
from routing.evaluation.statistics.intervals import Measured
from routing.learning.prompt_proposals import plain_proposals, rewritten
from routing.learning.prompt_tuning import (
    Candidate,
    Mistake,
    Trial,
    Tuning,
    TuningLimits,
    split,
    tune,
)
from routing.policy import Policy
from routing.privacy.outgoing import outgoing
from routing.routers.llm.building import llm_router
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.keys import Keys
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.provider import Provider
from routing.routers.llm.request import LlmRequest
from routing.routers.router import RemoteRouter
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket
from store import prompts, settings
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor
from usecases.runs.experiment import Experiment
from usecases.runs.llm_routers import terms_of
from usecases.runs.request import RunRequest

MAKES_PROVIDER = Callable[[], Provider]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One candidate as it is shown: what it changes, how it did, what it cost."""

    round: int
    why: str
    difference: str
    right: float
    low: float
    high: float
    cost_usd: float
    tokens_per_ticket: float


@dataclass(frozen=True, slots=True)
class TuningRecord:
    """The last tuning of a workspace.

    sealed: of the winner against the present prompt: tickets, both shares of right answers, the
    difference with its 95 % interval, and McNemar's p; None where nothing was judged.
    adopted: the version that was saved, "" where nothing was changed.
    """

    verdict: str
    spent_usd: float
    train: int
    receipts: tuple[Receipt, ...]
    sealed: dict[str, float] | None
    adopted: str


def start_tuning(
    jobs: Jobs,
    workspace: Workspace,
    request: RunRequest,
    keys: Keys,
    limits: TuningLimits,
    *,
    actor: Actor = LOCAL_OWNER,
) -> Job:
    """Improve the prompt of a request in the background.

    Raises RouterError when nothing can be asked, and RouteCaseError when another job is going on.
    """
    tried = Experiment.of(workspace, request, keys, actor, "Tuning a prompt")
    parts = split(tried.gold)
    tuner = _Tuner(request, tried.llm, keys, tried.taxonomy.leaves(), tried.labelled)

    def work(control: Control, meter: Meter) -> str:
        found = tuner.tuned(parts, limits, lambda: OpenAIProvider(tried.endpoint), control, meter)
        return _keep(workspace, tried.llm, found, len(parts[0]))

    return jobs.start(str(workspace.path), lambda: Job("tuning", "Tuning the prompt", work))


def last_tuning(workspace: Workspace) -> TuningRecord | None:
    """The receipt of the last tuning, None before one."""
    kept = settings.PROMPT_TUNING.of(workspace)
    if kept is None:
        return None
    return TuningRecord(**{**kept, "receipts": tuple(Receipt(**each) for each in kept["receipts"])})


@dataclass(frozen=True, slots=True)
class _Tuner:
    """What asks with a candidate and thinks of others."""

    request: RunRequest
    llm: LlmRequest
    keys: Keys
    taxonomy: Taxonomy
    known: Sequence[Ticket]

    def tuned(
        self,
        parts: tuple[list[Ticket], list[Ticket]],
        limits: TuningLimits,
        provider: MAKES_PROVIDER,
        control: Control,
        meter: Meter,
    ) -> Tuning:
        present = Candidate(self._prompt().instructions, self.llm.examples, "as it is")

        def ask(candidate: Candidate, tickets: Sequence[Ticket]) -> Trial:
            control.checkpoint()
            return self._ask(candidate, tickets, control, meter)

        def propose(
            best: Candidate, mistakes: Sequence[Mistake], tried: Sequence[Candidate]
        ) -> tuple[Sequence[Candidate], float]:
            del tried
            control.checkpoint()
            made, cost = asyncio.run(self._rewritten(provider(), best, mistakes))
            return [*made, *plain_proposals(best, mistakes)], cost

        return tune(present, *parts, ask, propose, limits=limits)

    def _prompt(self) -> Prompt:
        return Prompt(**self.llm.prompt) if self.llm.prompt else default_prompt()

    def _ask(
        self, candidate: Candidate, tickets: Sequence[Ticket], control: Control, meter: Meter
    ) -> Trial:
        prompt = self._prompt().edited("tried", candidate.instructions)
        asked = replace(
            self.llm, prompt=prompt.to_settings(), examples=candidate.examples, batch=False
        )
        journal, paid = MemoryJournal(tickets), MemoryAttempts()
        # What is tried may be no example for itself: routers leave the ticket's own fold out.
        build: Callable[[], RemoteRouter] = partial(
            llm_router, asked, self.keys, self.taxonomy, self.known, self.request.text
        )
        status = run(
            journal, build, Policy(), control, meter, attempts=paid,
            terms=replace(terms_of(asked), budget_usd=None, budget_tickets=None),
        )  # fmt: skip
        if status is not RunStatus.FINISHED:
            raise RouterError(journal.error or "The tuning was stopped.")
        answers = [journal.decisions[ticket.key].category for ticket in tickets]
        cost = sum(each.cost_usd for each in paid.noted)
        return Trial(answers, cost, sum(each.input_tokens for each in paid.noted))

    async def _rewritten(
        self, provider: Provider, best: Candidate, mistakes: Sequence[Mistake]
    ) -> tuple[list[Candidate], float]:
        try:
            made, usage = await rewritten(provider, best, mistakes, self._outgoing)
        finally:
            await provider.close()
        price = self.llm.known_price()
        return [made] if made else [], price.cost(usage) if price and usage else 0.0

    def _outgoing(self, ticket: Ticket) -> str:
        return outgoing(self.request.text(ticket), self.llm.masking).text


def _keep(workspace: Workspace, llm: LlmRequest, found: Tuning, train: int) -> str:
    """Write the receipt; save the winner as a version where it has proven better."""
    adopted, saved = found.adopted, ""
    if adopted:
        base = Prompt(**llm.prompt) if llm.prompt else default_prompt()
        version = prompts.save(workspace, base.edited("own", adopted.instructions).to_settings())
        saved = str(version.prompt["version"])
        if adopted.examples != llm.examples:
            saved += f", examples: {adopted.examples}"
    record = TuningRecord(
        found.verdict.value, found.spent_usd, train, tuple(_receipts(found)), _sealed(found), saved
    )
    settings.PROMPT_TUNING.set(workspace, asdict(record))
    return f"The prompt was tuned: {found.verdict.value}."


def _receipts(found: Tuning) -> list[Receipt]:
    present = found.present
    return [
        Receipt(
            each.round, each.candidate.why, each.candidate.difference(present), each.right.value,
            *_ends(each.right), each.cost_usd, each.tokens_per_ticket,
        )
        for each in found.tried
    ]  # fmt: skip


def _ends(share: Measured) -> tuple[float, float]:
    return (share.interval.low, share.interval.high) if share.interval else (0.0, 1.0)


def _sealed(found: Tuning) -> dict[str, Any] | None:
    judged: Final = found.sealed
    if judged is None:
        return None
    ends = judged.difference.interval
    return {
        "n": judged.n, "winner": judged.first.value, "present": judged.second.value,
        "difference": judged.difference.value, "low": ends.low, "high": ends.high,
        "p": judged.mcnemar_p,
    }  # fmt: skip
