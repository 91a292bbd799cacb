"""The choices of a scenario that are not numbers with a range."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.assumptions import assumptions
from roi.scenario import Scenario, setting_problem
from roi.values import INPUTS, idle
from ui.savings.scenario_draft import Draft
from ui.shell.provenance import Origin, chip
from ui.shell.texts import text

CURRENCIES: Final = (
    "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "KRW", "SEK", "NOK", "DKK", "PLN",
    "CZK", "BRL", "MXN", "ZAR", "SGD", "NZD",
)  # fmt: skip
PAY: Final = {"hourly": "Wage per hour", "salary": "Salary a year"}
BASIS: Final = {"ticket": "Measured", "tokens": "By tokens"}
SPREADS: Final = {"pert": "PERT", "triangular": "Triangular"}


def choices(current: Draft, group: str) -> Draft:
    """The choices that stand at the top of a group of fields."""
    if group == "People":
        return _pay(_currency(current))
    if group == "Model":
        return _choice(current, "llm_basis", "Cost of the model", BASIS)
    return current


def horizon(current: Draft) -> Draft:
    """How far the case looks, and how the draws are made."""
    rule, before = assumptions()["horizon_months"], current.scenario.horizon_months
    months = st.number_input(
        "Horizon, months", value=before, step=6, key=current.key("horizon_months"),
        help=f"{rule.source}.",
    )  # fmt: skip
    if problem := setting_problem("horizon_months", months):
        st.error(f"{problem} The results still look {before} months ahead.")
    else:
        given = months == int(rule.value)
        chip(Origin("assumed", f"{rule.strength} evidence" if given else "entered here"))
        if months != before:
            current = current.edit(horizon_months=int(months))
    current = _choice(current, "spread", "Shape of the assumed ranges", SPREADS)
    return _seed(current)


def _currency(current: Draft) -> Draft:
    now = current.scenario.currency
    offered = CURRENCIES if now in CURRENCIES else (now, *CURRENCIES)
    chosen = st.selectbox(
        "Currency", offered, offered.index(now), key=current.key("currency"),
        help=text("savings.currency"),
    )  # fmt: skip
    if chosen != now:
        current = current.edit(currency=chosen)
    if chosen != "USD" and (left := _in_dollars(current.scenario)):
        st.caption(f":orange[{text('savings.dollars').format(n=left, currency=chosen)}]")
    return current


def _in_dollars(scenario: Scenario) -> int:
    """How many amounts are still the defaults, which are in US dollars."""
    unused = idle(scenario.pay, scenario.llm_basis)
    money = [
        rule.key for rule in assumptions().values()
        if rule.unit.startswith("money") and rule.key in INPUTS and rule.key not in unused
    ]  # fmt: skip
    return sum(scenario.inputs[key].override is None and scenario[key] != 0 for key in money)


def _pay(current: Draft) -> Draft:
    return _choice(current, "pay", "Pay is known as", PAY)


def _choice(current: Draft, key: str, label: str, options: dict[str, str]) -> Draft:
    now = getattr(current.scenario, key)
    chosen = st.segmented_control(
        label, list(options), default=now, key=current.key(key), required=True,
        format_func=options.__getitem__, help=text(f"savings.{key}"), width="stretch",
    )  # fmt: skip
    return current.edit(**{key: chosen}) if chosen and chosen != now else current


def _seed(current: Draft) -> Draft:
    now = current.scenario.seed
    seed = st.number_input(
        "Seed of the draws", value=now, step=1, key=current.key("seed"), help=text("savings.seed")
    )
    if problem := setting_problem("seed", seed):
        st.error(f"{problem} The results still use {now}.")
        return current
    return current.edit(seed=int(seed)) if seed != now else current
