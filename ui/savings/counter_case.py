"""The case against it: at which share of wrong routes it turns, what may go wrong, objections."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.export.report import Report
from roi.export.wording import adversity, verdict, words
from roi.numbers import percent, short_percent
from roi.objections import Objection
from ui.shell import answer
from ui.shell.answer import Row
from ui.shell.texts import text
from ui.shell.verdict import VERDICTS

# The bar reaches a little past the rate at which it stops paying.
BEYOND: Final = 1.25
LEAST_REACH: Final = 0.1


def summary(report: Report) -> None:
    """What may go wrong, what is left then, and the verdict with the figure that decides."""
    against = report.business.counter_case
    with st.container(border=True, height="stretch"):
        st.header(text("savings.the_case_against_it"), anchor=False)
        change = against.triage_cost_change
        dearer = text("savings.dearer" if change > 0 else "savings.cheaper")
        lead = words()["against_lead"]
        st.caption(lead.format(change=percent(abs(change), 0), dearer=dearer))
        answer.draw(
            _zones(report),
            answer.table((text("savings.if"), text("shared.left_a_year")), _rows(report)),
        )
        named, because = verdict(report.business)
        decision = report.business.decision
        if named and decision:
            pill = answer.pill(named, VERDICTS[decision.verdict])
            answer.draw(f'<p style="margin:1rem 0 0">{pill} {answer.escaped(because)}</p>')


def _rows(report: Report) -> list[Row]:
    return [
        Row([answer.escaped(adversity(report.business, row)), _left(report, row.net_per_year)])
        for row in report.business.counter_case.rows
    ]


def _left(report: Report, net: float) -> str:
    role = "gain" if net >= 0 else "loss"
    return f'<b class="{role}">{answer.escaped(report.money(net))}</b>'


def _zones(report: Report) -> str:
    """Wrong among those routed alone: expected, at most, asked, and where it stops paying."""
    against = report.business.counter_case
    limit, asked = against.break_even, against.asked_misroutes
    if limit is None or limit <= 0:
        return ""
    reach = min(1.0, max(LEAST_REACH, BEYOND * max(limit, against.max_misroutes)))
    go, stop = min(asked, limit) / reach, min(1.0, limit / reach)
    at, most = against.misroutes / reach, min(1.0, against.max_misroutes / reach)
    zones = (
        (text("savings.zone_go"), go, "var(--gain-fill)", "gain"),
        (text("savings.zone_person"), stop - go, "#f9b44d", "open"),
        (text("savings.zone_stop"), 1 - stop, "var(--loss-fill)", "loss"),
    )
    line = "".join(
        f'<i style="width:{width:.1%};background:{fill}"></i>' for _, width, fill, _ in zones
    )
    begins, names = 0.0, ""
    for name, width, _, role in zones:
        if width > 0.1:  # noqa: PLR2004 - a narrower zone has no room for its name
            names += (
                f'<span class="name {role}" style="left:{begins + width / 2:.1%}">{name}</span>'
            )
        begins += width
    words_at = text("savings.at_most").format(
        misroutes=percent(against.misroutes), max_misroutes=percent(against.max_misroutes)
    )
    limits = text("savings.wrong_at_most").format(asked=short_percent(asked), limit=percent(limit))
    side = " left" if at < 0.2 else " right" if at > 0.8 else ""  # noqa: PLR2004
    return (
        f'<div class="zones"><div class="line">{line}</div>'
        f'<i class="whisker" style="left:{at:.1%};width:{max(0.0, most - at):.1%}"></i>'
        f'<i class="dot" style="left:{at:.1%}"></i>'
        f'<span class="at{side}" style="left:{at:.1%}">{answer.escaped(words_at)}</span>'
        f'{names}</div><div class="caption">{answer.escaped(limits)}</div>'
    )


def objections(report: Report) -> None:
    """The ten objections of finance, answered by a figure of this desk or marked as open."""
    found = report.business.objections
    open_ones = sum(not each.answered for each in found)
    with st.container(border=True):
        st.header(text("savings.what_finance_will_ask"), anchor=False)
        st.caption(
            text("savings.of_answered_with_a_figure").format(
                found=len(found) - open_ones, found_2=len(found)
            )
        )
        answer.draw(*map(_objection, found))


def _objection(each: Objection) -> str:
    state = answer.pill("answered", "gain") if each.answered else answer.pill("open", "open")
    return (
        f'<div class="objection"><b>{answer.escaped(each.question)}</b>'
        f"<span>{answer.escaped(each.answer)}</span><span>{state}</span></div>"
    )
