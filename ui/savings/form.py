"""The inputs on the left: fields by group, each with its origin, its problem and its way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from roi.assumptions import assumptions
from roi.origin import Input
from roi.scenario import STARTS, Scenario, Start
from roi.values import INPUTS, idle
from store.runs import Run
from store.workspace import Workspace
from ui.savings import fields
from ui.savings.scenario_draft import Draft, draft, following, fresh
from ui.savings.settings import choices, horizon
from ui.shell.provenance import chip
from ui.shell.texts import text

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


def inputs(current: Draft) -> Draft:
    """All fields; the draft with what was entered."""
    current = _ground(current)
    for title, groups in GROUPS.items():
        place = st.expander(
            title, expanded=title in OPEN, key=current.key(f"group_{title}"), on_change="rerun"
        )
        if place.open is not False:
            with place:
                current = _group(current, title, groups)
    return current


def reset_all(workspace: Workspace, run: Run | None) -> None:
    """Take back everything that was entered by hand."""
    current = draft(workspace, run)
    scenario = current.scenario
    for key in INPUTS:
        scenario = scenario.reset(key)
    current.keep(scenario, current.follows)
    fresh()


def _ground(current: Draft) -> Draft:
    """Which start the values come from, and the way back to it."""
    workspace, run = current.workspace, current.run
    st.segmented_control(
        "Start from", STARTS, default=current.follows, key=current.key("start"),
        format_func=str.capitalize, help=text("savings.start"), width="stretch",
        required=current.follows is not None, on_change=_follow,
        args=(workspace, run, current.key("start")),
    )  # fmt: skip
    if current.follows is None:
        st.caption(text("savings.frozen").format(name=_plain(current.scenario.name)))
    st.button(
        f"Take back {current.entered} entered values" if current.entered > 1
        else "Take back the entered value" if current.entered else "Nothing was entered by hand",
        key="savings_reset", disabled=not current.entered, on_click=reset_all,
        args=(workspace, run), icon=":material/undo:", width="stretch",
    )  # fmt: skip
    return current


def _follow(workspace: Workspace, run: Run | None, key: str) -> None:
    kind: Start | None = st.session_state[key]
    if kind:
        current = draft(workspace, run)
        current.keep(following(workspace, run, current.scenario, kind), kind)
        fresh()


def _group(current: Draft, title: str, groups: tuple[str, ...]) -> Draft:
    current = choices(current, title)
    scenario = current.scenario
    unused = idle(scenario.pay, scenario.llm_basis) - NEVER_IDLE
    entered: dict[str, float] = {}
    for key in INPUTS:
        if assumptions()[key].group in groups and key not in unused:
            value = _field(current, scenario.inputs[key])
            if value is not None:
                entered[key] = value
    if title == "Horizon and risk":
        current = horizon(current)
    return current.enter(entered) if entered else current


def _field(current: Draft, given: Input) -> float | None:
    """One field; the value when it was changed to one that can be used."""
    rule, currency = assumptions()[given.key], current.scenario.currency
    before = fields.shown(rule, given.value)
    with st.container(gap="xxsmall"):
        now = st.number_input(
            fields.label(rule, currency), value=before, step=fields.step(rule),
            format=fields.digits(rule, before), key=current.key(given.key),
            help=fields.source(rule, currency),
        )  # fmt: skip
        problem = fields.problem(rule, now)
        changed = now != before
        if problem:
            st.error(f"{problem} The results still use {fields.in_use(given, currency)}.")
            return None
        if changed:
            given = given.overridden(fields.meant(rule, float(now or 0)))
        _origin(current, given)
    return fields.meant(rule, float(now or 0)) if changed else None


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
            args=(current.workspace, current.run, given.key, current.key(given.key)),
        )  # fmt: skip


def _take_back(workspace: Workspace, run: Run | None, key: str, field: str) -> None:
    """One field back to its measured or assumed value."""
    current = draft(workspace, run)
    scenario: Scenario = current.scenario.reset(key)
    current.keep(scenario, current.follows)
    st.session_state[field] = fields.shown(assumptions()[key], scenario[key])


def _plain(name: str) -> str:
    return "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+!|~$:" else c for c in name)
