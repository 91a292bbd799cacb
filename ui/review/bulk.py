"""Bulk accept: what it takes, the sample by hand, what it proved, and the way back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.numbers import moment, number, percent
from routing.evaluation.statistics.acceptance import at_least, sample_size
from routing.evaluation.statistics.intervals import proportion
from store.reviewing import bulk, locks
from store.reviewing.bulk import SampleCheck
from store.reviewing.locks import Holder
from store.reviewing.waiting import ReviewFilter
from store.runs import Run
from store.workspace import Workspace
from ui.review import review_queue
from ui.shell import figure_texts, frame
from ui.shell.provenance import card
from ui.shell.session import reviewer
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
        _say(
            text("review.tickets_match").format(num_rows=number(found.num_rows)),
            text("review.bulk_small"),
        )
    elif done < size and checked.wrong <= wrong:
        session = ReviewSession(
            workspace, run, holder, sample, wanted=False, origin="sample"
        )  # fmt: skip
        review_queue.go_through(
            session, selection=("bulk", wanted, size), end=lambda: _look_again(session, size)
        )
    elif checked.wrong > wrong:
        _say(
            text("review.of_were_wrong_were_allowed").format(
                done=checked.wrong, done_2=done, wrong=wrong
            ),
            text("review.bulk_failed"),
        )
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
            text("review.of_the_tickets_under_these").format(
                known=number(known), otherwise=number(otherwise), share=figure_texts.share(share)
            )
        )


def _cards(tickets: int, size: int, checked: SampleCheck) -> None:
    done, right = checked.done, checked.right
    with frame.row("cards", "_bulk"):
        card(
            text("review.tickets_that_match"),
            number(tickets),
            Origin("computed", text("review.the_filters_above")),
        )
        card(
            text("review.sample_to_decide_by_hand"),
            text("shared.n_of").format(n=number(done), total=number(size)),
            Origin("computed", _method()),
        )
        proved = percent(at_least(right, done)) if done else "–"
        note = (
            text("review.of_right_95_certainty").format(right=right, done=done)
            if done
            else text("review.nothing_checked_yet")
        )
        if checked.known:
            note += text("review.known_labels_of_are_others").format(
                known_otherwise=checked.known_otherwise, known=checked.known
            )
        card(text("review.right_at_least"), proved, Origin("measured", note), help=_method())


def _method() -> str:
    return text("review.clopper_pearson_one_sided")


def _look_again(session: ReviewSession, size: int) -> None:
    found = bulk.checked(session.workspace, session.queued, session.run.run_id)
    if found.done >= size:
        st.rerun()


def _accept(session: ReviewSession, done: int, right: int) -> None:
    proof = text("review.of_of_a_random_sample_right_at").format(
        right=right, done=done, right_2=percent(at_least(right, done))
    )
    locks.release(session.workspace, session.holder)
    with st.container(border=True):
        st.markdown(text("review.of_the_others_with_a_certainty").format(proof=proof))
        others = session.queued.num_rows - done
        if st.button(
            text("review.accept_the_other_tickets").format(others=number(others)),
            type="primary",
            key="bulk_accept",
        ):
            note = text("review.clopper_pearson").format(proof=proof)
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
        when = f"{moment(newest.at)} UTC"
        st.markdown(
            text("review.accepted_tickets_together").format(
                reviewer=plain(newest.reviewer),
                tickets=number(newest.tickets),
                when=when,
                note=plain(newest.note),
            )
        )
        if st.button(text("review.take_back"), key="bulk_take_back"):
            take_back_together(workspace, newest, reviewing(holder.reviewer))
            st.rerun()


def _say(head: str, rest: str) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.header(head, anchor=False)
        st.caption(rest)
