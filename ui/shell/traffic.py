"""What goes on between the engine and a provider, while it goes on."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from jobs import Traffic
from roi.numbers import dollars, number, percent
from ui.shell import frame
from ui.shell.texts import plain, text


def show(traffic: Traffic) -> None:
    """Rate against the limit, spend against the budget, errors by kind, the state of the line."""
    if traffic.waiting:
        st.warning(traffic.waiting, icon=":material/hourglass_top:")
    with frame.row("cards", "_traffic"):
        _metric(
            text("shared.requests_a_minute"), number(traffic.requests_per_minute), _limit(traffic)
        )
        _metric(text("shared.spent"), dollars(traffic.cost_usd), _budget(traffic))
        latency = traffic.latency_seconds
        answer = "–" if latency is None else f"{latency:.1f} s"
        _metric(
            text("shared.time_to_an_answer"),
            answer,
            text("shared.under_way").format(in_flight=number(traffic.in_flight)),
        )
        _metric(
            text("shared.failed_asked_again"),
            f"{traffic.failed:,}",
            text("shared.of_requests").format(asked=number(traffic.asked)),
        )
    if traffic.errors:
        st.caption(plain(text("shared.failed").format(errors=by_kind(traffic.errors))))


def by_kind(errors: Mapping[str, int], most: int = 6) -> str:
    """Errors by kind in one line, most first.

    >>> by_kind({"time-out": 2, "server error": 31})
    'server error 31, time-out 2'
    """
    ranked = sorted(errors.items(), key=lambda item: -item[1])
    rest = sum(count for _, count in ranked[most:])
    shown = [f"{kind} {number(count)}" for kind, count in ranked[:most]]
    return ", ".join([*shown, text("shared.others").format(rest=number(rest))] if rest else shown)


def _limit(traffic: Traffic) -> str:
    if traffic.limit_used is None:
        return text("shared.no_limit_known")
    return text("shared.of_allowed").format(
        requests_limit=number(traffic.requests_limit), limit_used=percent(traffic.limit_used, 0)
    )


def _budget(traffic: Traffic) -> str:
    words = (
        text("shared.of_budget").format(dollars=dollars(traffic.budget_usd))
        if traffic.budget_usd
        else text("shared.no_budget_set")
    )
    if traffic.reused:
        words += text("shared.answered_before_free").format(reused=number(traffic.reused))
    if traffic.uncertain_usd:
        words += text("shared.at_most_more_for_lost_answers").format(
            uncertain_usd=dollars(traffic.uncertain_usd)
        )
    return words


def _metric(label: str, value: str, note: str) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(label, value)
        st.caption(plain(note))
