"""An experiment asks only what can be asked, and is judged by gold labels alone."""

from __future__ import annotations

import pytest

from routing.errors import RouterError
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket
from usecases.actor import LOCAL_OWNER, Actor, NotAllowed, Role
from usecases.runs.experiment import Experiment
from usecases.runs.request import RunRequest

LOCAL = LlmRequest(kind="compatible", model="m", base_url="http://127.0.0.1:9/v1")
REQUEST = RunRequest("compatible", llm=LOCAL)


def experiment(workspace, request=REQUEST, actor=LOCAL_OWNER) -> Experiment:
    return Experiment.of(workspace, request, Keys(), actor, "A trial")


def test_an_accepted_suggestion_is_learned_from_and_never_judges(workspace, fill):
    taxonomies.save(workspace, Taxonomy((Category("A"), Category("B"))), "the tests")
    fill(workspace, [ticket(1), ticket(2), ticket(3)])
    accepted = Review(3, "Ana", Verdict.CHOSEN, "A", suggested="A", confidence=0.9)
    blind = {"basis": Basis.BLIND, "chance": 0.5}
    looks = [Review(key, "Ana", Verdict.CHOSEN, "B", **blind) for key in (1, 2)]
    for each in (*looks, accepted):
        reviews.record(workspace, each)
    found = experiment(workspace)
    assert sorted(each.key for each in found.labelled) == [1, 2, 3]
    assert sorted(each.key for each in found.gold) == [1, 2]


def test_without_a_provider_or_without_categories_it_says_what_is_needed(workspace):
    for request in (REQUEST, RunRequest()):
        with pytest.raises(RouterError, match="A trial needs a provider and categories"):
            experiment(workspace, request)


def test_who_may_not_route_may_not_try_either(workspace):
    with pytest.raises(NotAllowed):
        experiment(workspace, actor=Actor("Eve", Role.REVIEWER))
