"""A reply about several tickets, as one attempt a ticket with its share of tokens and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

from routing.attempt import Attempt, Question
from routing.routers.llm.answer.answer_parsing import ParsedAnswer
from routing.routers.llm.provider import Completion, Usage

MAX_RAW: Final = 500
MEASURED: Final = "Confidence from the model's token probabilities; not calibrated."
STATED: Final = "Confidence as the model states it; not calibrated."
NOT_STATED: Final = "The model gave no confidence."


@dataclass(frozen=True, slots=True)
class Shared:
    """What one reply used and cost, for all its tickets together.

    usage: as the provider tells it, else as estimated. model: that answered.
    """

    completion: Completion
    usage: Usage
    cost_usd: float
    seconds: float
    model: str

    def attempts(
        self, pack: Sequence[Question], ids: Sequence[str], answers: Sequence[ParsedAnswer]
    ) -> tuple[Attempt, ...]:
        """One for each ticket; tokens add up to those of the reply."""
        cost_usd = self.cost_usd / len(pack)
        tokens = zip(*(split(n, len(pack)) for n in astuple(self.usage)), strict=True)
        every = enumerate(zip(ids, pack, answers, tokens, strict=True))
        return tuple(
            self._attempt(number, question, answer, share, cost_usd=cost_usd, first=place == 0)
            for place, (number, question, answer, share) in every
        )

    def _attempt(
        self, number: str, question: Question, answer: ParsedAnswer, tokens: tuple[int, ...],
        *, cost_usd: float, first: bool,
    ) -> Attempt:  # fmt: skip
        return Attempt(
            id=number,
            key=question.key,
            category=answer.category,
            confidence=answer.confidence or 0.0,
            alternatives=answer.alternatives,
            reason=_reason(answer),
            problem=answer.problem,
            raw=self.completion.text[:MAX_RAW] if first or answer.problem else "",
            model=self.model,
            input_tokens=tokens[0],
            output_tokens=tokens[1],
            cached_tokens=tokens[2],
            cost_usd=cost_usd,
            certain=self.completion.usage is not None,
            latency_seconds=self.seconds,
        )


def split(number: int, parts: int) -> list[int]:
    """A whole number in nearly equal parts that add up to it.

    >>> split(7, 3)
    [3, 2, 2]
    """
    each, rest = divmod(number, parts)
    return [each + (place < rest) for place in range(parts)]


def _reason(answer: ParsedAnswer) -> str:
    if answer.category is None:
        return ""
    if answer.measured:
        return MEASURED
    return NOT_STATED if answer.confidence is None else STATED
