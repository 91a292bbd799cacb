"""Cash, capacity and avoided cost: what each comes to, who stands for it, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from roi.business_case import LedgerLine, LedgerSum
from roi.errors import RoiError
from roi.export.report import Report
from roi.export.wording import commitment, line_label, words
from roi.inputs.values import LEDGERS, Ledger
from roi.model.lines import Line, table
from roi.numbers import hours
from roi.scenarios.scenario import Commitment
from roi.scenarios.setting_checks import MAX_NAME
from ui.savings.scenario_draft import Draft, change, send
from ui.shell import answer, frame
from ui.shell.texts import text
from usecases.business_case.scenario_edits import COMMITMENT, Edit


def show(current: Draft, report: Report) -> None:
    """The three ledgers, and the place to say who stands for each line."""
    with frame.row("thirds", "_ledgers"):
        for ledger in report.business.ledgers:
            with st.container(border=True, height="stretch"):
                answer.draw(_card(report, ledger))
    with st.expander(text("savings.owners"), key="savings_owners", on_change="rerun") as place:
        if place.open is not False:
            st.caption(text("savings.owners_why"))
            _accepted(current)
            for line in table().where(side="benefit"):
                if report.case.a_year(line.key) > 0:
                    _owner(current, line)


def _card(report: Report, found: LedgerSum) -> str:
    said, name = words()["ledgers"], found.ledger
    where = said["in_headline" if found.accepted else "beside"]
    state = answer.pill(where[:1].upper() + where[1:], "gain" if found.accepted else "quiet")
    lines = "".join(_line(report, each) for each in found.lines)
    foot = _foot(report, found)
    counted = " counted" if found.accepted else ""
    return (
        f'<div class="ledger{counted}"><div class="title"><span>{answer.escaped(said[name])}</span>'
        f'{state}</div><div class="caption">{answer.escaped(said[f"{name}_means"])}</div>'
        f'<div class="figure">{answer.escaped(report.money(found.amount))} '
        f"<small>{text('savings.per_year')}</small>"
        f"</div>{lines}{foot}</div>"
    )


def _line(report: Report, each: LedgerLine) -> str:
    owner = answer.escaped(commitment(each.commitment))
    return (
        f'<div class="line"><div><span>{answer.escaped(line_label(each.line))}</span>'
        f"<b>{answer.escaped(report.money(each.amount))}</b></div>"
        f'<span class="caption">{owner}</span></div>'
    )


def _foot(report: Report, found: LedgerSum) -> str:
    result, business = report.case, report.business
    if found.ledger == "cash" and found.accepted:
        less = report.money(result.running_cost_per_year)
        left = report.money(result.net_savings_per_year)
        words_of = text("savings.less_costs").format(
            less=answer.escaped(less), left=f'<b class="gain">{answer.escaped(left)}</b>'
        )
    elif found.ledger == "capacity":
        unused = hours(business.unused_hours_per_year)
        words_of = text("savings.a_year_not_used_counted_as").format(unused=answer.escaped(unused))
    elif found.ledger == "avoided":
        words_of = text("savings.errors_of_the_router_are")
    else:
        return ""
    return f'<div class="line caption">{words_of}</div>'


def _accepted(current: Draft) -> None:
    """Which ledgers finance accepts for the headline."""
    said = words()["ledgers"]
    st.pills(
        text("savings.accepted"), LEDGERS, selection_mode="multi",
        default=list(current.scenario.accepted), format_func=lambda name: str(said[name]),
        key=current.key("accepted"), on_change=send, args=(current, "accepted", _in_order),
    )  # fmt: skip


def _in_order(chosen: Sequence[Ledger]) -> tuple[Ledger, ...]:
    return tuple(ledger for ledger in LEDGERS if ledger in chosen)


def _owner(current: Draft, line: Line) -> None:
    """Who stands for a line, and from when."""
    now: Commitment = current.seen(f"{COMMITMENT}{line.key}")
    given: dict[str, Any] = {"on_change": _stand_for, "args": (current, line.key)}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            line_label(line),
            now.owner,
            max_chars=MAX_NAME,
            placeholder=text("savings.who_stands_for_it"),
            key=current.key(f"owner_{line.key}"),
            **given,
        )
        st.date_input(
            text("shared.from"), now.on, key=current.key(f"from_{line.key}"), width=150, **given
        )


def _stand_for(current: Draft, line: str) -> None:
    """Take over what the two fields of a line hold."""
    field, state = f"{COMMITMENT}{line}", st.session_state
    owner: str = state[current.key(f"owner_{line}")].strip()
    entered = Commitment(owner, state[current.key(f"from_{line}")])
    try:
        change(current, Edit(field, entered, current.seen(field)))
    except RoiError as problem:
        state["savings_said"] = [str(problem)]
