"""Prompts improved in rounds on one part of the labelled tickets, and judged once on another.

The sealed part is asked about twice at the very end: with the present prompt and with the best
candidate. Whoever is tried on the same tickets often enough wins by luck; on the sealed ones that
luck is gone. Its price is kept back from the budget from the beginning.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal, Protocol

import numpy as np

from routing.errors import RouterError
from routing.evaluation.comparison import Comparison, compare
from routing.evaluation.folds import group_near_duplicates
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.ticket import Ticket

# A candidate replaces the present prompt where a difference so large is rarely luck.
MAX_P: Final = 0.05
MAX_TRAIN: Final = 120
MAX_SEALED: Final = 240
MIN_LABELS: Final = 40
SEALED_SHARE: Final = 0.6
# Prices differ a little from ticket to ticket: so much more than expected is kept back.
RESERVE: Final = 1.2
Examples = Literal["none", "static", "nearest", "shortlist"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A prompt to try: instructions, how examples are chosen, and why it is tried."""

    instructions: str
    examples: Examples = "none"
    why: str = ""

    def difference(self, present: Candidate) -> str:
        """What is changed of the present one, line by line as `diff -u` shows it."""
        lines = difflib.unified_diff(
            present.instructions.splitlines(), self.instructions.splitlines(),
            "present", "candidate", lineterm="", n=1,
        )  # fmt: skip
        changed = "\n".join(lines)
        if self.examples != present.examples:
            changed = f"examples: {present.examples} → {self.examples}\n{changed}".strip()
        return changed


@dataclass(frozen=True, slots=True)
class Trial:
    """What asking about some tickets brought: an answer each, dollars, and tokens of prompts."""

    answers: Sequence[str]
    cost_usd: float
    input_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A ticket of the train part that the best prompt so far got wrong."""

    ticket: Ticket
    answered: str


class Proposes(Protocol):
    """What thinks of other prompts."""

    def __call__(
        self, best: Candidate, mistakes: Sequence[Mistake], tried: Sequence[Candidate]
    ) -> tuple[Sequence[Candidate], float]:
        """Some candidates after these mistakes, and the dollars it took to think of them."""
        ...


Asks = Callable[[Candidate, Sequence[Ticket]], Trial]


class Verdict(StrEnum):
    """How a tuning ended."""

    BETTER = "better"
    NOT_BETTER = "not better"
    NOTHING_FOUND = "nothing found"
    BUDGET = "budget too small"


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate on the train part; round: 0 for the present prompt."""

    candidate: Candidate
    round: int
    right: Measured
    cost_usd: float
    tokens_per_ticket: float


@dataclass(frozen=True, slots=True)
class Tuning:
    """All that was tried, and what the sealed part said.

    tried: in order, the present prompt first. best: the winner of the train part, None where
    nothing beat the present prompt. sealed: the winner against the present prompt, judged once;
    None where there was nothing to judge. spent_usd: everything, proposals included.
    """

    verdict: Verdict
    tried: tuple[Tried, ...]
    spent_usd: float
    best: Candidate | None = None
    sealed: Comparison | None = None

    @property
    def present(self) -> Candidate:
        """The prompt that everything was held against."""
        return self.tried[0].candidate

    @property
    def adopted(self) -> Candidate | None:
        """The candidate that has proven better; None where nothing may be changed."""
        return self.best if self.verdict is Verdict.BETTER else None


@dataclass(frozen=True, slots=True)
class TuningLimits:
    """How long to go on: rounds, and dollars in all (None: as much as it takes)."""

    rounds: int = 3
    budget_usd: float | None = None


@dataclass(slots=True)
class _Purse:
    """What is spent of a budget, and what a ticket costs at most."""

    budget: float | None
    sealed: int
    spent: float = 0.0
    per_ticket: float = 0.0

    def pay(self, trial: Trial) -> Trial:
        self.spent += trial.cost_usd
        self.per_ticket = max(self.per_ticket, trial.cost_usd / max(1, len(trial.answers)))
        return trial

    def allows(self, tickets: int) -> bool:
        """Whether so many tickets can be asked about and the sealed part still be judged."""
        if self.budget is None:
            return True
        needed = (tickets + 2 * self.sealed) * self.per_ticket * RESERVE
        return self.spent + needed <= self.budget


