"""What goes on between the engine and a provider, while it goes on."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from jobs import Traffic
from roi.numbers import dollars, number, percent
from ui.shell import frame
from ui.shell.texts import plain


def show(traffic: Traffic) -> None:
    """Rate against the limit, spend against the budget, errors by kind, the state of the line."""
    if traffic.waiting:
        st.warning(traffic.waiting, icon=":material/hourglass_top:")
    with frame.row("cards", "_traffic"):
        _metric("Requests a minute", number(traffic.requests_per_minute), _limit(traffic))
        _metric("Spent", dollars(traffic.cost_usd), _budget(traffic))
        latency = traffic.latency_seconds
        answer = "–" if latency is None else f"{latency:.1f} s"
        _metric("Time to an answer", answer, f"{number(traffic.in_flight)} under way")
        _metric("Failed, asked again", f"{traffic.failed:,}", f"of {traffic.asked:,} requests")
    if traffic.errors:
        st.caption(plain(f"Failed: {by_kind(traffic.errors)}."))


def by_kind(errors: Mapping[str, int], most: int = 6) -> str:
    """Errors by kind in one line, most first.

    >>> by_kind({"time-out": 2, "server error": 31})
    'server error 31, time-out 2'
    """
    ranked = sorted(errors.items(), key=lambda item: -item[1])
    rest = sum(count for _, count in ranked[most:])
    shown = [f"{kind} {number(count)}" for kind, count in ranked[:most]]
    return ", ".join([*shown, f"others {number(rest)}"] if rest else shown)


def _limit(traffic: Traffic) -> str:
    if traffic.limit_used is None:
        return "no limit known"
    return f"of {number(traffic.requests_limit)} allowed ({percent(traffic.limit_used, 0)})"


def _budget(traffic: Traffic) -> str:
    words = f"of {dollars(traffic.budget_usd)}" if traffic.budget_usd else "no budget set"
    if traffic.reused:
        words += f" · {number(traffic.reused)} answered before, free"
    if traffic.uncertain_usd:
        words += f" · at most {dollars(traffic.uncertain_usd)} more for lost answers"
    return words


def _metric(label: str, value: str, note: str) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(label, value)
        st.caption(plain(note))
