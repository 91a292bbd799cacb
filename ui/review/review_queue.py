"""The review queue on screen: the next ticket that waits, held for this reviewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyarrow as pa
import streamlit as st

from roi.numbers import number, seconds
from roi.numbers.durations import duration
from store import runs, taxonomies
from store.reviewing import locks, review_figures, reviews
from store.reviewing.locks import Holder
from store.reviewing.waiting import ReviewFilter
from store.runs import Run
from store.workspace import Workspace
from ui.review import card
from ui.shell.server.process import process
from ui.shell.session import reviewer
from ui.shell.session.actor import reviewing
from ui.shell.texts import plain, text
from usecases.learning import training
from usecases.reviewing.queue import review_queue
from usecases.reviewing.session import ReviewSession

HEARTBEAT_SECONDS: Final = 30
LOOK_AGAIN_SECONDS: Final = 5
_SELECTION: Final = "review_selection"


def show(workspace: Workspace, run: Run, name: str, wanted: ReviewFilter) -> None:
    """What waits by the policy of the run, one ticket after the other."""
    if not name:
        ask_who()
        return
    with st.spinner(text("review.looking_tickets_wait")):
        queued = review_queue(workspace, run.run_id, wanted)
    holder = reviewer.holder(name)
    closed = reviewer.closed_tabs(workspace, holder)
    go_through(
        ReviewSession(workspace, run, holder, queued, wanted.wanted, closed=closed),
        selection=wanted,
    )


def settle(workspace: Workspace, run: Run, name: str) -> None:
    """The tickets that two people judged differently, for a third to settle."""
    if not name:
        ask_who()
        return
    st.caption(text("review.settle"))
    holder = reviewer.holder(name)
    nothing = pa.table({"ticket_key": pa.array([], pa.int64()), "place": pa.array([], pa.int64())})
    go_through(
        ReviewSession(workspace, run, holder, nothing, origin="disagreement"), selection="settle"
    )


def ask_who() -> None:
    """Nobody reviews without a name, and whoever signed in to view does not review."""
    why = "viewer" if process().settings.sign_in else "who"
    with st.container(border=True, horizontal_alignment="center"):
        st.header(text(f"review.{why}"), anchor=False)
        st.caption(text(f"review.{why}_next"))


def go_through(
    session: ReviewSession, selection: object, end: Callable[[], None] | None = None
) -> None:
    """Go through its tickets; each step redraws the ticket and nothing else.

    selection: what tells this session from another; tickets of the other one are given free.
    end: drawn when nothing is left, before what is said of it anyway.
    """
    _tickets(session, repr((session.run.run_id, session.origin, selection)), end)
    heartbeat(session.workspace, session.holder)


def begin_with(workspace: Workspace, holder: Holder, mark: str) -> None:
    """These tickets are gone through now: those held of others before are given free."""
    if st.session_state.get(_SELECTION, mark) != mark:
        locks.release(workspace, holder)
    st.session_state[_SELECTION] = mark


@st.fragment(run_every=HEARTBEAT_SECONDS)
def heartbeat(workspace: Workspace, holder: Holder) -> None:
    """Tickets stay with their reviewer as long as the browser tab is open."""
    locks.renew(workspace, holder)


@st.fragment
def _tickets(session: ReviewSession, mark: str, end: Callable[[], None] | None) -> None:
    names = taxonomies.version(session.workspace, session.run.taxonomy_id).taxonomy
    context = card.CardContext(
        session.workspace, session.holder.reviewer, session.holder.session, mark, names.categories
    )
    taken = card.answered(context, session)
    begin_with(session.workspace, session.holder, mark)
    if taken:
        at = process()
        training.train_if_due(
            at.jobs, session.workspace, at.settings.models, reviewing(session.holder.reviewer)
        )
    last = reviews.last_of(session.workspace, session.holder.reviewer)
    if not card.show(context, session, taken, _progress(session), can_undo=last is not None):
        if end:
            end()
        st.fragment(_nothing_left, run_every=LOOK_AGAIN_SECONDS)(session)


def _nothing_left(session: ReviewSession) -> None:
    """Nothing to do right now; what others or a new policy give free turns up by itself."""
    if session.held() or runs.one(session.workspace, session.run.run_id) != session.run:
        st.rerun()
    with st.container(border=True, horizontal_alignment="center"):
        st.header(text("review.done"), anchor=False)
        others = locks.others(session.workspace, session.holder)
        held = (
            text("review.still_has_tickets_on_screen").format(others=plain(", ".join(others)))
            if others
            else ""
        )
        st.caption(held + text("review.done_next"))


def _progress(session: ReviewSession) -> str:
    pace = review_figures.pace(session.workspace, session.holder.reviewer)
    left = session.left()
    parts = [
        text("review.done_today").format(today=number(pace.today)),
        text("review.left").format(left=number(left)),
    ]
    to_go = pace.seconds_for(left)
    if to_go is not None:
        parts.append(
            text("review.a_ticket_median_n").format(seconds=seconds(pace.seconds), n=number(pace.n))
        )
        parts.append(text("review.about_to_go").format(to_go=duration(to_go)))
    if others := locks.others(session.workspace, session.holder):
        parts.append(text("review.at_work_too").format(others=", ".join(others)))
    return " · ".join(parts)
