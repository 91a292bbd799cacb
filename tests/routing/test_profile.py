"""A profile answers by itself: from any thread, within any loop, alone or among others."""

from __future__ import annotations

import asyncio
from dataclasses import FrozenInstanceError, replace

import pytest

from routing.confidence_map import ConfidenceMap
from routing.decision import Decision, Disposition, ReviewKind
from routing.errors import KeyMissing, RouterError
from routing.evaluation.statistics.intervals import proportion
from routing.fields.definition import Field
from routing.fields.head import FieldHead
from routing.policy import Policy
from routing.profile import Proof, RoutingProfile
from routing.routers.cascade import CascadeRule
from routing.routers.llm.request import LlmRequest
from tests.conftest import ticket

ASKED = [
    ticket(1, subject="", body="refund of my invoice payment"),
    ticket(2, subject="", body="login error after the update"),
    ticket(3, subject="", body="zebra"),
]


def plain(decisions):
    return [replace(decision, latency_seconds=0.0) for decision in decisions]


def test_every_answer_carries_what_the_policy_makes_of_it(profile):
    billing, technical, _ = profile.open().route(ASKED)
    assert (billing.category, billing.disposition) == ("Billing", Disposition.AUTO)
    assert technical.category == "Technical"
    assert technical.review_kind is ReviewKind.NO_THRESHOLD


def test_a_ticket_is_answered_alike_whatever_stands_beside_it(profile):
    opened = profile.open()
    together = plain(opened.route(ASKED))
    backwards = plain(opened.route(ASKED[::-1]))
    alone = [plain(opened.route([each]))[0] for each in ASKED]
    assert together == backwards[::-1] == alone


def test_live_tickets_that_all_carry_one_key_keep_their_own_answers(profile):
    same = [replace(each, key=0) for each in ASKED]
    answers = profile.open().route(same)
    assert [a.category for a in answers] == [a.category for a in profile.open().route(ASKED)]
    assert {answer.ticket_key for answer in answers} == {0}


def test_one_live_ticket_is_answered_within_a_running_event_loop(profile):
    opened = profile.open()

    async def live():
        answers = await asyncio.gather(*(opened.aroute(each) for each in ASKED))
        return answers, opened.route(ASKED)

    one_by_one, at_once = asyncio.run(live())
    assert plain(one_by_one) == plain(at_once)


def test_a_profile_cannot_be_changed(profile):
    with pytest.raises(FrozenInstanceError):
        profile.cleaning = False


def test_all_that_answers_depend_on_is_in_the_fingerprint_and_nothing_else(profile):
    same = profile.proven(Proof("run 1", 24, proportion(20, 24)))
    assert same.fingerprint == profile.fingerprint
    others = [
        profile.under(Policy(0.7)),
        replace(profile, cleaning=False),
        replace(profile, llm=LlmRequest("openai", "m"), cascade=CascadeRule(0.9, 0.5)),
    ]
    assert len({profile.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_what_a_run_may_spend_is_no_part_of_what_it_answers(profile):
    asked = LlmRequest("openai", "m")
    one, other = (
        RoutingProfile(profile.taxonomy, Policy(), llm=each)
        for each in (asked, replace(asked, budget_usd=1.0, in_flight=3, pack=5))
    )
    assert one.fingerprint == other.fingerprint


def test_without_a_router_there_is_no_profile(profile):
    with pytest.raises(RouterError, match="needs a router"):
        RoutingProfile(profile.taxonomy, Policy())


def test_a_profile_holds_no_key_and_opening_one_without_says_which_is_missing(profile):
    remote = RoutingProfile(profile.taxonomy, Policy(), llm=LlmRequest("openai", "gpt-4.1-mini"))
    with pytest.raises(KeyMissing, match="OPENAI_API_KEY"):
        remote.open()


def test_another_policy_takes_the_evidence_away(profile):
    proven = profile.proven(Proof("run 1", 24))
    assert proven.under(Policy(0.99)).proof is None


def test_a_cascade_follows_its_own_thresholds_until_a_policy_is_set_for_both_stages(profile):
    asked = replace(
        profile, llm=LlmRequest("openai", "m"), cascade=CascadeRule(0.9, 0.5), policy=Policy(0.5)
    )
    calibrated = Policy(0.7, calibrations={"embedded": ConfidenceMap(1, 1, -2)})
    (first, second) = (Decision(1, "Billing", 0.8, name) for name in ("embedded", "openai m"))

    def auto(made):
        return [made.applied_policy.dispose(each).disposition is Disposition.AUTO
                for each in (first, second)]  # fmt: skip

    assert auto(asked) == [False, True]
    assert auto(asked.under(Policy(0.7))) == [True, True]
    assert auto(asked.under(calibrated)) == [False, True]


def test_fields_are_filled_beside_the_category_whatever_way_it_is_asked(profile):
    made = replace(profile, fields=(FieldHead(Field("Language", "language"), 0.5),))
    opened = made.open()
    (at_once,) = opened.route(ASKED[:1])
    alone = asyncio.run(opened.aroute(ASKED[0]))
    assert at_once.fields == alone.fields
    assert [(f.name, f.value, f.alone) for f in at_once.fields] == [("Language", "English", True)]
    assert profile.open().route(ASKED[:1])[0].fields == ()


def test_an_answer_to_the_same_text_gets_the_fields_of_the_ticket_it_is_given_for(profile):
    """A field may read a column: two tickets of one text may differ in it."""
    reads = Field("Mood", "sentiment", read=("plan",))
    opened = replace(profile, fields=(FieldHead(reads, 0.0),)).open()
    golden = ticket(1, subject="", body="refund, thank you, great", attributes=(("plan", "gold"),))
    (earlier,) = opened.route([golden])
    again = opened.again(earlier, replace(golden, key=2, attributes=()))
    assert (earlier.fields[0].alone, again.fields[0].alone) == (True, False)
    assert again.disposition is earlier.disposition
