"""Type a ticket: where it goes, how sure that is, why, and the tickets most like it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from roi.numbers import latency, percent, short_percent
from routing.decision import Disposition
from routing.errors import RouteCaseError
from store.workspace import Workspace
from ui.shell import answer
from ui.shell.answer import escaped
from ui.shell.category_colours import category_colours, named
from ui.shell.core_sentences import told
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.live.typed_ticket import TypedAnswer, answer_typed, get_ready

SHOWN = 3


@st.fragment
def show(workspace: Workspace, models: Path) -> None:
    """The field, and the answer to what was typed last."""
    with st.container(border=True):
        st.header(text("live.type_ticket"), anchor=False)
        st.caption(text("live.typed"))
        try:
            with st.spinner(text("live.opening_router"), show_time=False):
                get_ready(workspace, models)
        except RouteCaseError as problem:
            st.info(told(problem))
            return
        with st.form("live_typed", border=False):
            given = st.text_area(
                text("live.ticket"),
                key="live_text", height=110, placeholder=text("live.typed_example"),
                label_visibility="collapsed", max_chars=20_000,
            )  # fmt: skip
            asked = st.form_submit_button(
                text("live.where_does_go"), type="primary", key="live_ask"
            )
        if not (asked or given):
            return
        try:
            _answer(answer_typed(workspace, given, models), workspace)
        except RouteCaseError as problem:
            st.info(told(problem))


def _answer(found: TypedAnswer, workspace: Workspace) -> None:
    decision = found.decision
    alone = decision.disposition is Disposition.AUTO
    pill = (
        answer.pill(text("live.routed_alone"), "gain")
        if alone
        else answer.pill(text("live.to_a_person"), "open")
    )
    colour = category_colours(workspace, colours()).get(decision.category, colours().muted)
    square = named(decision.category, colour)
    head = f'<div class="typed-head"><span>{square}</span>{pill}</div>'
    others = [(each.category, each.confidence) for each in decision.alternatives]
    rows = "".join(
        _row(name, share, found.threshold if place == 0 else None)
        for place, (name, share) in enumerate(
            [(decision.category, decision.confidence), *others][:SHOWN]
        )
    )
    why = f"<b>{text('live.why')}</b> {escaped(decision.reason)}" if decision.reason else ""
    waits = (
        ""
        if alone or not decision.review_reason
        else "<br>"
        + escaped(text("live.to_a_person_because").format(reason=decision.review_reason))
    )
    near = "".join(
        f"<li>{escaped(each.ticket.subject or each.ticket.body[:80])} "
        f'<span class="quiet">{escaped(each.ticket.category or "")}, '
        f"{escaped(text('live.alike').format(share=percent(each.alike, 0)))}</span></li>"
        for each in found.neighbours
    )
    alike = f"<b>{text('live.most_alike')}</b><ul>{near}</ul>" if near else ""
    took = text("live.typed_took").format(seconds=latency(found.seconds), router=decision.router)
    answer.draw(
        head, rows, _caption(found), f'<div class="typed-why">{why}{waits}</div>',
        f'<div class="typed-why">{alike}</div><div class="caption">{escaped(took)}</div>',
    )  # fmt: skip


def _caption(found: TypedAnswer) -> str:
    if found.threshold is None:
        return f'<div class="caption">{escaped(text("live.no_confidence_is_enough"))}</div>'
    words = text("live.the_mark_at_is_the_line").format(threshold=short_percent(found.threshold))
    return f'<div class="caption">{escaped(words)}</div>'


def _row(name: str, share: float, threshold: float | None) -> str:
    mark = "" if threshold is None else f'<u style="left:{threshold:.1%}"></u>'
    return (
        f'<div class="typed-row"><span>{escaped(name)}</span><div class="track">'
        f'<i style="width:{share:.1%}"></i>{mark}</div><b>{percent(share)}</b></div>'
    )
