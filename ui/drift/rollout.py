"""Hold-out and shadow: how far routing is let loose, and what the lot shows was saved."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number, percent
from routing.rollout import MAX_HOLD_OUT
from store import policies
from store.runs import Run
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.provenance import card
from ui.shell.texts import text
from usecases.actor import Actor
from usecases.drift.hold_out import arms, choose_rollout, saved
from usecases.provenance import Origin


def show(workspace: Workspace, run: Run | None, actor: Actor) -> None:
    """The choice beside what it has shown so far."""
    if run is None:
        st.info(text("drift.no_run"))
        return
    with frame.row("halves", "_rollout"):
        with st.container(border=True, height="stretch"):
            _choose(workspace, run, actor)
        with st.container(border=True, height="stretch"):
            _shown(workspace, run)


def _choose(workspace: Workspace, run: Run, actor: Actor) -> None:
    now = policies.rollout(workspace)
    with st.form("rollout", border=False):
        most = round(100 * MAX_HOLD_OUT)
        share = st.slider(
            text("drift.held_out_by_lot"),
            0,
            most,
            round(100 * now.hold_out),
            help=text("drift.hold_out"),
        )
        shadow = st.toggle(
            text("drift.shadow_record_apply_nothing"), now.shadow, help=text("drift.shadow")
        )
        st.caption(text("drift.hold_out"))
        if st.form_submit_button(text("drift.apply_from_now"), type="primary", key="rollout_save"):
            version = choose_rollout(workspace, run, share / 100, actor, shadow=shadow)
            st.success(
                text("shared.policy_is_in_force_and_this_run").format(policy_id=version.policy_id)
            )
    if now.shadow:
        st.warning(text("drift.shadow"))


def _shown(workspace: Workspace, run: Run) -> None:
    both, found = arms(workspace, run), saved(workspace, run)
    if found is None:
        if not policies.rollout(workspace).hold_out and not both.held_out.size:
            st.markdown(text("drift.hold_out_none"))
        else:
            st.markdown(text("drift.hold_out_few").format(missing=both.missing))
        return
    ends = text("drift.low_to_high").format(
        low=percent(found.interval.low), high=percent(found.interval.high)
    )
    n = text("drift.held_out_routed").format(
        held_out=number(found.held_out), routed=number(found.routed)
    )
    with frame.row("cards", "_saved"):
        card(
            text("drift.sorting_time_saved"),
            percent(found.share),
            Origin("measured", f"{n} · {ends}"),
        )
        each = Origin(
            "measured",
            text("drift.s_before_s_now").format(before=number(found.before), now=number(found.now)),
        )
        card(text("shared.seconds_a_ticket"), number(found.seconds), each)
    if policies.rollout(workspace).shadow:
        st.caption(text("drift.shadow_saves_nothing"))
    if not found.is_clear:
        st.caption(text("drift.the_interval_holds_nought"))
    st.page_link(frame.PAGES / "savings.py", label=text("shared.promised_against_realised"))
