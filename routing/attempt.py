"""The words between the engine and a remote router: question, attempt, failure, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from routing.decision import Alternative


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one text; tickets with the same key are asked once.

    key: hash of text, prompt, taxonomy, model and options: of all that shapes the answer.
    text: the ticket as it leaves this machine.
    notes: what was found in the text and a reviewer should know.
    tokens: its share of a prompt, estimated.
    examples: labelled texts chosen to be shown with it, as pairs of text and category.
    """

    key: str
    text: str
    notes: tuple[str, ...] = ()
    tokens: int = 0
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question, good or bad: it was paid, so it is written down.

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
    CONNECTION = "connection lost"
    TIMEOUT = "time-out"
    REQUEST = "request refused"
    FILTER = "content filter"
    STOP = "cannot go on"


# Troubles that another try may cure, and that say the provider itself is unwell.
PASSING = frozenset({Trouble.SERVER, Trouble.CONNECTION, Trouble.TIMEOUT})


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
    """A request that was answered: one attempt per question asked."""

    attempts: tuple[Attempt, ...]
    limits: Limits = field(default_factory=Limits)
