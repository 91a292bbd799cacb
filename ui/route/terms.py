"""Within which terms a provider is asked: pack, budget, rate, price."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from roi.numbers import number
from routing.routers.llm.request import (
    MAX_IN_FLIGHT,
    MAX_IN_PACK,
    MAX_TEMPERATURE,
    ExamplesKind,
    LlmRequest,
)
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import text

MAX_ROOM: Final = 32_000
EXAMPLES: Final[dict[ExamplesKind, str]] = {
    "none": text("shared.none"),
    "static": text("route.the_same_few_for_all"),
    "nearest": text("route.the_most_similar_ones"),
    "shortlist": text("route.of_the_ten_likeliest_categories"),
}
_PRICES: Final = ("input", "output", "cached")


def fields(workspace: Workspace, saved: LlmRequest) -> LlmRequest:
    """The expander with the terms; the request with what it holds."""
    at = f"{saved.kind}_{workspace.name}"
    with st.expander(
        text("route.terms").format(saved=in_words(saved)), key=f"llm_terms_{workspace.name}"
    ):
        with frame.row("filters", "_terms"):
            request = replace(_limits(saved, at), pack=_pack(saved, at))
        with frame.row("filters", "_more_terms"):
            request = replace(
                request,
                examples=_examples(saved, at),
                extra_tokens=_whole(
                    text("route.room_to_think_tokens"),
                    "room",
                    saved.extra_tokens,
                    MAX_ROOM,
                    at,
                    least=0,
                ),
                temperature=_temperature(saved, at),
                batch=_batch(saved, at),
                decisions=_decisions(saved, at),
            )
        return replace(request, price=_price(request, at))


def again(run_id: int, saved: LlmRequest) -> LlmRequest:
    """The terms of the rest of a run; its questions stay as they were."""
    return _limits(saved, f"again_{run_id}")


def in_words(request: LlmRequest) -> str:
    """The terms in a few words.

    >>> in_words(LlmRequest(pack=10, budget_usd=2.5))
    '10 tickets a request, at most $2.50'
    """
    most = (
        text("route.at_most").format(budget_usd=number(request.budget_usd, 2))
        if request.budget_usd
        else text("route.no_budget")
    )
    rate = request.requests_per_minute
    return text("route.a_request").format(pack=pack_in_words(request.pack), most=most) + (
        text("route.a_minute").format(rate=number(rate)) if rate else ""
    )


def pack_in_words(pack: int) -> str:
    """How many tickets share a request."""
    return "1 ticket" if pack == 1 else text("route.tickets").format(pack=pack)


def _limits(saved: LlmRequest, at: str) -> LlmRequest:
    return replace(
        saved,
        budget_usd=_number(text("route.budget_dollars"), "budget", saved.budget_usd, at),
        requests_per_minute=_number(
            text("route.requests_per_minute"), "rpm", saved.requests_per_minute, at
        ),
        in_flight=_whole(
            text("route.requests_at_a_time"), "flight", saved.in_flight, MAX_IN_FLIGHT, at
        ),
    )


def _pack(saved: LlmRequest, at: str) -> int:
    return _whole(text("route.tickets_per_request"), "pack", saved.pack, MAX_IN_PACK, at)


def _examples(saved: LlmRequest, at: str) -> ExamplesKind:
    return st.selectbox(
        text("route.labelled_examples"), list(EXAMPLES), list(EXAMPLES).index(saved.examples),
        format_func=EXAMPLES.__getitem__, key=f"llm_examples_{at}", help=text("llm.examples"),
    )  # fmt: skip


def _number(label: str, name: str, saved: float | None, at: str) -> float | None:
    return (
        st.number_input(
            label,
            min_value=0.0,
            value=saved,
            key=f"llm_{name}_{at}",
            placeholder=text("route.no_limit"),
            help=text(f"llm.{name}"),
            format="%.2f" if name == "budget" else "%.0f",
        )
        or None
    )


def _whole(label: str, name: str, saved: int, most: int, at: str, *, least: int = 1) -> int:
    return int(
        st.number_input(label, least, most, saved, key=f"llm_{name}_{at}", help=text(f"llm.{name}"))
    )


def _temperature(saved: LlmRequest, at: str) -> float:
    return st.number_input(
        text("shared.temperature"), 0.0, MAX_TEMPERATURE, saved.temperature, 0.1, format="%.1f",
        key=f"llm_temperature_{at}", help=text("llm.temperature"),
    )  # fmt: skip


def _batch(saved: LlmRequest, at: str) -> bool:
    if not saved.declared.batch:
        return False
    return st.toggle(
        text("route.batch_api"), saved.batch, key=f"llm_batch_{at}", help=text("llm.batch")
    )


def _decisions(saved: LlmRequest, at: str) -> bool:
    if not saved.declared.decisions:
        return False
    return st.toggle(
        text("route.decisions_endpoint"),
        saved.decisions,
        key=f"llm_decisions_{at}",
        help=text("llm.decisions"),
    )


def _price(request: LlmRequest, at: str) -> tuple[float, float, float] | None:
    """Prices by hand: asked for where nobody knows them, offered elsewhere."""
    listed = replace(request, price=None).known_price() if request.model else None
    unknown = bool(request.model) and listed is None
    if unknown:
        st.warning(text("llm.price_unknown"), icon=":material/payments:")
    by_hand = unknown or st.toggle(
        text("route.other_prices_than_listed"), request.price is not None, key=f"llm_own_price_{at}"
    )
    if not by_hand:
        return None
    start = request.price or ((listed.input, listed.output, listed.cached) if listed else None)
    with frame.row("filters", "_prices"):
        asked = [
            st.number_input(
                text(f"route.price_{name}"), min_value=0.0, format="%.3f",
                value=start[place] if start else None, key=f"llm_price_{place}_{at}",
            )
            for place, name in enumerate(_PRICES)
        ]  # fmt: skip
    first, output, cached = asked
    if first is None or output is None:
        return None
    return first, output, first if cached is None else cached
