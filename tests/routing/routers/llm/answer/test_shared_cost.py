"""What a reply used and cost is shared out over its tickets, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.attempt import Question
from routing.routers.llm.answer.answer_parsing import ParsedAnswer
from routing.routers.llm.answer.shared_cost import MEASURED, NOT_STATED, STATED, Shared, split
from routing.routers.llm.provider import Completion, Usage

PACK = tuple(Question(f"k{n}", f"text {n}") for n in range(3))
IDS = ("r-1", "r-2", "r-3")
ANSWERS = (
    ParsedAnswer("Spam", confidence=0.9, measured=True),
    ParsedAnswer("Billing"),
    ParsedAnswer(None, problem="unreadable"),
)


def test_tokens_and_cost_add_up_to_those_of_the_reply():
    usage = Usage(100, 11, 7)
    said = Completion("what was said", usage=usage)
    found = Shared(said, usage, 0.3, 1.5, "m").attempts(PACK, IDS, ANSWERS)
    totals = [sum(getattr(a, f"{kind}_tokens") for a in found) for kind in
              ("input", "output", "cached")]  # fmt: skip
    assert totals == [100, 11, 7]
    assert round(sum(a.cost_usd for a in found), 9) == 0.3
    assert [(a.id, a.key, a.latency_seconds) for a in found] == [
        ("r-1", "k0", 1.5), ("r-2", "k1", 1.5), ("r-3", "k2", 1.5)
    ]  # fmt: skip


def test_each_says_where_its_confidence_is_from_and_bad_ones_keep_what_was_said():
    said = Completion("what was said")
    found = Shared(said, Usage(1, 1), 0.0, 0.0, "m").attempts(PACK, IDS, ANSWERS)
    assert [a.reason for a in found] == [MEASURED, NOT_STATED, ""]
    assert [a.raw for a in found] == ["what was said", "", "what was said"]
    assert not any(a.certain for a in found)  # nobody told what was used


def test_a_stated_confidence_is_called_so():
    stated = ParsedAnswer("Spam", confidence=0.7)
    (found,) = Shared(Completion(""), Usage(0, 0), 0, 0, "m").attempts(PACK[:1], IDS[:1], [stated])
    assert (found.reason, found.confidence) == (STATED, 0.7)


@given(st.integers(0, 10_000), st.integers(1, 50))
def test_parts_are_nearly_equal_and_add_up(number: int, parts: int):
    found = split(number, parts)
    assert (sum(found), len(found)) == (number, parts)
    assert max(found) - min(found) <= 1
