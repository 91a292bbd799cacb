"""The desk: the next ticket that waits, held for this reviewer, and the one after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import pyarrow as pa
import streamlit as st

from routing.decision import Alternative, Decision
from routing.errors import WorkspaceError
from routing.taxonomy import UNKNOWN
from store import review_locks, reviews, runs, settings, taxonomies, tickets
from store.review_locks import Claim, Holder, ReviewFilter
from store.reviews import Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from ui.review import card, reviewer
from ui.shell import jobs
from ui.shell.process import process
from ui.shell.texts import plain, text
from usecases import learning
from usecases.review_queue import review_queue

HEARTBEAT_SECONDS: Final = 30
LOOK_AGAIN_SECONDS: Final = 5
_PROBLEM: Final = "review_problem"
_PILE: Final = "review_pile"


@dataclass(frozen=True, slots=True)
class Pile:
    """Tickets to go through, and who does it.

    line: the tickets in their order. wanted: those asked for by hand come first.
    origin: goes into the record; only `queue` takes second looks.
    """

    workspace: Workspace
    run: Run
    holder: Holder
    line: pa.Table
    wanted: bool = True
    origin: str = "queue"

    def take(self) -> Claim | None:
        """The ticket on screen, or the next one; None when nothing is left."""
        share = settings.SECOND_LOOKS.of(self.workspace) if self.origin == "queue" else 0.0
        return review_locks.take(
            self.workspace, self.line, self.holder, wanted=self.wanted,
            second_looks=share,
            closed=reviewer.closed_tabs(self.workspace, self.holder),
        )  # fmt: skip


def show(workspace: Workspace, run: Run, name: str, wanted: ReviewFilter) -> None:
    """What waits by the policy of the run, one ticket after the other."""
    if not name:
        ask_who()
        return
    with st.spinner("Looking for tickets that wait …"):
        line = review_queue(workspace, run.run_id, wanted)
    work(Pile(workspace, run, reviewer.holder(name), line, wanted.wanted), mark=wanted)


def ask_who() -> None:
    """Nobody reviews without a name."""
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(text("review.who"), anchor=False)
        st.caption(text("review.who_next"))


def work(pile: Pile, mark: object, end: Callable[[], None] | None = None) -> None:
    """Go through a pile; each step redraws the desk and nothing else.

    mark: what tells this pile from another; a ticket of the other one is given free.
    end: drawn when nothing is left, before what is said of it anyway.
    """
    if st.session_state.get(_PILE, mark) != mark:
        review_locks.release(pile.workspace, pile.holder)
    st.session_state[_PILE] = mark
    _desk(pile, end)
    _heartbeat(pile.workspace, pile.holder)


@st.fragment(run_every=HEARTBEAT_SECONDS)
def _heartbeat(workspace: Workspace, holder: Holder) -> None:
    """A ticket stays with its reviewer as long as the browser tab is open."""
    review_locks.renew(workspace, holder)


@st.fragment
def _desk(pile: Pile, end: Callable[[], None] | None) -> None:
    if problem := st.session_state.pop(_PROBLEM, None):
        st.warning(problem)
    claim = pile.take()
    last = reviews.last_of(pile.workspace, pile.holder.reviewer)
    undo = partial(_undo, pile.workspace, last, pile.holder) if last else None
    _progress(pile)
    shown = _shown(pile, claim) if claim else None
    if claim and shown is None:
        # Its import was taken back in the meantime.
        review_locks.release(pile.workspace, pile.holder)
        st.rerun()
    if shown:
        card.show(shown, partial(_act, pile.workspace, pile.holder), undo)
        return
    if end:
        end()
    st.fragment(_nothing_left, run_every=LOOK_AGAIN_SECONDS)(pile)
    if undo:
        st.button("Undo the last one", on_click=undo, key="undo_last", shortcut="U")


def _act(workspace: Workspace, holder: Holder, review: Review) -> None:
    try:
        review_locks.decide(workspace, review, holder)
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
    if review.verdict is not Verdict.NOTED:
        card.close()
    at = process()
    learning.nudge(at.jobs, workspace, at.settings.models)


def _undo(workspace: Workspace, last: Review, holder: Holder) -> None:
    try:
        reviews.undo(workspace, last.review_id, holder.reviewer)
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
        return
    if last.verdict is not Verdict.NOTED:
        card.close()
        review_locks.retake(workspace, Claim(last.ticket_key, last.blind), holder)


def _nothing_left(pile: Pile) -> None:
    """Nothing to do right now; what others or a new policy give free turns up by itself."""
    if pile.take() or runs.one(pile.workspace, pile.run.run_id) != pile.run:
        st.rerun()
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(text("review.done"), anchor=False)
        others = review_locks.others(pile.workspace, pile.holder)
        held = f"{plain(', '.join(others))} still has a ticket on screen. " if others else ""
        st.caption(held + text("review.done_next"))


def _progress(pile: Pile) -> None:
    pace = reviews.pace(pile.workspace, pile.holder.reviewer)
    left = review_locks.left(pile.workspace, pile.line, wanted=pile.wanted)
    parts = [f"**{pace.today:,}** done today", f"**{left:,}** left"]
    if pace.seconds is not None:
        parts.append(f"{pace.seconds:.0f} s a ticket (median, n = {pace.n:,})")
        parts.append(f"about {jobs.duration(left * pace.seconds)} to go")
    if others := review_locks.others(pile.workspace, pile.holder):
        parts.append(f"{plain(', '.join(others))} at work, too")
    st.markdown(" · ".join(parts))
    st.progress(1 - left / max(1, pile.line.num_rows, left))


def _shown(pile: Pile, claim: Claim) -> card.Shown | None:
    """What is known of the ticket; None where it is gone."""
    ticket = tickets.one(pile.workspace, claim.ticket_key)
    if ticket is None:
        return None
    names = taxonomies.version(pile.workspace, pile.run.taxonomy_id).taxonomy.names
    sent = None if claim.blind else review_locks.wanted_by(pile.workspace, claim.ticket_key)
    plainly = card.Shown(
        ticket, pile.holder.reviewer, (), names, why=sent or "", origin=pile.origin,
        label=text("review.sent") if sent else "", blind=claim.blind,
    )  # fmt: skip
    answer = review_locks.answer(pile.workspace, pile.run.run_id, claim.ticket_key)
    return _suggested(plainly, answer, pile.run) if answer else plainly


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
