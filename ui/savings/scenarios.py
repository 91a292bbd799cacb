"""Scenarios by name: save, open, duplicate, delete, share, and compare side by side."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from roi.errors import RoiError
from roi.export.input_wording import input_amount
from roi.inputs.assumptions import assumptions
from roi.numbers import money, number, payback, percent
from roi.results.case import Case
from roi.risk.uncertainty import Uncertainty
from roi.scenarios.scenario import STARTS, Scenario
from roi.scenarios.scenario_file import to_link
from roi.scenarios.setting_checks import setting_problem
from ui.savings import case_charts
from ui.savings.scenario_draft import LINK, Draft, change
from ui.shell import charts
from ui.shell.session.actor import actor
from ui.shell.texts import text
from ui.shell.theme import colours
from usecases.business_case import scenarios
from usecases.business_case.claim import COMPARED_DRAWS, compared
from usecases.business_case.scenario_edits import Edit

EDITED: Final = text("savings.as_edited_now")
MAX_SHOWN: Final = 8
INPUTS: Final = ("tickets_per_month", "wage_per_hour", "coverage", "precision", "manual_seconds",
                 "cashable_share", "implementation_cost")  # fmt: skip


def show(current: Draft) -> None:
    """Keep the present one, open another, compare them."""
    _keep(current)
    _saved(current)
    _compare(current)
    _share(current)


def _keep(current: Draft) -> None:
    with st.container(border=True):
        st.header(text("savings.keep_this_scenario"), anchor=False)
        st.caption(text("savings.keep"))
        with st.form("savings_keep", border=False, clear_on_submit=False):
            name = st.text_input(
                text("shared.name"),
                value=current.scenario.name,
                key=current.key("name"),
                max_chars=120,
            )
            if st.form_submit_button(text("shared.save"), type="primary", key="savings_save"):
                _save(current, name.strip())


def _save(current: Draft, name: str) -> None:
    problem = text("savings.give_it_a_name") if not name else setting_problem("name", name)
    try:
        if not problem:
            scenarios.save(current.workspace, current.scenario, name, actor())
    except RoiError as refused:
        problem = str(refused)
    if problem:
        st.error(problem)
        return
    change(current, Edit("name", name, current.scenario.name))
    st.success(text("savings.saved_as").format(name=name))


def _saved(current: Draft) -> None:
    found = scenarios.names(current.workspace)
    if not found:
        return
    with st.container(border=True):
        st.header(text("savings.saved_scenarios"), anchor=False)
        for name in found:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(name, width="stretch")
                for verb, action in (
                    (text("shared.open"), _open),
                    (text("savings.duplicate"), _copy),
                    (text("shared.delete"), _delete),
                ):
                    st.button(
                        verb, key=f"savings_{verb.lower()}_{name}", on_click=action,
                        args=(current, name), type="tertiary",
                    )  # fmt: skip


def _open(current: Draft, name: str) -> None:
    if scenario := scenarios.saved(current.workspace, name):
        scenarios.replace_working_copy(current.workspace, scenario, actor=actor())


def _copy(current: Draft, name: str) -> None:
    scenarios.duplicate(current.workspace, name, actor())


def _delete(current: Draft, name: str) -> None:
    scenarios.delete(current.workspace, name, actor())


def _compare(current: Draft) -> None:
    edited, taken = current.scenario, set(scenarios.names(current.workspace))
    offered = [EDITED, *map(str.capitalize, STARTS), *sorted(taken)]
    with st.container(border=True):
        st.header(text("savings.side_by_side"), anchor=False)
        chosen = st.multiselect(
            text("savings.scenarios"),
            offered,
            offered[:4],
            key=f"savings_compare_{current.workspace.name}",
            max_selections=MAX_SHOWN,
            help=text("savings.compare"),
        )
        found: dict[str, Scenario] = {}
        for name in chosen:
            kind = next((k for k in STARTS if k.capitalize() == name and name not in taken), None)
            other = scenarios.saved(current.workspace, name) if name in taken else None
            if kind:
                other = scenarios.started(current.workspace, current.run, edited, kind)
            found[name] = other or edited
        if found:
            _side_by_side(found)


def _side_by_side(found: dict[str, Scenario]) -> None:
    results = {name: compared(scenario) for name, scenario in found.items()}
    columns = {_plain(name): _column(found[name], *results[name]) for name in found}
    st.table(pd.DataFrame(columns).map(_plain), border="horizontal")
    currencies = {scenario.currency for scenario in found.values()}
    if len(currencies) == 1:
        cases = {name: result for name, (result, _) in results.items()}
        figure = case_charts.lines(cases, currencies.pop(), colours())
        charts.show(figure, text("savings.cumulative_cash_of"), "compare")
    else:
        st.caption(text("savings.the_curves_are_left_out_because"))
    st.caption(text("savings.ranges_from_draws_each").format(compared_draws=number(COMPARED_DRAWS)))


def _column(scenario: Scenario, result: Case, found: Uncertainty) -> dict[str, str]:
    coin = scenario.currency
    net, worth = found.net_savings_per_year, found.npv
    return {
        text("savings.net_savings_a_year"): money(result.net_savings_per_year, coin),
        text("savings.net_savings_bad_case"): money(net.bad, coin),
        text("savings.net_savings_good_case"): money(net.good, coin),
        text("savings.payback"): payback(result.payback),
        text("savings.net_present_value"): money(result.npv, coin),
        text("savings.npv_bad_case"): money(worth.bad, coin),
        text("savings.npv_good_case"): money(worth.good, coin),
        text("savings.return_on_investment"): percent(result.roi),
        text("savings.paid_back_within_a_year"): percent(found.within_a_year),
        text("savings.paid_back_within_the_horizon"): percent(found.paid_back),
        text("savings.full_time_equivalents"): number(result.full_time_equivalents, 1),
        **{_row(key): input_amount(assumptions()[key], scenario[key], coin) for key in INPUTS},
        text("savings.horizon"): text("savings.months").format(
            horizon_months=scenario.horizon_months
        ),
    }


def _row(key: str) -> str:
    rule = assumptions()[key]
    return f"{rule.label}, {rule.unit}" if rule.unit.startswith("seconds") else rule.label


def _share(current: Draft) -> None:
    with st.container(border=True):
        st.header(text("savings.share_by_link"), anchor=False)
        st.caption(text("savings.link"))
        here = str(st.context.url or "").split("?")[0]
        query = urlencode({"workspace": current.workspace.name, LINK: to_link(current.scenario)})
        st.code(f"{here}?{query}", language=None, wrap_lines=False)


def _plain(words: str) -> str:
    """Words as they stand, with nothing that markdown would read, a minus kept to its number."""
    words = words.replace("−", "−\u2060")
    return "".join(f"\\{c}" if c in r"\`*_{}[]()<>#+!|~$:" else c for c in words)
