"""What a run would send and cost, counted on real tickets before it starts."""

from __future__ import annotations

import streamlit as st

from roi.numbers import dollars, number, percent
from roi.numbers.durations import duration
from routing.errors import RouterError
from routing.routers.llm.router import LlmRouter
from store.workspace import Workspace
from ui.shell import frame
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
        with st.spinner("Preparing the prompt …"):
            return drafts.look(workspace, request)
    except RouterError as problem:
        st.error(str(problem))
        return None


def estimate(workspace: Workspace, request: RunRequest, told_rpm: float | None) -> None:
    """The cards with requests, tokens and dollars, and what they rest on.

    told_rpm: the requests a minute that the provider allows, where it has said so.
    """
    if router(workspace, request) is None or request.llm is None or not request.llm.model:
        return
    with st.spinner("Counting tokens on your tickets …"):
        found = forecast(workspace, request)
    if found is None:
        return
    estimated = found.estimate
    with frame.row("cards", "_estimate"):
        _cost(found)
        card(
            "Per 1,000 tickets",
            dollars(estimated.usd_per_thousand),
            Origin("computed", "tokens × price"),
        )
        tokens = f"{number(estimated.input_tokens)} in, {number(estimated.output_tokens)} out"
        each = number(estimated.tokens_per_ticket)
        card("Tokens per ticket", each, Origin("computed", tokens))
        paced = _paced(found, request, told_rpm)
        card("Requests", number(estimated.requests), Origin("computed", paced))
    st.caption(plain(estimated.basis))
    _over_budget(found, request)


def _cost(found: Forecast) -> None:
    if found.usd_range is None:
        card("Estimated cost", "unknown", Origin("computed", "enter the prices under Terms"))
        return
    low, high = found.usd_range
    note = f"{dollars(low)} to {dollars(high)}" if found.estimate.high_usd else text("llm.free")
    if found.answered == 1:
        note = text("llm.all_answered")
    elif found.answered:
        note += f"; {percent(found.answered, 0)} answered before, free"
    card("Estimated cost", dollars(found.usd), Origin("computed", note), help=text("llm.estimate"))


def _paced(found: Forecast, request: RunRequest, told: float | None) -> str:
    """How long the requests take at the limit that is known."""
    own = request.llm.requests_per_minute if request.llm else None
    rate = min((limit for limit in (own, told) if limit), default=None)
    if rate is None:
        return "as fast as the provider allows"
    return f"about {duration(found.seconds_at(rate))} at {number(rate)} a minute"


def _over_budget(found: Forecast, request: RunRequest) -> None:
    budget = request.llm.budget_usd if request.llm else None
    reached = found.share_within(budget)
    if reached < 1:
        share = rf"\${number(budget, 2)} reaches for about {percent(reached, 0)} of the tickets"
        st.warning(f"{share}; the run stops there and can go on later.")
