"""The desk: the next ticket that waits, held for this reviewer, and the one after it."""

from __future__ import annotations

from functools import partial
from typing import Final

import pyarrow as pa
import streamlit as st

from routing.decision import Alternative
from routing.errors import WorkspaceError
from routing.taxonomy import UNKNOWN
from store import claims, reviews, settings, taxonomies, tickets
from store.claims import Claim, Holder, Wish
from store.reviews import Review, Verdict
from store.runs import Run
from store.workspace import Workspace
from ui import jobs
from ui.review import card, reviewer
from ui.texts import plain, text

SECOND_LOOKS: Final = "second_looks"
_PROBLEM: Final = "review_problem"
_WISH: Final = "review_wish"
HEARTBEAT_SECONDS: Final = 30
LOOK_AGAIN_SECONDS: Final = 5


def show(workspace: Workspace, run: Run, name: str, wish: Wish) -> None:
    """Tickets one after the other; each step redraws the desk and nothing else."""
    if not name:
        with st.container(border=True, horizontal_alignment="center"):
            st.subheader(text("review.who"), anchor=False)
            st.caption(text("review.who_next"))
        return
    holder = reviewer.holder(name)
    if st.session_state.get(_WISH, wish) != wish:
        claims.release(workspace, holder)
    st.session_state[_WISH] = wish
    _desk(workspace, run, holder, wish)
    _heartbeat(workspace, holder)


def waiting(workspace: Workspace, run: Run, wish: Wish) -> pa.Table:
    """The line of a run, read once per state of the run."""
    state = (run.run_id, run.decided, run.policy_id)
    return _line(workspace, str(workspace.path), state, wish, run)


@st.cache_resource(max_entries=16, show_spinner="Looking for tickets that wait …")
def _line(_workspace: Workspace, path: str, state: object, wish: Wish, _run: Run) -> pa.Table:
    """Cached by path, state of the run and wish; an Arrow table cannot be changed."""
    del path, state
    return claims.line(_workspace, _run.run_id, wish, risky(_workspace, _run))


def risky(workspace: Workspace, run: Run) -> frozenset[str]:
    """The categories of high risk in the taxonomy of the run."""
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    return frozenset(c.name for c in taxonomy.categories if c.risk == "high")


@st.fragment(run_every=HEARTBEAT_SECONDS)
def _heartbeat(workspace: Workspace, holder: Holder) -> None:
    """A ticket stays with its reviewer as long as the browser tab is open."""
    claims.renew(workspace, holder)


@st.fragment
def _desk(workspace: Workspace, run: Run, holder: Holder, wish: Wish) -> None:
    if problem := st.session_state.pop(_PROBLEM, None):
        st.warning(problem)
    line = waiting(workspace, run, wish)
    claim = _take(workspace, line, holder, wish)
    last = reviews.last_of(workspace, holder.reviewer)
    undo = partial(_undo, workspace, last, holder) if last else None
    _progress(workspace, line, holder, wish)
    if claim is None:
        st.fragment(_nothing_left, run_every=LOOK_AGAIN_SECONDS)(workspace, line, holder, wish)
        if undo:
            st.button("Undo the last one", on_click=undo, key="undo_last", shortcut="U")
        return
    shown = _shown(workspace, run, claim, holder)
    card.show(shown, partial(_act, workspace, holder), undo)


def _take(workspace: Workspace, line: pa.Table, holder: Holder, wish: Wish) -> Claim | None:
    share = float(settings.get(workspace, SECOND_LOOKS) or 0)
    return claims.take(workspace, line, holder, wanted=wish.wanted, second_looks=share)


def _act(workspace: Workspace, holder: Holder, review: Review) -> None:
    try:
        claims.decide(workspace, review, holder)
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
    if review.verdict is not Verdict.NOTED:
        card.close()


def _undo(workspace: Workspace, last: Review, holder: Holder) -> None:
    try:
        reviews.undo(workspace, last.review_id, holder.reviewer)
    except WorkspaceError as problem:
        st.session_state[_PROBLEM] = str(problem)
        return
    if last.verdict is not Verdict.NOTED:
        card.close()
        claims.retake(workspace, Claim(last.ticket_key, last.blind), holder)


def _nothing_left(workspace: Workspace, line: pa.Table, holder: Holder, wish: Wish) -> None:
    """Nothing to do right now; what others give free turns up by itself."""
    if _take(workspace, line, holder, wish):
        st.rerun()
    with st.container(border=True, horizontal_alignment="center"):
        st.subheader(text("review.done"), anchor=False)
        others = claims.others(workspace, holder)
        held = f"{plain(', '.join(others))} still has a ticket on screen. " if others else ""
        st.caption(held + text("review.done_next"))


def _progress(workspace: Workspace, line: pa.Table, holder: Holder, wish: Wish) -> None:
    pace = reviews.pace(workspace, holder.reviewer)
    left = claims.left(workspace, line, wanted=wish.wanted)
    parts = [f"**{pace.today:,}** done today", f"**{left:,}** left"]
    if pace.seconds is not None:
        parts.append(f"{pace.seconds:.0f} s a ticket (median, n = {pace.n:,})")
        parts.append(f"about {jobs.duration(left * pace.seconds)} to go")
    if others := claims.others(workspace, holder):
        parts.append(f"{plain(', '.join(others))} at work, too")
    st.markdown(" · ".join(parts))
    st.progress(pace.done / max(1, pace.done + left))


def _shown(workspace: Workspace, run: Run, claim: Claim, holder: Holder) -> card.Shown:
    ticket = tickets.one(workspace, claim.ticket_key)
    if ticket is None:
        raise WorkspaceError("This ticket is gone; reload the screen.")
    answer = claims.answer(workspace, run.run_id, claim.ticket_key)
    names = taxonomies.version(workspace, run.taxonomy_id).taxonomy.names
    sent = None if claim.blind else claims.wanted_by(workspace, claim.ticket_key)
    if answer is None:
        return card.Shown(ticket, holder.reviewer, (), names, why=sent or "", label="Sent by hand")
    first = () if answer.category == UNKNOWN else (Alternative(answer.category, answer.confidence),)
    kind = answer.review_kind
    return card.Shown(
        ticket, holder.reviewer, (*first, *answer.alternatives), names,
        why=sent or answer.review_reason or "",
        label="Asked for" if sent else text(f"review.{kind.name}") if kind else "",
        reason=answer.reason, run_id=run.run_id, blind=claim.blind,
    )  # fmt: skip
