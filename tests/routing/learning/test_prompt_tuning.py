"""Prompt tuning: the better prompt is found within the budget, the lucky one is refused."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from routing.errors import RouterError
from routing.learning.prompt_tuning import (
    Candidate,
    Mistake,
    Trial,
    TuningLimits,
    Verdict,
    split,
    tune,
)
from routing.ticket import Ticket
from tests.conftest import ticket

NAMES = ("Billing", "Fraud")
PRICE = 0.001
PRESENT = Candidate("Sort the tickets. $categories")
RULE = Candidate("Sort the tickets. $categories\nStolen cards are Fraud.", why="a rule")


def desk(n: int) -> list[Ticket]:
    words = ("invoice", "refund", "card", "stolen", "charge", "bank")
    return [
        ticket(k, NAMES[k % 2], subject="", body=f"{words[k % 6]} {words[k % 5]} {_detail(k)}")
        for k in range(n)
    ]


def _detail(k: int) -> str:
    """Words that no other ticket has, so that none is a copy of another."""
    return " ".join("".join(random.Random(f"{k} {i}").choices("abcdefgh", k=6)) for i in range(3))


class FakeModel:
    """Right as often as its instructions deserve; a lucky prompt is right on the train part."""

    def __init__(
        self, skill: dict[str, float], lucky: str = "", luck: Sequence[Ticket] = ()
    ) -> None:
        self.skill, self.lucky, self.luck = skill, lucky, {t.key for t in luck}
        self.asked: list[tuple[str, int]] = []

    def __call__(self, candidate: Candidate, tickets: Sequence[Ticket]) -> Trial:
        self.asked.append((candidate.instructions, len(tickets)))
        rate = self.skill.get(candidate.instructions, 0.6)
        answers = []
        for each in tickets:
            drawn = random.Random(f"{candidate.instructions}{each.key}").random()
            fortunate = candidate.instructions == self.lucky and each.key in self.luck
            right = fortunate or drawn < rate
            answers.append(str(each.category) if right else NAMES[each.category == "Billing"])
        return Trial(answers, PRICE * len(tickets), 100 * len(tickets))


def proposing(*rounds: Sequence[Candidate]):
    left = list(rounds)

    def propose(best: Candidate, mistakes: Sequence[Mistake], tried: Sequence[Candidate]):
        assert all(mistake.answered != mistake.ticket.category for mistake in mistakes)
        return (left.pop(0) if left else ()), 0.01

    return propose


@pytest.fixture
def parts():
    return split(desk(400))


def test_the_better_prompt_is_found_within_the_budget(parts):
    model = FakeModel({RULE.instructions: 0.9})
    worse = Candidate("Guess. $categories")
    model.skill[worse.instructions] = 0.3
    found = tune(PRESENT, *parts, model, proposing([worse], [RULE]), limits=TuningLimits(3, 2.0))
    assert (found.verdict, found.adopted) == (Verdict.BETTER, RULE)
    assert found.spent_usd <= 2.0
    assert found.sealed.difference.value > 0.2
    assert [each.round for each in found.tried] == [0, 1, 2]


def test_a_prompt_that_was_lucky_on_the_train_part_is_refused(parts):
    train, sealed = parts
    model = FakeModel({}, lucky=RULE.instructions, luck=train)
    found = tune(PRESENT, train, sealed, model, proposing([RULE]), limits=TuningLimits(2))
    assert found.tried[1].right.value == 1.0
    assert (found.verdict, found.best, found.adopted) == (Verdict.NOT_BETTER, RULE, None)
    assert found.sealed.mcnemar_p > 0.05


def test_a_loss_on_the_sealed_part_changes_nothing(parts):
    train, sealed = parts
    model = FakeModel({RULE.instructions: 0.3}, lucky=RULE.instructions, luck=train)
    found = tune(PRESENT, train, sealed, model, proposing([RULE]), limits=TuningLimits(1))
    assert found.adopted is None
    assert found.sealed.difference.value < 0


def test_the_sealed_part_is_asked_about_once_by_each_and_by_no_loser(parts):
    train, sealed = parts
    model = FakeModel({RULE.instructions: 0.9})
    tune(PRESENT, train, sealed, model, proposing([RULE]), limits=TuningLimits(3))
    assert len(train) != len(sealed)
    judged = [words for words, n in model.asked if n == len(sealed)]
    assert judged == [RULE.instructions, PRESENT.instructions]


def test_where_nothing_beats_the_present_prompt_nothing_is_judged(parts):
    model = FakeModel({RULE.instructions: 0.1})
    found = tune(PRESENT, *parts, model, proposing([RULE]), limits=TuningLimits(2))
    assert (found.verdict, found.sealed) == (Verdict.NOTHING_FOUND, None)


@pytest.mark.parametrize("budget", [0.2, 0.6, 0.75, 1.0, 5.0])
def test_no_budget_is_overspent_but_by_the_first_look_at_the_present_prompt(parts, budget):
    many = [Candidate(f"Sort {n}. $categories") for n in range(30)]
    model = FakeModel({each.instructions: 0.6 + n / 100 for n, each in enumerate(many)})
    rounds = [many[:10], many[10:20], many[20:]]
    found = tune(PRESENT, *parts, model, proposing(*rounds), limits=TuningLimits(3, budget))
    train, sealed = map(len, parts)
    assert found.spent_usd <= max(budget, PRICE * train) + 1e-9
    least = PRICE * (train + 1.2 * (train + 2 * sealed))
    assert (found.verdict is Verdict.BUDGET) == (budget < least)


def test_the_same_candidate_is_paid_for_once(parts):
    model = FakeModel({})
    found = tune(PRESENT, *parts, model, proposing([PRESENT, RULE], [RULE]), limits=TuningLimits(3))
    assert len(found.tried) == 2


def test_parts_have_no_near_duplicate_in_common_and_keep_their_size():
    twins = [ticket(k, "Billing", subject="", body=f"same words {k % 20}") for k in range(100)]
    train, sealed = split(twins)
    assert not {t.body for t in train} & {t.body for t in sealed}
    train, sealed = split(desk(2000))
    assert (len(train), len(sealed)) == (120, 240)
    with pytest.raises(RouterError, match="39 labelled tickets are too few"):
        split(desk(39))


def test_a_candidate_is_shown_as_a_difference():
    assert "+Stolen cards are Fraud." in RULE.difference(PRESENT)
    shown = Candidate(PRESENT.instructions, "nearest").difference(PRESENT)
    assert shown == "examples: none → nearest"
