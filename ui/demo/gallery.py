"""The gallery of demo companies: each with its case, a way in, and a way back to what shipped."""

from __future__ import annotations

import streamlit as st

from jobs import Job
from jobs.errors import ExpectedError
from roi.export.report import Brand, Report
from roi.export.wording import verdict as words_of_verdict
from roi.numbers import number, payback
from ui.demo import brand, prospect_dialog
from ui.shell import answer, frame, verdict, workspace_menu
from ui.shell.answer import End, escaped
from ui.shell.core_sentences import told, translated
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.session.selection import current_workspace
from ui.shell.texts import text
from usecases.demo.building import start_building
from usecases.demo.gallery import Exhibit, building, gallery
from usecases.demo_companies import DemoCompany

POLL_SECONDS = 1.0


def is_under_way() -> bool:
    """Whether demos are being built right now."""
    job = building(process().jobs)
    return bool(job and job.live)


def show() -> None:
    """Title, the four cards, and the way to a prospect's own.

    What opens a dialog stands outside the part that is drawn again and again: it would close it.
    """
    st.title(text("demo.question"), anchor=False)
    st.caption(text("demo.four"))
    job = building(process().jobs)
    if job and job.error:
        st.error(told(job.error))
    ready = any(each.is_made for each in gallery(process().workspaces))
    polled = POLL_SECONDS if job and job.live else None
    st.fragment(_cards, run_every=polled)(ready=ready)
    _prospect(ready=ready)
    st.caption(text("demo.recorded"))


def _cards(*, ready: bool) -> None:
    job = building(process().jobs)
    exhibits = gallery(process().workspaces)
    if not ready and any(each.is_made for each in exhibits):
        st.rerun()  # the first is there, and with it the sidebar
    for number_of_row in (0, 2):
        with frame.row("halves", f"_demo{number_of_row}"):
            for each in exhibits[number_of_row : number_of_row + 2]:
                with st.container(border=True, height="stretch", key=f"demo_{each.company.key}"):
                    _card(each, job if job and job.live else None)


def _card(exhibit: Exhibit, job: Job | None) -> None:
    company = exhibit.company
    pill = _pill(exhibit.report) if exhibit.report else ""
    name = brand.banner(
        Brand(colour=company.colour), company.name, translated(company.branch),
        letter=company.logo_letter, large=True,
    )  # fmt: skip
    answer.draw(
        f'<div class="exhibit">{name}{pill}</div>', _figure(exhibit, job), _summary(company)
    )
    with st.container(horizontal=True):
        if not exhibit.is_made:
            if job is None and st.button(text("demo.make_it"), key=f"demo_make_{company.key}"):
                _build(company)
            return
        if st.button(
            text("demo.open"), key=f"demo_open_{company.key}", icon=":material/arrow_forward:"
        ):
            workspace_menu.go_to(company.name, "overview")
        if st.button(
            text("demo.reset_button"),
            key=f"demo_reset_{company.key}", icon=":material/undo:", type="tertiary",
            help=text("demo.reset"), disabled=job is not None,
        ):  # fmt: skip
            workspace_menu.stop_jobs(process().workspaces.open(company.name))
            _build(company)


def _build(company: DemoCompany) -> None:
    at = process()
    try:
        start_building(at.workspaces, at.jobs, at.scratch.folder_for("demo"), [company], actor())
    except ExpectedError as problem:
        st.toast(told(problem))
        return
    st.rerun()


def _pill(report: Report) -> str:
    named, _ = words_of_verdict(report.business)
    return answer.pill(named, verdict.role(report.business)) if named else ""


def _figure(exhibit: Exhibit, job: Job | None) -> str:
    report = exhibit.report
    if report is None:
        if not exhibit.is_made:
            words = text("demo.making" if job else "demo.missing")
        else:
            words = text("demo.no_claim")
        return f'<div class="exhibit-beneath" style="margin-top:.9rem">{escaped(words)}</div>'
    found, net = report.uncertainty.net_savings_per_year, report.case.net_savings_per_year
    role = "" if net > 0 else " loss"
    month = report.case.payback
    back = (
        text("demo.never_pays_back")
        if month is None
        else text("demo.paid_back_after").format(month=payback(month))
    )
    futures = text("demo.of_100_futures_pay").format(
        paid_back_of_100=report.uncertainty.paid_back_of_100
    )
    bar = ""
    if found.bad is not None and found.good is not None:
        bar = answer.range_bar(
            End(found.bad, report.short(found.bad), text("shared.bad_case")),
            End(net, report.money(net)),
            End(found.good, report.short(found.good), text("shared.good_case")),
            End(0.0, report.short(0.0)),
        )
    words = text("shared.a_year").format(money=report.money(net))
    return (
        f'<div class="exhibit-figure{role}">{escaped(words)}</div>'
        f'<div class="exhibit-beneath">{escaped(back)}. {escaped(futures)}</div>{bar}'
    )


def _summary(company: DemoCompany) -> str:
    facts = text("demo.tickets_a_month").format(
        tickets_per_month=number(company.tickets_per_month), languages=translated(company.languages)
    )
    return (
        f'<div class="exhibit-told">{escaped(translated(company.sentence))}'
        f'<div class="exhibit-beneath">{escaped(facts)}</div></div>'
    )


def _prospect(*, ready: bool) -> None:
    with (
        st.container(border=True, key="demo_prospect"),
        st.container(horizontal=True, vertical_alignment="center"),
    ):
        st.markdown(f"**{text('demo.prospect')}**  \n{text('demo.prospect_next')}", width="stretch")
        if st.button(text("demo.their_own_tickets"), key="demo_own", icon=":material/upload:"):
            frame.open_tab("tickets", "tickets_tab", text("shared.import"))
        if st.button(
            text("demo.set_up_prospect"), key="demo_set_up", type="primary", disabled=not ready
        ):
            prospect_dialog.show(current_workspace())
