"""What would change the answer: where it stops paying, what knowing it is worth, how to know it."""

from __future__ import annotations

import streamlit as st

from roi.business_case import BusinessCase
from roi.export.input_wording import kind
from roi.export.wording import stop_row
from roi.inputs.origin import Measured
from roi.numbers import amount
from roi.risk.sensitivity import StopsPaying
from store.workspace import Workspace
from ui.savings.measurement import MIN_WORTH, measure
from ui.shell import answer
from ui.shell.texts import text
from usecases.business_case.claim import Claim, Refusal


def show(workspace: Workspace, case: Claim | Refusal) -> None:
    """The inputs that could turn it round, the one worth most to know first."""
    if isinstance(case, Refusal) or not case.report.business.names_amounts:
        return
    business = case.report.business
    worth = {each.key: each.worth for each in business.measure_next}
    found = sorted(business.stops_paying, key=lambda stop: -worth.get(stop.key, 0.0))
    with st.container(border=True, height="stretch"):
        st.header(text("overview.what_would_change"), anchor=False)
        st.caption(text("overview.doubts"))
        with st.container(height="stretch", vertical_alignment="distribute"):
            for stop in found:
                _row(workspace, business, stop, worth.get(stop.key, 0.0))


def _row(workspace: Workspace, business: BusinessCase, stop: StopsPaying, worth: float) -> None:
    label, where, current = stop_row(business, stop)
    given = business.scenario.resolved[stop.key]
    is_measured = isinstance(given.origin, Measured) and given.override is None
    now = f"{kind(given).split(',')[0]}: {current}"
    stops = (
        text("overview.stops_paying").format(where=where)
        if stop.value is not None
        else text("overview.never_turns_it_round")
    )
    with st.container(horizontal=True, vertical_alignment="center", key=f"doubt_{stop.key}"):
        with st.container(width="stretch", gap="xxsmall"):
            st.html(
                f"<b>{answer.escaped(label)}</b>"
                + answer.origin("measured" if is_measured else "assumed", f"{now}; {stops}")
            )
        if worth < MIN_WORTH:
            known = answer.escaped(text("overview.known_well_enough"))
            st.html(f'<span class="quiet">{known}</span>', width="content")
            return
        price = answer.escaped(amount(worth, business.scenario.currency))
        said = answer.escaped(text("overview.worth"))
        st.html(f'<div class="worth"><b>{price}</b><span>{said}</span></div>', width="content")
        measure(workspace, stop.key, "overview")
