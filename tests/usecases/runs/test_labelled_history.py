"""Examples in a prompt are drawn from reviews, but not from those of a rejected version."""

from __future__ import annotations

import pytest

from routing.errors import RouterError
from routing.evaluation.statistics.intervals import paired_difference, proportion
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from store import taxonomies, tickets
from store.learning import versions
from store.learning.versions import Version
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.workspace import Workspace
from tests.conftest import ticket
from usecases.runs import drafts, labelled_history
from usecases.runs.request import RunRequest

ASKED = RunRequest("openai", llm=LlmRequest("openai", "gpt-x", examples="nearest"))
TOLD = "my parrot has eaten the parcel from zanzibar and the courier will not come back"


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    """Thirty labelled tickets; one that a person labels; and one much like it to route."""
    taxonomies.save(workspace, Taxonomy((Category("A"), Category("B"))), "the tests")
    known = [
        ticket(k, "AB"[k % 2], body=f"{'abcdefghij'[k % 10] * 4} words of their own {k * 'z'}")
        for k in range(1, 31)
    ]
    labelled, asked = ticket(31, body=TOLD), ticket(32, body=f"a parrot, a parcel: {TOLD[:30]}")
    fill(workspace, [*known, labelled, asked])
    reviews.record(workspace, Review(31, "Ann", Verdict.CHOSEN, "B"))
    return workspace


def version(workspace: Workspace, *, put_to_work: bool) -> None:
    share = proportion(8, 10)
    assert share
    made = Version(
        1, "mark", versions.labels(workspace).newest_review, 31, put_to_work=put_to_work,
        why="", held_back=True, accuracy=share, before=0.8,
        difference=paired_difference(1, 1, 10), proposal={}, seconds=1.0,
    )  # fmt: skip
    versions.add(workspace, made, [])


def prompt(workspace: Workspace) -> str:
    router = drafts.look(workspace, ASKED)
    asked = tickets.one(workspace, 32)
    assert router
    assert asked
    message = drafts.message(router, [asked])
    return message.system + message.user


def test_a_review_is_an_example_once_a_version_that_learned_from_it_is_at_work(desk):
    assert "zanzibar" not in prompt(desk)
    version(desk, put_to_work=True)
    assert "zanzibar" in prompt(desk)


def test_what_a_rejected_version_learned_is_no_example(desk):
    version(desk, put_to_work=False)
    assert "zanzibar" not in prompt(desk)


def test_a_review_after_the_version_at_work_waits_for_the_next_one(desk):
    version(desk, put_to_work=True)
    reviews.record(desk, Review(31, "Ben", Verdict.CHOSEN, "A"))
    text = prompt(desk)
    assert "zanzibar" in text
    assert '"category": "B"' in text[text.index("zanzibar") :][:120]


def test_a_history_from_elsewhere_teaches_nothing_that_is_judged(desk):
    own = tickets.labelled(desk)
    other = ticket(1, "A", body="said elsewhere")
    assert labelled_history.apart_from(desk, [*own, other]) == [other]
    with pytest.raises(RouterError, match="Leave it out"):
        labelled_history.apart_from(desk, own)
    assert labelled_history.apart_from(desk, []) == []
