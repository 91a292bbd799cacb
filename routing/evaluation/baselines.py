"""What a router must beat: always the commonest category, and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from routing.errors import EvaluationError
from routing.evaluation.confusion import confusion, from_counts
from routing.evaluation.statistics.bootstrap import Margins
from routing.evaluation.statistics.copies import also_of_texts, both
from routing.evaluation.statistics.intervals import (
    Difference,
    Measured,
    paired_difference,
    proportion,
)

# Tickets by their actual category, what the router says and what the other says.
Answers = Mapping[tuple[str, str, str | None], int]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Another way to route the same tickets, scored.

    lead: by how much the router is right more often than this baseline, on the tickets where
        both are known.
    """

    name: str
    accuracy: Measured
    macro_f1: float
    lead: Difference

    @property
    def sentence(self) -> str:
        """The router against this baseline, in words."""
        return self.lead.in_words(self.name)


def baselines(answers: Answers) -> tuple[Baseline, ...]:
    """The majority class, and people where a first category is known.

    >>> [b.name for b in baselines({("a", "a", "b"): 2, ("b", "b", None): 1})]
    ['always "a"', 'people']
    """
    human = people(answers)
    return (majority_class(answers), *([human] if human else []))


def majority_class(answers: Answers) -> Baseline:
    """Always the commonest actual category of these very tickets.

    That it may look at the labels makes it a little better than it could be, never worse.
    """
    counts: Counter[str] = Counter()
    by_router: Counter[tuple[str, str]] = Counter()
    for (actual, predicted, _), tickets in answers.items():
        counts[actual] += tickets
        by_router[actual, predicted] += tickets
    if not counts:
        raise EvaluationError("There is no ticket with an actual category.")
    commonest = min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    always: Answers = {(*pair, commonest): tickets for pair, tickets in by_router.items()}
    return against(f'always "{commonest}"', always)


def people(answers: Answers) -> Baseline | None:
    """Where people put the tickets at first; None if that is known of no ticket.

    >>> people({("a", "a", "a"): 1, ("b", "b", "a"): 1}).accuracy.value
    0.5
    """
    known = {key: tickets for key, tickets in answers.items() if key[2]}
    return against("people", known) if known else None


def against(name: str, answers: Answers) -> Baseline:
    """Score another set of answers to the same tickets, and the router's lead over it."""
    right: Counter[tuple[bool, bool]] = Counter()
    for (actual, predicted, other), tickets in answers.items():
        right[predicted == actual, other == actual] += tickets
    n = right.total()
    accuracy = proportion(right[True, True] + right[False, True], n)
    if accuracy is None:
        raise EvaluationError("There is no ticket with an actual category.")
    counts = from_counts((actual, str(other), n) for (actual, _, other), n in answers.items())
    return Baseline(
        name=name,
        accuracy=accuracy,
        macro_f1=float(Margins.of(counts).macro_f1()),
        lead=paired_difference(right[True, False], right[False, True], n),
    )


def also_ahead_on_texts(
    tickets: Sequence[Baseline], texts: Sequence[Baseline]
) -> tuple[Baseline, ...]:
    """The baselines on all tickets; their intervals hold those on the different texts, too."""
    apart = {each.name: each for each in texts}
    return tuple(_held(each, apart.get(each.name, each)) for each in tickets)


def _held(tickets: Baseline, texts: Baseline) -> Baseline:
    lead = replace(tickets.lead, interval=both(tickets.lead.interval, texts.lead.interval))
    return replace(tickets, accuracy=also_of_texts(tickets.accuracy, texts.accuracy), lead=lead)


def macro_f1_of(actual: Sequence[str], predicted: Sequence[str]) -> float:
    """Macro F1 alone, without the draws that its interval takes.

    >>> macro_f1_of(["a", "b"], ["a", "a"])
    0.3333333333333333
    """
    return float(Margins.of(confusion(actual, predicted)).macro_f1())
