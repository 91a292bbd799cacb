"""What a run will cost: what was answered before is free, and a budget reaches so far."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.llm.cost_estimate import Estimate
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from store import taxonomies
from store.workspace import Workspace
from tests.conftest import ticket
from usecases import run_drafts
from usecases.run_cost import Forecast, forecast
from usecases.run_request import RunRequest

ESTIMATE = Estimate(1_000, 500, 80.0, 80_000, 5_000, 10.0, 9.0, 12.0, 200, "counted")


def test_what_was_answered_before_costs_nothing():
    found = Forecast(ESTIMATE, answered=0.25)
    assert (found.usd, found.usd_range) == (7.5, (6.75, 9.0))


def test_a_price_that_nobody_knows_is_no_price():
    unknown = replace(ESTIMATE, usd=None, low_usd=None, high_usd=None)
    assert (Forecast(unknown).usd, Forecast(unknown).usd_range) == (None, None)
    assert Forecast(unknown).share_within(1.0) == 1.0


def test_requests_take_as_long_as_the_rate_lets_them():
    assert Forecast(ESTIMATE).seconds_at(250) == 120.0


@given(st.floats(0, 1), st.floats(0.01, 20))
def test_a_budget_reaches_for_what_is_free_and_for_as_much_more_as_it_pays(answered, budget):
    found = Forecast(ESTIMATE, answered)
    reached = found.share_within(budget)
    assert answered <= reached <= 1
    if reached < 1:
        assert (reached - answered) * 10.0 == pytest.approx(budget)


def test_the_forecast_is_about_the_sample_that_is_asked_for(workspace: Workspace, fill):
    fill(workspace, [ticket(key, "Late") for key in range(1, 41)])
    taxonomies.save(workspace, Taxonomy((Category("Late"),)), "the tests")
    asked = RunRequest("openai", sample=25, llm=LlmRequest("openai", "gpt-4o-mini"))
    router = run_drafts.look(workspace, asked)
    assert router is not None
    found = forecast(workspace, router, asked)
    assert (found.estimate.tickets, found.answered) == (25, 0.0)
