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
from usecases.runs.cost import Forecast, forecast
from usecases.runs.request import RunRequest

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


@pytest.fixture
def late(workspace: Workspace, fill) -> Workspace:
    """Forty tickets and one category."""
    fill(workspace, [ticket(key, "Late") for key in range(1, 41)])
    taxonomies.save(workspace, Taxonomy((Category("Late"),)), "the tests")
    return workspace


def forecast_of(workspace: Workspace, llm: LlmRequest) -> Forecast:
    asked = RunRequest("openai", sample=25, llm=llm)
    found = forecast(workspace, asked)
    assert found is not None
    return found


def test_the_forecast_is_about_the_sample_that_is_asked_for(late: Workspace):
    found = forecast_of(late, LlmRequest("openai", "gpt-4o-mini"))
    assert (found.estimate.tickets, found.answered) == (25, 0.0)


def test_the_batch_api_is_forecast_at_half_the_price(late: Workspace):
    asked = LlmRequest("openai", "gpt-4o-mini")
    usual, batch = (forecast_of(late, replace(asked, batch=on)) for on in (False, True))
    assert batch.usd == pytest.approx((usual.usd or 0) / 2)


def test_what_was_counted_is_kept_until_what_is_sent_changes(late: Workspace):
    llm = LlmRequest("openai", "gpt-4o-mini")
    asked = RunRequest("openai", llm=llm)
    first = forecast(late, asked)
    slower = replace(asked, llm=replace(llm, requests_per_minute=60.0, budget_usd=1.0))
    assert forecast(late, slower) is first
    packed = replace(asked, llm=replace(llm, pack=5))
    assert forecast(late, packed) is not first
    taxonomies.save(late, Taxonomy((Category("Late"), Category("Lost"))), "the tests")
    assert forecast(late, asked) is not first