def split(labelled: Sequence[Ticket], seed: int = 0) -> tuple[list[Ticket], list[Ticket]]:
    """A train and a sealed part by lot; near-duplicates of a ticket are on its own side.

    Raises RouterError with too few labelled tickets to tell luck from skill.
    """
    known = [ticket for ticket in labelled if ticket.category and ticket.text.strip()]
    if len(known) < MIN_LABELS:
        raise RouterError(f"{len(known)} labelled tickets are too few: it takes {MIN_LABELS}.")
    groups = group_near_duplicates([ticket.text for ticket in known])
    order = np.random.default_rng(seed).random(int(groups.max()) + 1)
    drawn = np.random.default_rng(seed + 1).permutation(len(known)).tolist()
    sealed = [known[i] for i in drawn if order[groups[i]] < SEALED_SHARE]
    train = [known[i] for i in drawn if order[groups[i]] >= SEALED_SHARE]
    return train[:MAX_TRAIN], sealed[:MAX_SEALED]


def tune(
    present: Candidate,
    train: Sequence[Ticket],
    sealed: Sequence[Ticket],
    ask: Asks,
    propose: Proposes,
    *,
    limits: TuningLimits,
) -> Tuning:
    """Try candidates round by round on the train part, then judge the winner on the sealed part.

    ask: asks about tickets with a candidate. Nothing is changed here: what is adopted is for the
    caller to say, and only `Tuning.adopted` may be.
    """
    search = _Search(train, ask, propose, _Purse(limits.budget_usd, len(sealed)))
    search.try_one(present, 0)
    if not search.purse.allows(len(train)):
        return search.result(Verdict.BUDGET)
    for number in range(1, limits.rounds + 1):
        if not search.round(number):
            break
    if search.best is search.tried[0]:
        return search.result(Verdict.NOTHING_FOUND)
    return search.judged(sealed)


@dataclass(slots=True)
class _Search:
    train: Sequence[Ticket]
    ask: Asks
    propose: Proposes
    purse: _Purse
    tried: list[Tried] = field(default_factory=list)
    answers: list[Sequence[str]] = field(default_factory=list)

    @property
    def best(self) -> Tried:
        """The best on the train part; of equally good ones the first."""
        return max(self.tried, key=lambda each: each.right.value)

    def try_one(self, candidate: Candidate, number: int) -> None:
        trial = self.purse.pay(self.ask(candidate, self.train))
        right = _right(self.train, trial.answers)
        tokens = trial.input_tokens / len(self.train)
        self.tried.append(Tried(candidate, number, right, trial.cost_usd, tokens))
        self.answers.append(trial.answers)

    def round(self, number: int) -> bool:
        """One round; whether there may be another."""
        best = self.best
        answers = self.answers[self.tried.index(best)]
        wrong = [
            Mistake(ticket, answer)
            for ticket, answer in zip(self.train, answers, strict=True)
            if answer != ticket.category
        ]
        known = [each.candidate for each in self.tried]
        proposed, cost = self.propose(best.candidate, wrong, known)
        self.purse.spent += cost
        same = {(each.instructions, each.examples) for each in known}
        fresh = [each for each in proposed if (each.instructions, each.examples) not in same]
        for candidate in fresh:
            if not self.purse.allows(len(self.train)):
                return False
            self.try_one(candidate, number)
        return bool(fresh and wrong)

    def judged(self, sealed: Sequence[Ticket]) -> Tuning:
        """Ask about the sealed part, once with the winner and once with the present prompt."""
        winner = self.best.candidate
        ours = self.purse.pay(self.ask(winner, sealed)).answers
        theirs = self.purse.pay(self.ask(self.tried[0].candidate, sealed)).answers
        groups = group_near_duplicates([ticket.text for ticket in sealed]).tolist()
        found = compare([str(ticket.category) for ticket in sealed], ours, theirs, groups)
        better = found.difference.value > 0 and found.mcnemar_p <= MAX_P
        verdict = Verdict.BETTER if better else Verdict.NOT_BETTER
        return self.result(verdict, winner, found)

    def result(
        self, verdict: Verdict, best: Candidate | None = None, sealed: Comparison | None = None
    ) -> Tuning:
        return Tuning(verdict, tuple(self.tried), self.purse.spent, best, sealed)


def _right(tickets: Sequence[Ticket], answers: Sequence[str]) -> Measured:
    hits = sum(t.category == answer for t, answer in zip(tickets, answers, strict=True))
    found = proportion(hits, len(tickets))
    if found is None:
        raise RouterError("There is no labelled ticket to try a prompt on.")
    return found
