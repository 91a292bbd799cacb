"""The inputs on the left: fields by group, each with its origin, its problem and its way back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from roi.assumptions import assumptions
from roi.lines import idle
from roi.origin import Input
from roi.scenario import STARTS, Start
from roi.values import INPUTS
from store.runs import Run
from store.workspace import Workspace
from ui.savings import fields
from ui.savings.scenario_draft import Draft, change, send
from ui.savings.settings import choices, horizon
from ui.shell.provenance import chip
from ui.shell.texts import plain, text
from usecases import scenarios
from usecases.scenario_edits import Edit
from usecases.scenarios import working_copy

# Groups as the screen has them, with the groups of the assumptions they hold.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "People": ("People",),
    "Volume": ("Volume",),
    "Routing": ("Triage",),
    "Misroutes": ("Misroutes",),
    "Model": ("LLM",),
    "Costs": ("Costs",),
    "Horizon and risk": ("Finance",),
}
OPEN: Final = ("People", "Volume", "Routing")
# Without a source of their own on this screen: only the simple view counts the router's seconds.
NEVER_IDLE: Final = {"hours_per_year", "llm_seconds"}


def inputs(current: Draft) -> None:
    """All fields of the scenario."""
    _start(current)
    for title, groups in GROUPS.items():
        place = st.expander(
            title, expanded=title in OPEN, key=current.key(f"group_{title}"), on_change="rerun"
        )
        if place.open is not False:
            with place:
                _group(current, title, groups)


def _start(current: Draft) -> None:
    """Which start the values come from, and the way back to it."""
    workspace, run = current.workspace, current.run
    st.segmented_control(
        "Start from", STARTS, default=current.follows, key=current.key("start"),
        format_func=str.capitalize, help=text("savings.start"), width="stretch",
        required=current.follows is not None, on_change=_follow,
        args=(workspace, run, current.key("start")),
    )  # fmt: skip
    if current.follows is None:
        st.caption(text("savings.frozen").format(name=plain(current.scenario.name)))
    st.button(
        f"Take back {current.entered} entered values" if current.entered > 1
        else "Take back the entered value" if current.entered else "Nothing was entered by hand",
        key="savings_reset", disabled=not current.entered, on_click=_take_back_all,
        args=(workspace, run), icon=":material/undo:", width="stretch",
    )  # fmt: skip


def _follow(workspace: Workspace, run: Run | None, key: str) -> None:
    kind: Start | None = st.session_state[key]
    if kind:
        scenarios.follow(workspace, run, kind)


def _take_back_all(workspace: Workspace, run: Run | None) -> None:
    scenarios.take_back_entries(workspace, run)


def _group(current: Draft, title: str, groups: tuple[str, ...]) -> None:
    choices(current, title)
    scenario = current.scenario
    unused = idle(scenario.pay, scenario.llm_basis) - NEVER_IDLE
    for key in INPUTS:
        if assumptions()[key].group in groups and key not in unused:
            _field(current, scenario.resolved[key])
    if title == "Horizon and risk":
        horizon(current)


def _field(current: Draft, given: Input) -> None:
    """One field, what is wrong with what it holds, and where its value comes from."""
    rule, currency = assumptions()[given.key], current.scenario.currency
    shown = fields.shown(rule, given.value)
    with st.container(gap="xxsmall"):
        now = st.number_input(
            fields.label(rule, currency), value=shown, step=fields.step(rule),
            format=fields.digits(rule, shown), key=current.key(given.key),
            help=fields.source(rule, currency), on_change=send,
            args=(current, given.key, partial(fields.meant, rule)),
        )  # fmt: skip
        if problem := fields.problem(rule, now):
            st.error(f"{problem} The results still use {fields.in_use(given, currency)}.")
        else:
            _origin(current, given)


def _origin(current: Draft, given: Input) -> None:
    if given.override is None:
        chip(fields.origin(given, current.scenario))
        return
    note, undo = st.columns([6, 1], vertical_alignment="center", gap="xxsmall")
    with note:
        chip(fields.origin(given, current.scenario))
    with undo:
        st.button(
            "", key=current.key(f"undo_{given.key}"), icon=":material/undo:", type="tertiary",
            help="Back to the value it had", on_click=_take_back,
            args=(current, given.key),
        )  # fmt: skip


def _take_back(current: Draft, key: str) -> None:
    """One field back to its measured or assumed value."""
    change(current, Edit(key, None, current.seen(key)))
    back = working_copy(current.workspace, current.run).scenario
    st.session_state[current.key(key)] = fields.shown(assumptions()[key], back[key])
