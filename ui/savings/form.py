"""The inputs on the left: fields by group, each with its origin, its problem and its way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import partial
from typing import Final

import streamlit as st

from roi.business_case import BusinessCase
from roi.inputs.assumptions import assumptions
from roi.inputs.origin import Input
from roi.inputs.values import INPUTS
from roi.model.lines import idle
from roi.numbers import percent
from roi.scenarios.scenario import STARTS, Start
from store.runs import Run
from store.workspace import Workspace
from ui.savings import fields
from ui.savings.scenario_draft import Draft, change, send
from ui.savings.settings import choices, horizon
from ui.shell import answer, volume_form
from ui.shell.provenance import chip
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.business_case import scenarios
from usecases.business_case.scenario_edits import Edit
from usecases.business_case.scenarios import working_copy
from usecases.provenance import Kind

# Groups as the screen has them, with the groups of the assumptions they hold.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("People",),
    "volume": ("Volume",),
    "routing": ("Triage", "Misroutes"),
    "model": ("LLM",),
    "costs": ("Costs",),
    "finance": ("Finance",),
}
# Without a source of their own on this screen: only the simple view counts the router's seconds.
NEVER_IDLE: Final = {"hours_per_year", "llm_seconds"}
# The exchange rate stands beside the currency, with its day.
ELSEWHERE: Final = {"usd_rate"}
# While nobody has answered it, the volume is asked above and nowhere else.
VOLUME: Final = "tickets_per_month"
SIX: Final = 6
SHOWN_KINDS: Final[tuple[Kind, ...]] = ("measured", "computed", "assumed")


def inputs(current: Draft, business: BusinessCase) -> None:
    """The six inputs that matter, then all others by group."""
    _start(current)
    main = _main_inputs(current, business)
    with st.container(border=True, key="main_inputs"):
        st.header(text("savings.six" if len(main) == SIX else "savings.main"), anchor=False)
        st.caption(
            text("savings.they_make_up_of_the_doubt").format(
                doubt_held=percent(business.doubt_held, 0)
            )
        )
        for key in main:
            _field(current, current.scenario.resolved[key], business.flags.get(key, ""))
    for group, holds in GROUPS.items():
        keys = _keys(current, holds, main)
        with st.container(key=f"group_{group}"):
            # Not in the label: with another label it would be another group, and closed again.
            answer.draw(_counted(current, keys))
            place = st.expander(
                text(f"savings.group_{group}"), expanded=False, on_change="rerun",
                key=f"savings_group_{group}_{current.workspace.name}",
            )  # fmt: skip
        if place.open is not False:
            with place:
                _group(current, group, keys, business)
    st.html(answer.origins())


def _main_inputs(current: Draft, business: BusinessCase) -> tuple[str, ...]:
    """The six that move the result most when the screen is opened: fields do not jump about."""
    kept: tuple[str, ...] = st.session_state.setdefault(
        f"savings_main_inputs_{current.workspace.name}", business.main_inputs
    )
    unused = idle(current.scenario.pay, current.scenario.llm_basis) | _asked_above(current)
    return tuple(key for key in kept if key not in unused)


def _asked_above(current: Draft) -> set[str]:
    return set() if current.scenario.volume_is_known else {VOLUME}


def _keys(current: Draft, groups: tuple[str, ...], main: Collection[str]) -> tuple[str, ...]:
    """The inputs of a group that count under the present choices and do not stand above."""
    unused = idle(current.scenario.pay, current.scenario.llm_basis) - NEVER_IDLE
    left_out = {*unused, *ELSEWHERE, *main, *_asked_above(current)}
    return tuple(k for k in INPUTS if assumptions()[k].group in groups and k not in left_out)


def _counted(current: Draft, keys: tuple[str, ...]) -> str:
    """How many inputs of a group were measured, how many computed and how many assumed."""
    kinds = Counter(
        fields.origin(current.scenario.resolved[key], current.scenario).kind for key in keys
    )
    counts = (answer.origin(kind, str(kinds[kind])) for kind in SHOWN_KINDS if kinds[kind])
    return f'<div class="origins group-counts">{"".join(counts)}</div>'


def _start(current: Draft) -> None:
    """Which start the values come from, and the way back to it."""
    workspace, run = current.workspace, current.run
    st.segmented_control(
        text("savings.start_label"), STARTS, default=current.follows, key=current.key("start"),
        format_func=_start_name, help=text("savings.start"), width="stretch",
        required=current.follows is not None, on_change=_follow,
        args=(workspace, run, current.key("start")),
    )  # fmt: skip
    if current.follows is None:
        st.caption(text("savings.frozen").format(name=plain(current.scenario.name)))
    st.button(
        text("savings.take_back_entered_values").format(entered=current.entered)
        if current.entered > 1
        else text("savings.take_back_the_entered_value")
        if current.entered
        else text("savings.nothing_was_entered_by_hand"),
        key="savings_reset",
        disabled=not current.entered,
        on_click=_take_back_all,
        args=(workspace, run),
        icon=":material/undo:",
        width="stretch",
    )


def _start_name(start: Start) -> str:
    return text(f"savings.start_{start}")


def _follow(workspace: Workspace, run: Run | None, key: str) -> None:
    kind: Start | None = st.session_state[key]
    if kind:
        scenarios.follow(workspace, run, kind, actor())


def _take_back_all(workspace: Workspace, run: Run | None) -> None:
    scenarios.take_back_entries(workspace, run, actor())


def _group(current: Draft, group: str, keys: tuple[str, ...], business: BusinessCase) -> None:
    choices(current, group)
    if group == "volume" and not _asked_above(current):
        volume_form.ask(current.workspace, current.run, "again", again=True)
    for key in keys:
        _field(current, current.scenario.resolved[key], business.flags.get(key, ""))
    if group == "finance":
        horizon(current)


def _field(current: Draft, given: Input, flag: str) -> None:
    """One field, what is wrong or out of line with it, and where its value comes from."""
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
            st.error(
                text("savings.the_results_still_use").format(
                    problem=problem, given=fields.in_use(given, currency)
                )
            )
            return
        if flag:
            st.caption(f":orange[⚑ {plain(flag)}]")
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
            text("savings.undo"), key=current.key(f"undo_{given.key}"), icon=":material/undo:",
            type="tertiary", on_click=_take_back,
            args=(current, given.key),
        )  # fmt: skip


def _take_back(current: Draft, key: str) -> None:
    """One field back to its measured or assumed value."""
    change(current, Edit(key, None, current.seen(key)))
    back = working_copy(current.workspace, current.run).scenario
    st.session_state[current.key(key)] = fields.shown(assumptions()[key], back[key])
