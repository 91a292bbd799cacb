"""The business case on Overview: what it comes to, or why nothing is claimed."""

from __future__ import annotations

import streamlit as st

from roi.numbers import payback
from ui.savings import charts
from ui.shell import charts as shared
from ui.shell.provenance import card
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.business_case import Claim, Refusal
from usecases.provenance import Origin


def net_savings(case: Claim | Refusal) -> None:
    """The card with the net savings, or that none are claimed."""
    if isinstance(case, Refusal):
        card("Net savings a year", "–", Origin("missing", text("savings.no_claim")))
        return
    shown = case.report.cards()[0]
    card(shown.label, shown.text, Origin("computed", f"{shown.range} · {case.policy}"))


def cash(case: Claim | Refusal) -> None:
    """Cumulative cash with the payback month."""
    if isinstance(case, Refusal):
        st.markdown(text("savings.no_claim"))
        st.caption(text("savings.no_claim_next"))
        return
    late = payback(case.report.case.payback)
    figure = charts.cash(case.report, colours())
    shared.show(figure, f"Cumulative cash, payback {late}", "cash")
