"""The review queue on screen: the next ticket that waits, held for this reviewer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pyarrow as pa
import streamlit as st

from roi.durations import duration
from roi.numbers import seconds
from routing.decision import Alternative, Decision
from routing.errors import WorkspaceError
from routing.taxonomy import UNKNOWN
from store import blind_looks, review_locks, reviews, runs, settings, taxonomies, tickets
from store.review_locks import BlindLooks, Claim, Holder, ReviewFilter
from store.reviews import Basis, Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from ui.review import card, reviewer
from ui.shell.actor import reviewing
from ui.shell.process import process
from ui.shell.texts import plain, text
from usecases import learning
from usecases.hidden_suggestions import is_hidden
from usecases.review_decisions import decide_held, undo_review
from usecases.review_queue import done_share, review_queue

HEARTBEAT_SECONDS: Final = 30
LOOK_AGAIN_SECONDS: Final = 5
_PROBLEM: Final = "review_problem"
_SELECTION: Final = "review_selection"


@dataclass(frozen=True, slots=True)
class ReviewSession:
    """Tickets to go through, and who does it.

    queued: the tickets in their order. wanted: those asked for by hand come first.
    origin: goes into the record; only `queue` takes second looks, and tickets drawn by lot where
        it is not narrowed.
    is_blind: every ticket is decided without its suggestion in view.
    """

    workspace: Workspace
    run: Run
    holder: Holder
    queued: pa.Table
    wanted: bool = True
    origin: str = "queue"
    is_blind: bool = False

    def take(self) -> Claim | None:
        """The ticket on screen, or the next one; None when nothing is left."""
        share, looks = 0.0, None
        if self.origin == "queue":
            share = settings.SECOND_LOOKS.of(self.workspace)
            # Who narrows the queue wants those tickets; the lot goes on in the whole one.
            if self.wanted:
                looks = BlindLooks(self.run.run_id, settings.BLIND_LOOKS.of(self.workspace))
        return review_locks.take(
            self.workspace, self.queued, self.holder, wanted=self.wanted,
            second_looks=share, blind_looks=looks,
            closed=reviewer.closed_tabs(self.workspace, self.holder),
        )  # fmt: skip


def show(workspace: Workspace, run: Run, name: str, wanted: ReviewFilter) -> None:
    """What waits by the policy of the run, one ticket after the other."""
    if not name:
        ask_who()
        return
    with st.spinner("Looking for tickets that wait …"):
        queued = review_queue(workspace, run.run_id, wanted)
    go_through(
        ReviewSession(workspace, run, reviewer.holder(name), queued, wanted.wanted),
        selection=wanted,
    )


def ask_who() -> None:
    """Nobody reviews without a name."""
    with st.container(border=True, horizontal_alignment="center"):
        st.header(text("review.who"), anchor=False)
        st.caption(text("review.who_next"))


def go_through(
    session: ReviewSession, selection: object, end: Callable[[], None] | None = None
) -> None:
    """Go through its tickets; each step redraws the ticket and nothing else.

    selection: what tells this session from another; a ticket of the other one is given free.
    end: drawn when nothing is left, before what is said of it anyway.
    """
    if st.session_state.get(_SELECTION, selection) != selection:
        review_locks.release(session.workspace, session.holder)
    st.session_state[_SELECTION] = selection
    _ticket_on_screen(session, end)
    _heartbeat(session.workspace, session.holder)


@st.fragment(run_every=HEARTBEAT_SECONDS)
def _heartbeat(workspace: Workspace, holder: Holder) -> None:
    """A ticket stays with its reviewer as long as the browser tab is open."""
    review_locks.renew(workspace, holder)


@st.fragment
def _ticket_on_screen(session: ReviewSession, end: Callable[[], None] | None) -> None:
    if problem := st.session_state.pop(_PROBLEM, None):
        st.warning(problem)
    claim = session.take()
    last = reviews.last_of(session.workspace, session.holder.reviewer)
    undo = partial(_undo, session.workspace, last, session.holder) if last else None
    _progress(session)
    shown = _shown(session, claim) if claim else None
    if claim and shown is None:
        # Its import was taken back in the meantime.
        review_locks.release(session.workspace, session.holder)
        st.rerun()
    if shown:
        card.show(shown, partial(_act, session.workspace, session.holder), undo)
        return
    if end:
        end()
    st.fragment(_nothing_left, run_every=LOOK_AGAIN_SECONDS)(session)
    if undo:
        st.button("Undo the last one", on_click=undo, key="undo_last", shortcut="U")


def _act(workspace: Workspace, holder: Holder, review: Review) -> None:
    try:
        decide_held(workspace, review, holder, reviewing(holder.reviewer))
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
    if review.verdict is not Verdict.NOTED:
        card.close()
    at = process()
    learning.train_if_due(at.jobs, workspace, at.settings.models, reviewing(holder.reviewer))


def _undo(workspace: Workspace, last: Review, holder: Holder) -> None:
    try:
        undo_review(workspace, last.review_id, reviewing(holder.reviewer))
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
        return
    if last.verdict is not Verdict.NOTED:
        card.close()
        review_locks.retake(workspace, Claim(last.ticket_key, last.blind), holder)


def _nothing_left(session: ReviewSession) -> None:
    """Nothing to do right now; what others or a new policy give free turns up by itself."""
    if session.take() or runs.one(session.workspace, session.run.run_id) != session.run:
        st.rerun()
    with st.container(border=True, horizontal_alignment="center"):
        st.header(text("review.done"), anchor=False)
        others = review_locks.others(session.workspace, session.holder)
        held = f"{plain(', '.join(others))} still has a ticket on screen. " if others else ""
        st.caption(held + text("review.done_next"))


def _progress(session: ReviewSession) -> None:
    pace = reviews.pace(session.workspace, session.holder.reviewer)
    left = review_locks.left(session.workspace, session.queued, wanted=session.wanted)
    parts = [f"**{pace.today:,}** done today", f"**{left:,}** left"]
    to_go = pace.seconds_for(left)
    if to_go is not None:
        parts.append(f"{seconds(pace.seconds)} a ticket (median, n = {pace.n:,})")
        parts.append(f"about {duration(to_go)} to go")
    if others := review_locks.others(session.workspace, session.holder):
        parts.append(f"{plain(', '.join(others))} at work, too")
    st.markdown(" · ".join(parts))
    st.progress(done_share(left, session.queued))


def _shown(session: ReviewSession, claim: Claim) -> card.Shown | None:
    """What is known of the ticket; None where it is gone."""
    ticket = tickets.one(session.workspace, claim.ticket_key)
    if ticket is None:
        return None
    names = taxonomies.version(session.workspace, session.run.taxonomy_id).taxonomy.names
    reviewer_name = session.holder.reviewer
    chance = (
        None if claim.blind
        else blind_looks.chance(session.workspace, claim.ticket_key, reviewer_name)
    )  # fmt: skip
    hidden = is_hidden(session.workspace, session.run, claim.ticket_key, reviewer_name)
    if claim.blind or session.is_blind or hidden:
        return card.Shown(
            ticket, reviewer_name, (), names, origin=session.origin, run_id=session.run.run_id,
            blind=claim.blind, basis=Basis.BLIND, chance=chance,
        )  # fmt: skip
    sent = review_locks.wanted_by(session.workspace, claim.ticket_key)
    plainly = card.Shown(
        ticket, reviewer_name, (), names, why=sent or "", origin=session.origin,
        label=text("review.sent") if sent else "",
    )  # fmt: skip
    answer = review_locks.answer(session.workspace, session.run.run_id, claim.ticket_key)
    return _suggested(plainly, answer, session.run) if answer else plainly


def _suggested(shown: card.Shown, answer: Decision, run: Run) -> card.Shown:
    """With what the run says of the ticket; who asked for it by hand is said first."""
    first = () if answer.category == UNKNOWN else (Alternative(answer.category, answer.confidence),)
    kind = answer.review_kind
    return replace(
        shown,
        suggestions=(*first, *answer.alternatives),
        why=shown.why or answer.review_reason or "",
        label=shown.label or (text(f"review.{kind.name}") if kind else ""),
        reason=answer.reason,
        run_id=run.run_id,
    )
