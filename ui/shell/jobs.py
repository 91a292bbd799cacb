"""Live views of the background job of a workspace; any session can look and steer."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from jobs import Job, Progress
from roi.numbers import amount, hours, number, percent
from roi.numbers.durations import duration
from store import decisions, runs
from store.workspace import Workspace
from ui.shell import tables, traffic
from ui.shell.answer import escaped
from ui.shell.core_sentences import told, translated
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases import job_control
from usecases.actor import NotAllowed
from usecases.business_case.run_gains import run_gains
from usecases.job_control import Step

LIVE_SECONDS = 1.0
# Of a short phase its share would be too narrow to see.
MIN_WIDTH = 0.05
TOLD = "job_told"
# Jobs whose outcome is a sentence of its own.
TELL_THEMSELVES = frozenset({"import", "push"})


def current(workspace: Workspace) -> Job | None:
    """The job of the workspace, live or just ended."""
    return process().jobs.at(str(workspace.path))


def sidebar_status(workspace: Workspace) -> None:
    """One line about the job in the sidebar, on every screen."""
    job = current(workspace)
    if job and job.live:
        _sidebar_live(workspace)
    else:
        st.caption(text("jobs.no_job_is_running"))


def panel(workspace: Workspace, told: str = "") -> None:
    """The live job at full width with its controls.

    told: the kind of job whose end is told here, too; other screens keep silent about it.
    """
    job = current(workspace)
    if job and job.live:
        _panel_live(workspace)
    elif job and (job.error or job.kind == told):
        _ended(job, workspace)


def in_words(progress: Progress) -> str:
    """Count, rate and time left of a job as one line.

    >>> in_words(Progress("Routing tickets", 50, 200, 12.5, 12.0))
    '50 of 200 · 12.5 a second · about 12 s left'
    """
    parts = (
        [text("shared.n_of").format(n=number(progress.done), total=number(progress.total))]
        if progress.total
        else []
    )
    if progress.rate:
        parts.append(text("jobs.a_second").format(rate=number(progress.rate, 1)))
    if progress.seconds_left is not None:
        parts.append(text("jobs.about_left").format(seconds_left=duration(progress.seconds_left)))
    return " · ".join(parts)


@st.fragment(run_every=LIVE_SECONDS * 2)
def _sidebar_live(workspace: Workspace) -> None:
    job = current(workspace)
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    st.caption(f"{translated(job.title).split(' · ')[0]}: {translated(progress.phase)}")
    st.progress(progress.share)


@st.fragment(run_every=LIVE_SECONDS)
def _panel_live(workspace: Workspace) -> None:
    job = current(workspace)
    if job is None or not job.live:
        st.rerun()
    progress = job.progress()
    with st.container(border=True):
        state = text("jobs.paused") if job.control.paused else translated(progress.phase)
        st.markdown(f"**{told(job.title)}** — {state}")
        _phases(progress)
        if progress.traffic:
            traffic.show(progress.traffic)
        _controls(job)


def _phases(progress: Progress) -> None:
    """Every phase as long as its time, how far the present one is, and what is left of all."""
    if not progress.phases:
        st.progress(progress.share, text=in_words(progress) or " ")
        return
    parts = "".join(
        f'<div class="{each.state.split()[0]}" style="flex:{max(each.weight, MIN_WIDTH):.3f}">'
        f'<div class="track"><i style="width:{each.share:.1%}"></i></div>'
        f"<span>{escaped(translated(each.name))}</span></div>"
        for each in progress.phases
    )
    st.html(
        f'<div class="phases" role="img" aria-label="{escaped(translated(progress.phase))}, '
        f'{percent(progress.share, 0)} of the whole">{parts}</div>'
    )
    st.caption(in_words(progress) or text("jobs.starting"))


def _controls(job: Job) -> None:
    with st.container(horizontal=True):
        if job.kind == "run" and job.control.paused:
            st.button(text("shared.go_on"), on_click=steer, args=(job, "resume"), key="job_go_on")
        elif job.kind == "run":
            st.button(text("shared.pause"), on_click=steer, args=(job, "pause"), key="job_pause")
        st.button(text("shared.cancel"), on_click=steer, args=(job, "cancel"), key="job_cancel")


def steer(job: Job, step: Step) -> None:
    """Pause, resume or cancel it for whoever sits here, or say why not."""
    try:
        job_control.steer(job, step, actor())
    except NotAllowed as problem:
        st.toast(told(problem), icon=":material/lock:")


def _ended(job: Job, workspace: Workspace) -> None:
    """What came of it; that it is done is told on one screen, until that is left."""
    if not job.error and not _is_told_here(job):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.error:
            st.error(told(job.error))
        elif job.kind in TELL_THEMSELVES and job.outcome != "cancelled":
            st.success(told(job.outcome or text("jobs.the_import_has_ended")))
        elif job.outcome == "finished":
            st.success(text("jobs.is_finished").format(title=told(job.title)))
        else:
            st.info(
                text("jobs.what_was_decided_is_kept_you").format(
                    title=told(job.title), outcome=translated(job.outcome or "")
                )
            )
        if st.button(
            text("workspace.dismiss"), icon=":material/close:", type="tertiary", key="job_dismiss"
        ):
            process().jobs.forget(str(workspace.path))
            st.rerun()


def _is_told_here(job: Job) -> bool:
    """Whether this session hears of the end for the first time, or still on that very screen."""
    context = get_script_run_ctx()
    here = (id(job), context.page_script_hash if context else "")
    if st.session_state.get(TOLD, (None,))[0] != here[0]:
        st.session_state[TOLD] = here
    return bool(st.session_state[TOLD] == here)


def counters(workspace: Workspace, run_id: int) -> None:
    """What the run has gained so far, fresh while it goes on."""
    job = current(workspace)
    live = job is not None and job.live
    st.fragment(_counters, run_every=LIVE_SECONDS if live else None)(workspace, run_id)


def _counters(workspace: Workspace, run_id: int) -> None:
    gains = run_gains(workspace, runs.one(workspace, run_id))
    code = gains.scenario.currency
    with st.container(horizontal=True, key="cards_counters"):
        st.metric(
            text("jobs.tickets_routed"),
            number(gains.decided),
            border=True,
            delta=text("jobs.of_total").format(total=number(gains.total)),
            delta_color="off",
            delta_arrow="off",
        )
        st.metric(
            text("shared.routed_alone"),
            number(gains.alone),
            border=True,
            delta=percent(gains.share_alone),
            delta_color="off",
            delta_arrow="off",
        )
        st.metric(
            text("jobs.sorting_time_freed"),
            hours(gains.hours),
            border=True,
            delta_color="off",
            delta=text("jobs.a_month_at_your_volume").format(
                hours_a_month=hours(gains.hours_a_month)
            ),
            delta_arrow="off",
        )
        ended = percent(gains.scenario["cashable_share"], 0)
        st.metric(
            text("jobs.paid_work_ended"),
            amount(gains.money, code),
            border=True,
            delta=text("jobs.of_that_time_before_costs").format(ended=ended),
            delta_color="off",
            delta_arrow="off",
        )


def latest_answers(workspace: Workspace, run_id: int) -> None:
    """The last few decisions of a run, fresh while it goes on."""
    job = current(workspace)
    live = job is not None and job.live
    st.caption(text("jobs.last_answers"))
    st.fragment(_answers, run_every=LIVE_SECONDS * 2 if live else None)(workspace, run_id)


def _answers(workspace: Workspace, run_id: int) -> None:
    found = decisions.latest_answers(workspace, run_id)
    st.dataframe(
        tables.in_words(found),
        hide_index=True,
        column_config=tables.ANSWERS,
        alt=text("jobs.last_answers"),
    )
