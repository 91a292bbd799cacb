"""Labels that are probably wrong: one after the other, and what was found says of the rest."""

from __future__ import annotations

import streamlit as st

from jobs import Job
from roi.numbers import number
from store import taxonomies
from store.learning import label_checks
from store.reviewing import reviews
from store.runs import Run
from store.workspace import Workspace
from ui.misroutes import checking
from ui.review import card, review_queue
from ui.shell import figure_texts, frame, jobs, provenance
from ui.shell.core_sentences import told, translated
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
    context = card.CardContext(workspace, name, work.holder.session, "labels", categories)
    taken = card.answered(context, work)
    review_queue.begin_with(workspace, work.holder, "labels")
    can_undo = reviews.last_of(workspace, name) is not None
    if not card.show(context, work, taken, _status(audit(workspace)), can_undo=can_undo):
        st.success(text("review.labels_done"))


def _status(found: LabelAudit) -> str:
    return text("review.of_this_ten_of_decided_changed").format(
        place=found.place,
        decided=number(found.decided),
        size=number(found.size),
        changed=number(found.changed),
    )


@st.fragment(run_every=review_queue.LOOK_AGAIN_SECONDS)
def _cards(workspace: Workspace, run: Run) -> None:
    found = audit(workspace)
    rest, blind = found.wrong_of_rest, blind_accuracy(workspace, run.run_id).as_exported
    with frame.row("cards", "_labels"):
        provenance.card(
            text("review.labels_on_the_list"),
            number(found.size),
            Origin(
                "computed",
                text("review.decided_changed").format(
                    decided=number(found.decided), changed=number(found.changed)
                ),
            ),
        )
        provenance.card(
            text("review.wrong_among_the_other").format(rest=number(found.rest)),
            figure_texts.share(rest),
            from_tickets(rest, text("review.drawn_by_lot"))
            if rest
            else Origin("missing", _not_known(found)),
            help=text("review.labels_rest"),
        )
        provenance.card(
            text("review.labels_that_blind_looks_confirm"), figure_texts.share(blind),
            from_tickets(blind, text("shared.blind_looks")) if blind
            else Origin("missing", text("review.no_blind_look_at_a_labelled")),
            help=text("review.labels_blind"),
        )  # fmt: skip


def _not_known(found: LabelAudit) -> str:
    if not found.rest:
        return text("review.labels_done")
    return text("review.three_of_every_come_by_lot").format(lot=LOT)


def _gain(workspace: Workspace) -> None:
    job = process().jobs.at(correction_gain.job_key(workspace))
    with st.container(border=True):
        st.subheader(text("review.what_correcting_them"), anchor=False)
        if job and job.live:
            _live(workspace)
            return
        if job and job.error:
            st.error(told(job.error))
        found = correction_gain.kept(workspace)
        if found:
            st.markdown(found.in_words())
        st.caption(text("review.gain"))
        if st.button(
            text("review.measure_it_anew") if found else text("review.measure_it"),
            key="labels_gain",
        ):
            correction_gain.start(process().jobs, workspace, process().settings.models, actor())
            st.rerun()


@st.fragment(run_every=jobs.LIVE_SECONDS)
def _live(workspace: Workspace) -> None:
    job: Job | None = process().jobs.at(correction_gain.job_key(workspace))
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    st.progress(
        progress.share, text=f"{translated(progress.phase)} {jobs.in_words(progress) or ''}"
    )
