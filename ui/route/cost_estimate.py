"""What a run would send and cost, counted on real tickets before it starts."""

from __future__ import annotations

import streamlit as st

from roi.numbers import dollars, number, percent
from roi.numbers.durations import duration
from routing.errors import RouterError
from routing.routers.llm.router import LlmRouter
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.core_sentences import told
from ui.shell.provenance import card
from ui.shell.texts import plain, text
from usecases.provenance import Origin
from usecases.runs import drafts
from usecases.runs.cost import Forecast, forecast
from usecases.runs.request import RunRequest


def router(workspace: Workspace, request: RunRequest) -> LlmRouter | None:
    """The router as the run would make it; None, with one sentence, where it cannot be made."""
    try:
        if request.llm:
            request.llm.checked()
        with st.spinner(text("route.preparing_the_prompt")):
            return drafts.look(workspace, request)
    except RouterError as problem:
        st.error(told(problem))
        return None


def estimate(workspace: Workspace, request: RunRequest, told_rpm: float | None) -> None:
    """The cards with requests, tokens and dollars, and what they rest on.

    told_rpm: the requests a minute that the provider allows, where it has said so.
    """
    if router(workspace, request) is None or request.llm is None or not request.llm.model:
        return
    with st.spinner(text("route.counting_tokens_on_your_tickets")):
        found = forecast(workspace, request)
    if found is None:
        return
    estimated = found.estimate
    with frame.row("cards", "_estimate"):
        _cost(found)
        card(
            text("route.per_1_000_tickets"),
            dollars(estimated.usd_per_thousand),
            Origin("computed", "tokens × price"),
        )
        tokens = text("route.in_out").format(
            input_tokens=number(estimated.input_tokens),
            output_tokens=number(estimated.output_tokens),
        )
        each = number(estimated.tokens_per_ticket)
        card(text("route.tokens_per_ticket"), each, Origin("computed", tokens))
        paced = _paced(found, request, told_rpm)
        card(text("route.requests"), number(estimated.requests), Origin("computed", paced))
    st.caption(plain(estimated.basis))
    _over_budget(found, request)


def _cost(found: Forecast) -> None:
    if found.usd_range is None:
        card(
            text("route.estimated_cost"),
            "unknown",
            Origin("computed", text("route.enter_the_prices_under_terms")),
        )
        return
    low, high = found.usd_range
    note = f"{dollars(low)} to {dollars(high)}" if found.estimate.high_usd else text("llm.free")
    if found.answered == 1:
        note = text("llm.all_answered")
    elif found.answered:
        note += text("route.answered_before_free").format(answered=percent(found.answered, 0))
    card(
        text("route.estimated_cost"),
        dollars(found.usd),
        Origin("computed", note),
        help=text("llm.estimate"),
    )


def _paced(found: Forecast, request: RunRequest, told: float | None) -> str:
    """How long the requests take at the limit that is known."""
    own = request.llm.requests_per_minute if request.llm else None
    rate = min((limit for limit in (own, told) if limit), default=None)
    if rate is None:
        return text("route.as_fast_as_the_provider_allows")
    return text("route.about_at_a_minute").format(
        rate=duration(found.seconds_at(rate)), rate_2=number(rate)
    )


def _over_budget(found: Forecast, request: RunRequest) -> None:
    budget = request.llm.budget_usd if request.llm else None
    reached = found.share_within(budget)
    if reached < 1:
        share = text("route.reaches_for_about_of").format(
            budget=number(budget, 2), reached=percent(reached, 0)
        )
        st.warning(text("route.the_run_stops_there_and_can_go").format(share=share))
