"""Recorded answers are given again: to each ticket its own, at the pace that was asked for."""

from __future__ import annotations

from datetime import date

import pytest

from routing.decision import Alternative, Decision, Disposition
from routing.errors import RouterError
from routing.routers.recorded import RecordedRouter, Recording, recorded
from routing.signs import Sign, SignKind
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

SURE = Decision(
    0, "Billing", 0.9321, "llm", (Alternative("Technical", 0.05),), "It says invoice.",
    calibrated=True, input_tokens=90, output_tokens=12, cached_tokens=3, cost_usd=0.0004,
    latency_seconds=0.8, ticket_id="T-1",
)  # fmt: skip
FOREIGN = Decision(0, "Technical", 0.4, "llm", signs=(Sign(SignKind.LANGUAGE, "German"),),
                   ticket_id="T-2")  # fmt: skip
FAILED = Decision(0, UNKNOWN, 0.0, "llm", error="no answer", ticket_id="T-3")
DAY = date(2026, 11, 28)


def recording() -> Recording:
    return recorded("llm", DAY, "abc", ["Knows English only."], [SURE, FOREIGN, FAILED])


def test_a_file_gives_back_what_was_written(tmp_path):
    recording().write(tmp_path / "answers.jsonl")
    assert Recording.read(tmp_path / "answers.jsonl") == recording()


def test_each_ticket_gets_its_own_answer_and_an_unknown_one_a_person():
    router = RecordedRouter(recording())
    first, second = router.route([Ticket(7, "T-1", "", "x"), Ticket(8, "T-9", "", "y")])
    assert (first.ticket_key, first.category, first.confidence) == (7, "Billing", 0.9321)
    assert first.cost_usd == 0.0004
    assert (second.ticket_key, second.category, second.confidence) == (8, UNKNOWN, 0.0)


def test_what_a_policy_made_of_an_answer_is_not_recorded(tmp_path):
    given = SURE.disposed(Disposition.AUTO)
    recorded("llm", DAY, "abc", [], [given]).write(tmp_path / "answers.jsonl")
    read = Recording.read(tmp_path / "answers.jsonl").answers["T-1"]
    assert read.disposition is Disposition.REVIEW


def test_it_waits_as_its_pace_asks():
    waited: list[float] = []
    RecordedRouter(recording(), pace=20, wait=waited.append).route(
        [Ticket(key, "T-1", "", "") for key in range(8)]
    )
    assert waited == [0.4]


def test_its_fingerprint_is_none_of_the_router_that_answered():
    assert RecordedRouter(recording()).fingerprint != "abc"


@pytest.mark.parametrize("text", ["", "{}\n", '{"router": "llm"}\n{"id": 1}\n', "not json\n"])
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path, text):
    file = tmp_path / "answers.jsonl"
    file.write_text(text)
    with pytest.raises(RouterError, match="cannot be read"):
        Recording.read(file)
