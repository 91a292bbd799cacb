"""The six pages of the presenter view, each one message with one picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from roi.export.wording import amount_said, futures, verdict
from roi.numbers import number, payback, percent, seconds
from store.workspace import Workspace
from ui.demo import brand
from ui.shell import answer, frame
from ui.shell.answer import End, escaped
from ui.shell.session.selection import switch_page
from ui.shell.texts import text
from usecases.brand import brand_of
from usecases.business_case.claim import Claim

PAGE: Final = "present_page"
MAX_OPEN: Final = 2


def show(workspace: Workspace, case: Claim) -> None:
    """The page that was reached, and the ways to the others; arrow keys turn pages."""
    at = min(st.session_state.get(PAGE, 0), len(PAGES) - 1)
    st.html(frame.ASSETS / "present.css")
    topic, drawn = PAGES[at]
    with st.container(horizontal=True, vertical_alignment="center"):
        line = brand.banner(brand_of(workspace), case.report.company, text(f"present.{topic}"),
                          large=True)  # fmt: skip
        st.html(line, width="stretch")
    answer.draw(f'<div class="presented">{drawn(case)}</div>')
    with st.container(horizontal=True, vertical_alignment="center", key="present_foot"):
        st.caption(
            text("present.place").format(at=at + 1, count=len(PAGES), rests_on=_rests_on(case)),
            width="stretch",
        )
        _turn(text("present.back"), at - 1, ":material/arrow_back:", "Left", disabled=at == 0)
        _turn(
            text("present.next"),
            at + 1,
            ":material/arrow_forward:",
            "Right",
            disabled=at + 1 == len(PAGES),
        )
        if st.button(
            text("present.end"), key="present_end", icon=":material/close:", shortcut="Escape"
        ):
            st.session_state.pop(PAGE, None)
            switch_page("overview")


def _turn(label: str, to: int, icon: str, key: str, *, disabled: bool) -> None:
    if st.button(
        label, key=f"present_{label}", icon=icon, shortcut=key, disabled=disabled,
        type="primary" if label == "Next" else "secondary",
    ):  # fmt: skip
        st.session_state[PAGE] = to
        st.rerun()


def _rests_on(case: Claim) -> str:
    month = text("shared.tickets_a_month").format(
        scenario=number(case.scenario["tickets_per_month"])
    )
    shown = case.evidence
    if shown is None:
        return text("present.assumptions_only").format(month=month)
    return text("present.tickets_checked").format(
        month=month, run=shown.run, checked=number(shown.checked)
    )


def _message(sentence: str, beneath: str = "", picture: str = "") -> str:
    under = f"<p>{escaped(beneath)}</p>" if beneath else ""
    return f"<h1>{sentence}</h1>{under}{picture}"


def _desk_today(case: Claim) -> str:
    scenario, shown = case.scenario, case.evidence
    said = text("present.desk_said").format(
        company=case.report.company, tickets=number(scenario["tickets_per_month"])
    )
    people = shown.people_right if shown else None
    beneath = text("present.desk_unknown" if people is None else "present.desk_beneath")
    told = beneath.format(seconds=seconds(scenario["manual_seconds"]), people=percent(people))
    return _message(escaped(said), told)


def _worth(case: Claim) -> str:
    report = case.report
    sentence, _ = report.headline()
    net = report.case.net_savings_per_year
    found = report.uncertainty.net_savings_per_year
    bar = ""
    if found.bad is not None and found.good is not None:
        bar = answer.range_bar(
            End(found.bad, report.short(found.bad), text("shared.bad_case")),
            End(net, report.short(net)),
            End(found.good, report.short(found.good), text("shared.good_case")),
            End(0.0, report.short(0.0)),
        )
    said = answer.sentence(sentence, amount_said(report.business), "gain" if net > 0 else "loss")
    return _message(said, picture=bar)


def _sure(case: Claim) -> str:
    hits = case.report.uncertainty.paid_back_of_100
    _, beneath = case.report.headline()
    said = text("present.in_of_100_simulated_futures_it").format(hits=hits)
    return _message(escaped(said), beneath, f'<div class="sure">{answer.squares(hits, "")}</div>')


def _right(case: Claim) -> str:
    shown = case.evidence
    if shown is None:
        return _message(escaped(text("present.the_router_is_not_measured_yet")))
    right, people = shown.precision, shown.people_right
    said = text("present.right_said").format(right=percent(right))
    key = "present.right_alone" if people is None else "present.right_beneath"
    bar = answer.range_bar(
        End(shown.low, percent(shown.low), text("shared.at_least")),
        End(right, percent(right)),
        End(shown.high, percent(shown.high), text("shared.at_most")),
        None
        if people is None
        else End(people, text("shared.people").format(people=percent(people))),
    )
    told = text(key).format(n=number(shown.checked), people=percent(people))
    return _message(escaped(said), told, bar)


def _against(case: Claim) -> str:
    business = case.report.business
    named, because = verdict(business)
    _, depends = futures(business)
    asked = [each.question for each in business.objections if not each.answered][:MAX_OPEN]
    rows = "".join(
        f"<p>{escaped(text('present.still_open').format(question=question))}</p>"
        for question in asked
    )
    said = f"{named}. {because}" if named else depends
    return _message(escaped(said), depends if named else "", rows)


def _ask(case: Claim) -> str:
    report = case.report
    month = report.case.payback
    said = text("present.ask_never" if month is None else "present.ask_said").format(
        once=report.money(report.case.one_off_cost),
        running=report.money(report.case.running_cost_per_year),
        payback=payback(month),
        horizon=number(report.scenario.horizon_months),
    )
    return _message(escaped(said), text("present.ask_beneath"))


PAGES: Final[tuple[tuple[str, Callable[[Claim], str]], ...]] = (
    ("desk", _desk_today), ("worth", _worth), ("sure", _sure), ("right", _right),
    ("against", _against), ("ask", _ask),
)  # fmt: skip
