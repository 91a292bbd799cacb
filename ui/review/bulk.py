"""Bulk accept: what it takes, the sample by hand, what it proved, and the way back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.numbers import percent
from routing.evaluation.statistics.acceptance import at_least, sample_size
from routing.evaluation.statistics.intervals import proportion
from store.reviewing import bulk, locks
from store.reviewing.bulk import SampleCheck
from store.reviewing.locks import Holder
from store.reviewing.waiting import ReviewFilter
from store.runs import Run
from store.workspace import Workspace
from ui.review import review_queue, reviewer
from ui.shell import figure_texts, frame
from ui.shell.provenance import card
from ui.shell.session.actor import reviewing
from ui.shell.texts import plain, text
from usecases.provenance import Origin
from usecases.reviewing.bulk import candidates, known_otherwise
from usecases.reviewing.decisions import accept_together, take_back_together
from usecases.reviewing.session import ReviewSession

PRECISIONS: Final = (0.80, 0.90, 0.95, 0.98)


def show(workspace: Workspace, run: Run, name: str, wanted: ReviewFilter) -> None:
    """From the filtered set to the accepted one, one step at a time."""
    if not name:
        review_queue.ask_who()
        return
    st.caption(text("review.bulk"))
    holder = reviewer.holder(name)
    _take_back(workspace, holder)
    asked, wrong = _asked()
    size = sample_size(asked, wrong)
    found = candidates(workspace, run.run_id, wanted)
    sample = found.slice(0, size)
    checked = bulk.checked(workspace, sample, run.run_id)
    done, right = checked.done, checked.right
    _cards(found.num_rows, size, checked)
    _known_labels(workspace, run, wanted)
    if not found.num_rows:
        _say(text("review.bulk_none"), text("review.bulk_none_next"))
    elif found.num_rows <= size:
        _say(f"{found.num_rows:,} tickets match.", text("review.bulk_small"))
    elif done < size and done - right <= wrong:
        session = ReviewSession(
            workspace, run, holder, sample, wanted=False, origin="sample"
        )  # fmt: skip
        review_queue.go_through(
            session, selection=("bulk", wanted, size), end=lambda: _look_again(session, size)
        )
    elif done - right > wrong:
        _say(
            f"{done - right} of {done} were wrong, {wrong} were allowed.",
            text("review.bulk_failed"),
        )  # fmt: skip
    else:
        _accept(ReviewSession(workspace, run, holder, found), done, right)


def _asked() -> tuple[float, int]:
    with frame.row("filters", "_bulk"):
        asked = st.selectbox(
            text("review.right_at_least"), PRECISIONS, index=1,
            format_func=lambda share: percent(share, 0), key="bulk_precision",
            persist_state="session", help=text("review.bulk_precision"),
        )  # fmt: skip
        wrong = st.selectbox(
            text("review.wrong_ones_allowed"), (0, 1, 2, 3), key="bulk_wrong",
            persist_state="session", help=text("review.bulk_wrong"),
        )  # fmt: skip
    return asked, wrong


def _known_labels(workspace: Workspace, run: Run, wanted: ReviewFilter) -> None:
    """What the labels that are known already say of suggestions like these."""
    known, otherwise = known_otherwise(workspace, run.run_id, wanted)
    share = proportion(otherwise, known)
    if share:
        st.markdown(
            f"Of the {known:,} tickets under these filters whose label is known already, "
            f"**{otherwise:,}** have another one than suggested ({figure_texts.share(share)})."
        )


def _cards(tickets: int, size: int, checked: SampleCheck) -> None:
    done, right = checked.done, checked.right
    with frame.row("cards", "_bulk"):
        card("Tickets that match", f"{tickets:,}", Origin("computed", "the filters above"))
        card("Sample to decide by hand", f"{done:,} of {size:,}", Origin("computed", _method()))
        proved = percent(at_least(right, done)) if done else "–"
        note = f"{right} of {done} right · 95 % certainty" if done else "nothing checked yet"
        if checked.known:
            note += f" · known labels: {checked.known_otherwise} of {checked.known} are others"
        card("Right, at least", proved, Origin("measured", note), help=_method())


def _method() -> str:
    return "Clopper-Pearson, one-sided"


def _look_again(session: ReviewSession, size: int) -> None:
    found = bulk.checked(session.workspace, session.queued, session.run.run_id)
    if found.done >= size:
        st.rerun()


def _accept(session: ReviewSession, done: int, right: int) -> None:
    proof = f"{right} of {done} of a random sample right: at least {percent(at_least(right, done))}"
    locks.release(session.workspace, session.holder)
    with st.container(border=True):
        st.markdown(f"{proof} of the others, with a certainty of 95 %.")
        others = session.queued.num_rows - done
        if st.button(f"Accept the other {others:,} tickets", type="primary", key="bulk_accept"):
            note = f"{proof}, Clopper-Pearson"
            accept_together(
                session.workspace, session.queued, session.run.run_id, session.holder,
                reviewing(session.holder.reviewer), note=note,
            )  # fmt: skip
            st.rerun()


def _take_back(workspace: Workspace, holder: Holder) -> None:
    newest = bulk.newest(workspace)
    if newest is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        when = f"{newest.at:%d %b %H:%M} UTC".lstrip("0")
        st.markdown(
            f"{plain(newest.reviewer)} accepted {newest.tickets:,} tickets together on {when}: "
            f"{plain(newest.note)}."
        )
        if st.button(text("review.take_back"), key="bulk_take_back"):
            take_back_together(workspace, newest, reviewing(holder.reviewer))
            st.rerun()


def _say(head: str, rest: str) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.header(head, anchor=False)
        st.caption(rest)
