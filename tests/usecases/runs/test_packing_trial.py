"""How many tickets may share a request, measured on labelled tickets."""

from __future__ import annotations

import pytest

from jobs import Control, Jobs, Meter
from routing.errors import RouterError
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from tests.conftest import ticket
from tests.fakes.provider.process import provider
from usecases.runs.llm_routers import terms_of
from usecases.runs.packing_trial import last_trial, pack_trial, start_trial
from usecases.runs.request import RunRequest

KEYS = Keys.from_environment({"ROUTECASE_API_KEY": "key"})


def no_router(_size: int):
    raise AssertionError("nothing may be asked")


def test_without_labelled_tickets_nothing_is_asked():
    llm = LlmRequest("compatible", "fake", "http://localhost:9/v1")
    with pytest.raises(RouterError, match="import some with their category"):
        pack_trial(no_router, [ticket(1)], terms_of(llm), Control(), Meter())


def test_a_trial_needs_a_provider_and_categories(workspace):
    with pytest.raises(RouterError, match="needs a provider"):
        start_trial(Jobs(), workspace, RunRequest(), KEYS)


def test_each_size_is_measured_and_the_figures_are_kept_for_its_model(workspace, fill):
    fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, 7)])
    with provider() as running:
        llm = LlmRequest(
            "compatible", "fake", running.base_url, price=(1.0, 1.0, 1.0), examples="none"
        )
        job = start_trial(Jobs(), workspace, RunRequest("llm", llm=llm), KEYS)
        job.wait(60)
    assert job.error is None
    figures = last_trial(workspace, llm)
    assert [each.size for each in figures] == [1, 5, 10, 20]
    assert {each.tickets for each in figures} == {6}
    assert figures[0].agreement == 1.0
    assert figures[-1].tokens_per_ticket < figures[0].tokens_per_ticket
    assert figures[-1].usd_per_thousand < figures[0].usd_per_thousand
    assert last_trial(workspace, LlmRequest("compatible", "other", running.base_url)) == []
