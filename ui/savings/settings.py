"""The choices of a scenario that are not numbers with a range."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS
from roi.model.lines import idle
from roi.numbers import currencies, day
from roi.scenarios.scenario import DOLLAR, RATE, Scenario
from roi.scenarios.setting_checks import setting_problem
from ui.savings.fields import evidence
from ui.savings.scenario_draft import Draft, send
from ui.shell.provenance import chip
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.business_case.scenario_edits import confirm_rate
from usecases.provenance import Origin

CURRENCIES: Final = tuple(currencies())
PAY: Final = {"hourly": text("savings.wage_per_hour"), "salary": text("savings.salary_a_year")}
BASIS: Final = {"ticket": text("savings.measured"), "tokens": text("savings.by_tokens")}
SPREADS: Final = {
    "pert": text("savings.near_the_likeliest"),
    "triangular": text("savings.triangular"),
}


def choices(current: Draft, group: str) -> None:
    """The choices that stand at the top of a group of fields."""
    if group == "finance":
        _currency(current)
    if group == "people":
        _choice(current, "pay", text("savings.pay_is_known_as"), PAY)
    if group == "model":
        _choice(current, "llm_basis", text("savings.cost_of_the_model"), BASIS)


def horizon(current: Draft) -> None:
    """How far the case looks."""
    rule, now = assumptions()["horizon_months"], current.scenario.horizon_months
    months = st.number_input(
        text("savings.horizon_months"), value=now, step=6, key=current.key("horizon_months"),
        help=f"{rule.source}.", on_change=send, args=(current, "horizon_months", int),
    )  # fmt: skip
    if problem := setting_problem("horizon_months", months):
        st.error(text("savings.the_results_still_look_months").format(problem=problem, now=now))
    else:
        given = months == int(rule.value)
        chip(Origin("assumed", evidence(rule.strength) if given else text("savings.entered_here")))


def draws(current: Draft) -> None:
    """How the futures are drawn."""
    _choice(current, "spread", text("savings.shape_of_the_assumed_ranges"), SPREADS)
    _seed(current)


def _currency(current: Draft) -> None:
    now = current.scenario.currency
    offered = CURRENCIES if now in CURRENCIES else (now, *CURRENCIES)
    st.selectbox(
        text("savings.currency_label"), offered, offered.index(now), key=current.key("currency"),
        help=text("savings.currency"), on_change=send, args=(current, "currency"),
    )  # fmt: skip
    if now != DOLLAR:
        _rate(current)


def _rate(current: Draft) -> None:
    """The exchange rate that the user gives or confirms, with its day."""
    scenario = current.scenario
    if scenario.rate_is_open and (left := _in_dollars(scenario)):
        st.caption(f":orange[{text('savings.dollars').format(n=left, currency=scenario.currency)}]")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        rate = st.number_input(
            text("savings.for_one_us_dollar").format(currency=scenario.currency),
            value=scenario[RATE],
            format="%.4f",
            step=0.01,
            key=current.key("rate"),
        )
        on = st.date_input("On", scenario.rate_date or "today", key=current.key("rate_day"))
    if problem := assumptions()[RATE].problem(rate):
        st.error(problem)
    elif st.button(text("savings.confirm_rate"), key=current.key("rate_confirm")):
        confirm_rate(current.workspace, current.run, float(rate), on, actor())
        st.rerun()
    if scenario.rate_date:
        chip(Origin("assumed", text("savings.confirmed").format(rate_date=day(scenario.rate_date))))


def _in_dollars(scenario: Scenario) -> int:
    """How many amounts are still in US dollars: the defaults, and those entered before."""
    unused = idle(scenario.pay, scenario.llm_basis)
    money = [
        rule.key for rule in assumptions().values()
        if rule.unit.startswith("money") and rule.key in INPUTS and rule.key not in unused
    ]  # fmt: skip
    if not scenario.rate_is_open:
        return 0
    entered_since = {
        key for key in money
        if scenario.inputs[key].override is not None and key not in scenario.in_dollars
    }  # fmt: skip
    return sum(key not in entered_since and scenario[key] != 0 for key in money)


def _choice(current: Draft, key: str, label: str, options: dict[str, str]) -> None:
    st.segmented_control(
        label, list(options), default=current.seen(key), key=current.key(key), required=True,
        format_func=options.__getitem__, help=text(f"savings.{key}"), width="stretch",
        on_change=send, args=(current, key),
    )  # fmt: skip


def _seed(current: Draft) -> None:
    now = current.scenario.seed
    seed = st.number_input(
        text("savings.number_of_the_draws"),
        value=now,
        step=1,
        key=current.key("seed"),
        help=text("savings.seed"),
        on_change=send,
        args=(current, "seed", int),
    )
    if problem := setting_problem("seed", seed):
        st.error(text("savings.still_used_rate").format(problem=problem, now=now))
