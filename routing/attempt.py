"""The words between the engine and a remote router: question, attempt, answer, failure, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from routing.decision import Alternative, Decision


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one text; tickets with the same key are asked once.

    key: hash of text, prompt, taxonomy, model and options: of all that shapes the answer.
    text: the ticket as it leaves this machine.
    notes: what was found in the text and a reviewer should know.
    tokens: its share of a prompt, estimated.
    examples: labelled texts chosen to be shown with it, as pairs of text and category.
    categories: those the model chooses among, in their order; empty for all.
    """

    key: str
    text: str
    notes: tuple[str, ...] = ()
    tokens: int = 0
    examples: tuple[tuple[str, str], ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question, good or bad: it was paid, so it is written down.

    A question that was sent and has no answer is one too, with neither category nor problem: its
    cost is the most that may have been charged.

    id: unique; the answers of one request share its first part.
    category: None when the answer cannot be used; `problem` then says why.
    raw: what the model said, cut.
    certain: whether the provider has told what it charges for; else tokens are estimates.
    """

    id: str
    key: str
    category: str | None
    confidence: float = 0.0
    alternatives: tuple[Alternative, ...] = ()
    reason: str = ""
    problem: str | None = None
    raw: str = ""
    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float = 0.0
    certain: bool = True
    latency_seconds: float = 0.0

    @property
    def answered(self) -> bool:
        """Whether something came back, usable or not."""
        return self.category is not None or self.problem is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question was settled with; every ticket that asks it gets the same decision.

    cost_usd, tokens: of all attempts together. error: why no category could be found.
    """

    category: str
    confidence: float
    router: str
    alternatives: tuple[Alternative, ...] = ()
    reason: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float = 0.0
    latency_seconds: float = 0.0
    error: str | None = None

    def decision(self, ticket_key: int, *, free: bool = False) -> Decision:
        """The decision on one ticket; `free` where another ticket carries the cost."""
        return Decision(
            ticket_key=ticket_key,
            category=self.category,
            confidence=self.confidence,
            router=self.router,
            alternatives=self.alternatives,
            reason=self.reason,
            input_tokens=0 if free else self.input_tokens,
            output_tokens=0 if free else self.output_tokens,
            cached_tokens=0 if free else self.cached_tokens,
            cost_usd=0.0 if free else self.cost_usd,
            latency_seconds=self.latency_seconds,
            error=self.error,
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What the provider's headers say of its limits; None where they are silent.

    period: seconds after which a limit of requests is full again, a minute unless told.
    """

    requests: float | None = None
    requests_left: float | None = None
    tokens: float | None = None
    tokens_left: float | None = None
    period: float = 60.0


class Trouble(StrEnum):
    """Why a request brought no answer, in words fit for a screen."""

    BUSY = "rate limit"
    SERVER = "server error"
    UNREACHABLE = "not reachable"
    CONNECTION = "connection lost"
    TIMEOUT = "time-out"
    NO_ANSWER = "something else than an answer"
    REQUEST = "request refused"
    FILTER = "content filter"
    STOP = "cannot go on"


# Troubles that another try may cure, and that say the provider itself is unwell.
PASSING = frozenset({Trouble.SERVER, Trouble.UNREACHABLE, Trouble.CONNECTION, Trouble.TIMEOUT})
# The request had left: it may be charged, although nothing came back.
MAY_COST = frozenset({Trouble.CONNECTION, Trouble.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that brought no answer.

    message: one plain sentence; with `STOP` it is what the user must mend before going on.
    retry_after: seconds the provider asks to wait, None when it does not say.
    """

    trouble: Trouble
    message: str
    retry_after: float | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Reply:
    """A request that was answered: one attempt per question asked.

    refused: of a batch, the questions that got an error instead, by their keys; those in neither
        were never asked.
    """

    attempts: tuple[Attempt, ...]
    limits: Limits = field(default_factory=Limits)
    refused: Mapping[str, Failure] = field(default_factory=dict)
