"""The tickets of a guided start, one after the other, on the card of the Review screen."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from routing.errors import WorkspaceError
from routing.taxonomy import Taxonomy
from store import reviews, seed_tickets
from store.reviews import Basis, Review, Verdict
from store.workspace import Workspace
from ui.review import card, reviewer
from ui.shell.actor import reviewing
from ui.shell.texts import text
from usecases.review_decisions import record_review, undo_review

ORIGIN: Final = "guided start"
_PROBLEM: Final = "start_problem"


def show(workspace: Workspace, taxonomy: Taxonomy) -> None:
    """Ask who labels, then one ticket after the other until none is left."""
    name = reviewer.name()
    if not name:
        st.caption(text("learning.who"))
        return
    _desk(workspace, taxonomy, name)


@st.fragment
def _desk(workspace: Workspace, taxonomy: Taxonomy, name: str) -> None:
    ticket = seed_tickets.next_ticket(workspace)
    if ticket is None:
        st.rerun()
    if problem := st.session_state.pop(_PROBLEM, None):
        st.warning(problem)
    progress = seed_tickets.progress(workspace)
    st.progress(progress.share, text=f"{progress.labelled} of {progress.asked} labelled")
    # Nothing is suggested: these labels are what the first router is measured by.
    shown = card.Shown(
        ticket, name, (), taxonomy.names, origin=ORIGIN, basis=Basis.GUIDED,
        chance=seed_tickets.chance(workspace, ticket.key),
    )  # fmt: skip
    last = reviews.last_of(workspace, name)
    undo = partial(_undo, workspace, last) if last and last.origin == ORIGIN else None
    card.show(shown, partial(_act, workspace), undo)


def _act(workspace: Workspace, review: Review) -> None:
    try:
        record_review(
            workspace, review, reviewing(review.reviewer),
            only_if_open=review.verdict is not Verdict.NOTED,
        )  # fmt: skip
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
    if review.verdict is not Verdict.NOTED:
        card.close()


def _undo(workspace: Workspace, last: Review) -> None:
    try:
        undo_review(workspace, last.review_id, reviewing(last.reviewer), origin=ORIGIN)
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
    card.close()
