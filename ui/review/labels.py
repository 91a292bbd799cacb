"""Labels that are probably wrong: one after the other, and what was found says of the rest."""

from __future__ import annotations

import streamlit as st

from jobs import Job
from store import taxonomies
from store.learning import label_checks
from store.reviewing import reviews
from store.runs import Run
from store.workspace import Workspace
from ui.misroutes import checking
from ui.review import card, review_queue
from ui.shell import figure_texts, frame, jobs, provenance
from ui.shell.server.process import process
from ui.shell.session import reviewer
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.evaluation.blind_accuracy import blind_accuracy
from usecases.labels import correction_gain
from usecases.labels.work_list import LOT, LabelAudit, LabelWork, audit
from usecases.provenance import Origin
from usecases.provenance import measured as from_tickets


def show(workspace: Workspace, run: Run, name: str) -> None:
    """The check, the list ten at a time, what it says of the rest, and what it gains."""
    checking.panel(workspace)
    if not label_checks.doubted(workspace):
        st.info(text("review.labels_none"))
        return
    if not name:
        review_queue.ask_who()
        return
    _work(workspace, run, LabelWork(workspace, reviewer.holder(name)))
    review_queue.heartbeat(workspace, reviewer.holder(name))
    _cards(workspace, run)
    _gain(workspace)


@st.fragment
def _work(workspace: Workspace, run: Run, work: LabelWork) -> None:
    categories = taxonomies.version(workspace, run.taxonomy_id).taxonomy.categories
    name = work.holder.reviewer
    desk = card.Desk(workspace, name, work.holder.session, "labels", categories)
    taken = card.answered(desk, work)
    review_queue.begin_with(workspace, work.holder, "labels")
    can_undo = reviews.last_of(workspace, name) is not None
    if not card.show(desk, work, taken, _status(audit(workspace)), can_undo=can_undo):
        st.success(text("review.labels_done"))


def _status(found: LabelAudit) -> str:
    return (
        f"{found.place} of this ten · {found.decided:,} of {found.size:,} decided, "
        f"{found.changed:,} changed"
    )


@st.fragment(run_every=review_queue.LOOK_AGAIN_SECONDS)
def _cards(workspace: Workspace, run: Run) -> None:
    found = audit(workspace)
    rest, blind = found.wrong_of_rest, blind_accuracy(workspace, run.run_id).as_exported
    with frame.row("cards", "_labels"):
        provenance.card(
            "Labels on the list", f"{found.size:,}",
            Origin("computed", f"{found.decided:,} decided, {found.changed:,} changed"),
        )  # fmt: skip
        provenance.card(
            f"Wrong among the other {found.rest:,}", figure_texts.share(rest),
            from_tickets(rest, "drawn by lot") if rest
            else Origin("missing", f"three of every {LOT} come by lot and will tell"),
            help=text("review.labels_rest"),
        )  # fmt: skip
        provenance.card(
            "Labels that blind looks confirm", figure_texts.share(blind),
            from_tickets(blind, "blind looks") if blind
            else Origin("missing", "no blind look at a labelled ticket yet"),
            help=text("review.labels_blind"),
        )  # fmt: skip


def _gain(workspace: Workspace) -> None:
    job = process().jobs.at(correction_gain.job_key(workspace))
    with st.container(border=True):
        st.subheader(text("review.what_correcting_them"), anchor=False)
        if job and job.live:
            _live(workspace)
            return
        if job and job.error:
            st.error(job.error)
        found = correction_gain.kept(workspace)
        if found:
            st.markdown(found.in_words())
        st.caption(text("review.gain"))
        if st.button("Measure it anew" if found else "Measure it", key="labels_gain"):
            correction_gain.start(process().jobs, workspace, process().settings.models, actor())
            st.rerun()


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _live(workspace: Workspace) -> None:
    job: Job | None = process().jobs.at(correction_gain.job_key(workspace))
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    st.progress(progress.share, text=f"{progress.phase} {jobs.in_words(progress) or ''}")
