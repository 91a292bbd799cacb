"""The business case on Overview: the answer, its three tiles and the cash behind it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from roi.export.report import Report
from roi.export.wording import cash_title
from roi.numbers import day, number, payback, percent
from roi.risk.uncertainty import Range
from store.workspace import Workspace
from ui.savings import case_charts
from ui.shell import answer, charts, frame, verdict
from ui.shell.answer import End
from ui.shell.core_sentences import translated
from ui.shell.texts import plain, text
from ui.shell.theme import colours
from usecases.business_case.claim import Claim, Refusal
from usecases.business_case.next_steps import Step
from usecases.demo.prospect import demo_behind


def context(workspace: Workspace, case: Claim | Refusal) -> None:
    """Whose case it is and what it rests on; the screen's title where no answer will be it."""
    if not isinstance(case, Refusal) and case.report.business.standing == "volume unknown":
        frame.title("overview")
        return
    facts = []
    if not isinstance(case, Refusal):
        facts.append(
            text("shared.tickets_a_month").format(
                scenario=number(case.scenario["tickets_per_month"])
            )
        )
        if shown := case.evidence:
            facts.append(text("overview.of_them_checked").format(checked=number(shown.checked)))
            facts += [text("overview.run").format(on=day(shown.on))] if shown.on else []
    # A demo's or a prospect's name stands in the line above, beside their logo.
    name = "" if demo_behind(workspace) else f"<b>{answer.escaped(workspace.name)}</b>"
    answer.draw(
        f'<div class="context">{name}<span>{answer.escaped(" · ".join(facts))}</span></div>'
    )


def answered(case: Claim | Refusal, step: Step | None) -> None:
    """The answer with its next step, or why nothing is claimed."""
    if isinstance(case, Refusal):
        with st.container(border=True, key="panel_loss_answer"):
            pills = [answer.pill(text("overview.no_claim_pill"), "loss")]
            answer.draw(
                answer.head(
                    pills, text("savings.no_claim"), answer.escaped(translated(case.sentence))
                )
            )
            st.page_link(frame.PAGES / "accuracy.py", label=text("overview.see_what_was"))
        return
    report = case.report
    if report.business.standing == "volume unknown":
        return  # the question stands above
    with st.container(border=True, key=f"panel_{verdict.role(report.business)}_answer"):
        answer.draw(verdict.head(report), verdict.stamp(report))
        with st.container(horizontal=True):
            if step:
                _go(step, primary=True)
            if st.button(
                text("overview.do_send"), key="overview_documents", icon=":material/description:"
            ):
                frame.open_tab("savings", "savings_tab", text("shared.documents"))


def _go(step: Step, *, primary: bool) -> None:
    label, page = text(f"overview.do_{step.key}"), text(f"overview.page_{step.key}")
    kind: Any = "primary" if primary else "secondary"
    if st.button(
        label, type=kind, key=f"overview_go_{step.key}_{primary}", icon_position="right",
        icon=":material/arrow_forward:", width="content" if primary else "stretch",
    ):  # fmt: skip
        frame.open_tab(page, "savings_tab", text(f"overview.tab_{step.key}"))


def steps(found: tuple[Step, ...]) -> None:
    """Every step to the case, done and open, and a way to the next."""
    following = next((step for step in found if not step.is_done), None)
    rows = []
    for at, step in enumerate(found, 1):
        state = "done" if step.is_done else "now" if step is following else ""
        mark = "✓" if step.is_done else str(at)
        title = text(f"overview.{'done' if step.is_done else 'step'}_{step.key}")
        rows.append(
            f'<li class="{state}"><span class="no">{mark}</span><span><b>{answer.escaped(title)}'
            f'</b><span class="quiet">{answer.escaped(step.detail)}</span></span></li>'
        )
    with st.container(border=True, height="stretch"):
        st.header(text("overview.next_step"), anchor=False)
        answer.draw(f'<ul class="steps">{"".join(rows)}</ul>')
        if following and following.key != "volume":
            _go(following, primary=False)


def tiles(case: Claim | Refusal) -> None:
    """Saved a year, paid back, right when routed alone; only what there is."""
    if isinstance(case, Refusal):
        return
    report, shown = case.report, case.evidence
    found = []
    if report.business.names_amounts:
        found += [_saved(report), _paid_back(report)]
    if shown:
        people = shown.people_right
        bar = answer.range_bar(
            End(shown.low, percent(shown.low), text("shared.at_least")),
            End(shown.precision, percent(shown.precision)),
            End(shown.high, percent(shown.high), text("shared.at_most")),
            None
            if people is None
            else End(people, text("shared.people").format(people=percent(people))),
        )
        on = f", {day(shown.on)}" if shown.on else ""
        found.append(
            answer.tile(
                text("overview.right_when_routed_alone"),
                percent(shown.precision),
                text("overview.of_tickets").format(routed_alone=number(shown.routed_alone)),
                bar,
                answer.origin(
                    "measured",
                    text("overview.measured_on_tickets").format(
                        checked=number(shown.checked), on=on
                    ),
                ),
            )
        )
    with frame.row("thirds", "_tiles"):
        for each in found:
            with st.container(border=True, height="stretch"):
                answer.draw(each)


def _saved(report: Report) -> str:
    card, u = report.cards()[0], report.uncertainty.net_savings_per_year
    bar = _ends(report, u, report.case.net_savings_per_year)
    return answer.tile(
        card.label, card.text, text("overview.after_all_costs"), bar, _computed(report)
    )


def _ends(report: Report, found: Range, value: float) -> str:
    if found.bad is None or found.good is None:
        return ""
    return answer.range_bar(
        End(found.bad, report.short(found.bad), text("shared.bad_case")),
        End(value, report.money(value)),
        End(found.good, report.short(found.good), text("shared.good_case")),
        End(0.0, report.short(0.0)),
    )


def _paid_back(report: Report) -> str:
    late, month, horizon = (
        report.uncertainty.payback,
        report.case.payback,
        report.scenario.horizon_months,
    )
    never = float(horizon)
    good, bad = (payback(end) for end in (late.good, late.bad))
    # Where no future pays back there is no range to show.
    bar = "" if late.good is None else answer.range_bar(
        End(late.good, good, text("shared.good_case")),
        End(never if month is None else month, payback(month)),
        End(never if late.bad is None else late.bad, bad, text("shared.bad_case")),
    )  # fmt: skip
    once = report.money(report.case.one_off_cost)
    running = report.money(report.case.running_cost_per_year)
    rests: answer.OriginKind = "computed" if report.business.evidence else "assumed"
    origin = answer.origin(
        rests, text("overview.once_a_year_to_run").format(once=once, running=running)
    )
    return answer.tile(text("overview.paid_for_itself_after"), payback(month), "", bar, origin)


def _computed(report: Report) -> str:
    shown = report.business.evidence
    if shown is None:
        return answer.origin("assumed", text("overview.computed_from_assumptions_alone"))
    words = text("overview.computed_router_measured").format(checked=number(shown.checked))
    return answer.origin("computed", words)


def cash(case: Claim | Refusal) -> None:
    """Cumulative cash with the payback month."""
    if isinstance(case, Refusal) or not case.report.business.names_amounts:
        return
    report = case.report
    with st.container(border=True, height="stretch"):
        st.header(plain(cash_title(report.business)), anchor=False)
        st.caption(text("overview.eight_futures_ten"))
        figure = case_charts.cash(report, colours())
        charts.show(
            figure,
            text("overview.cumulative_cash_payback").format(payback=payback(report.case.payback)),
            "cash",
        )
