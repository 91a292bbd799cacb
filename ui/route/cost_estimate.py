"""What a run would send and cost, counted on real tickets before it starts."""

from __future__ import annotations

import json
from typing import Final

import streamlit as st

from routing.errors import RouterError
from routing.routers.llm.router import LlmRouter
from store import runs, taxonomies, tickets
from store.workspace import Workspace
from ui.shell import frame, jobs
from ui.shell.amounts import dollars
from ui.shell.provenance import card
from ui.shell.texts import plain, text
from usecases import run_drafts
from usecases.provenance import Origin
from usecases.run_cost import Forecast, forecast
from usecases.run_request import RunRequest

_TERMS: Final = frozenset(
    {"requests_per_minute", "tokens_per_minute", "in_flight", "budget_usd", "budget_tickets"}
)


def router(workspace: Workspace, request: RunRequest) -> LlmRouter | None:
    """The router as the run would make it; None, with one sentence, where it cannot be made."""
    try:
        if request.llm:
            request.llm.checked()
        return _router(_state(workspace, request), _workspace=workspace, _request=request)
    except RouterError as problem:
        st.error(str(problem))
        return None


def estimate(workspace: Workspace, request: RunRequest, told_rpm: float | None) -> None:
    """The cards with requests, tokens and dollars, and what they rest on.

    told_rpm: the requests a minute that the provider allows, where it has said so.
    """
    made = router(workspace, request)
    if made is None or request.llm is None or not request.llm.model:
        return
    key = (*_state(workspace, request), _finished(workspace), request.sample)
    found = _forecast(key, _workspace=workspace, _request=request, _router=made)
    estimated = found.estimate
    with frame.row("cards", "_estimate"):
        _cost(found)
        card(
            "Per 1,000 tickets",
            dollars(estimated.usd_per_thousand),
            Origin("computed", "tokens × price"),
        )
        tokens = f"{estimated.input_tokens:,} in, {estimated.output_tokens:,} out"
        each = f"{estimated.tokens_per_ticket:,.0f}"
        card("Tokens per ticket", each, Origin("computed", tokens))
        paced = _paced(found, request, told_rpm)
        card("Requests", f"{estimated.requests:,}", Origin("computed", paced))
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
        note += f"; {found.answered:.0%} answered before, free"
    card("Estimated cost", dollars(found.usd), Origin("computed", note), help=text("llm.estimate"))


def _paced(found: Forecast, request: RunRequest, told: float | None) -> str:
    """How long the requests take at the limit that is known."""
    own = request.llm.requests_per_minute if request.llm else None
    rate = min((limit for limit in (own, told) if limit), default=None)
    if rate is None:
        return "as fast as the provider allows"
    return f"about {jobs.duration(found.seconds_at(rate))} at {rate:,.0f} a minute"


def _over_budget(found: Forecast, request: RunRequest) -> None:
    budget = request.llm.budget_usd if request.llm else None
    reached = found.share_within(budget)
    if reached < 1:
        share = rf"\${budget:,.2f} reaches for about {reached:.0%} of the tickets"
        st.warning(f"{share}; the run stops there and can go on later.")


def _finished(workspace: Workspace) -> tuple[int, str]:
    """Changes when a run ends: from then on more is answered already."""
    found = runs.all_runs(workspace)
    return (found[0].run_id, found[0].status) if found else (0, "")


def _state(workspace: Workspace, request: RunRequest) -> tuple[str, str, int, int]:
    """All that shapes what is sent: settings, taxonomy, tickets; not what may be spent on it."""
    version = taxonomies.current_or_labels(workspace)
    llm = {} if request.llm is None else request.llm.to_settings()
    asked = {name: value for name, value in llm.items() if name not in _TERMS}
    return (
        str(workspace.path), json.dumps([asked, request.cleaning]),
        version.taxonomy_id if version else 0, tickets.count(workspace),
    )  # fmt: skip


@st.cache_resource(max_entries=4, show_spinner="Preparing the prompt …")
def _router(
    key: tuple[object, ...], *, _workspace: Workspace, _request: RunRequest
) -> LlmRouter | None:
    del key
    return run_drafts.look(_workspace, _request)


@st.cache_data(max_entries=16, show_spinner="Counting tokens on your tickets …")
def _forecast(
    key: tuple[object, ...], *, _workspace: Workspace, _request: RunRequest, _router: LlmRouter
) -> Forecast:
    del key
    return forecast(_workspace, _router, _request)
