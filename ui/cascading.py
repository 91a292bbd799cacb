"""A cascade of two runs on the Compare screen: what it would cost, and what it would save."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from roi import figures
from routing.routers.cascade import CascadeRule, Plan, Stage, cheapest
from routing.taxonomy import UNKNOWN, Taxonomy
from service import defaults
from service.wishes import saved_wishes
from store import runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from ui import money
from ui.contest import Entry
from ui.provenance import Origin, card
from ui.texts import text

PERCENT: Final = "%.1f %%"
SECONDS_AN_HOUR: Final = 3600
PLANS: Final[dict[str, Any]] = {
    "Routed alone": st.column_config.NumberColumn(format=PERCENT),
    "Of these right": st.column_config.NumberColumn(format=PERCENT),
    "Asked of the LLM": st.column_config.NumberColumn(format=PERCENT),
    "Cost per 1,000": st.column_config.NumberColumn(
        format="$%.2f", help="Answers of the model and the time of people on the rest."
    ),
}


def show(workspace: Workspace, found: list[Entry]) -> None:
    """The cascade of a free router and a paid one; nothing where there are not both."""
    first = next(
        (e.run for e in found if not e.cost_per_1000 and not e.run.settings.get("llm")), None
    )
    second = next((e.run for e in found if e.cost_per_1000 or e.run.settings.get("llm")), None)
    if first is None or second is None:
        return
    with st.container(border=True):
        st.subheader("Both, one after the other", anchor=False)
        st.caption(text("compare.cascade"))
        taxonomy = taxonomies.version(workspace, second.taxonomy_id).taxonomy
        wishes = saved_wishes(workspace, taxonomy)
        asked = st.slider(
            "Asked precision", 80.0, 99.5, 100 * wishes.asked, 0.5, format="%.1f %%",
            key=f"cascade_asked_{workspace.name}", persist_state="session",
        )  # fmt: skip
        person = _person(workspace)
        frame = runs.stages(workspace, first.run_id, second.run_id)
        stages = _stages(frame, taxonomy)
        plans = cheapest(*stages, asked / 100, person)
        with st.container(horizontal=True, key="cards_cascade"):
            _cards(plans, len(frame))
        st.dataframe(_table(plans), hide_index=True, column_config=PLANS, alt="Cascade")
        st.caption(
            f"A person's decision: {figures.money(person, 'USD', 2)} a ticket.".replace("$", r"\$")
        )
        _adopt(workspace, second, plans[0].rule)


def _stages(frame: pd.DataFrame, taxonomy: Taxonomy) -> tuple[Stage, Stage]:
    by_hand = {UNKNOWN, *(c.name for c in taxonomy.categories if c.risk == "high")}

    def stage(name: str) -> Stage:
        sure = frame[f"{name}_confidence"].to_numpy(dtype=np.float64)
        alone = ~frame[name].isin(by_hand).to_numpy()
        correct = frame[f"{name}_correct"].to_numpy(dtype=bool)
        return Stage(np.where(alone, sure, -1.0), correct, float(frame[f"{name}_cost"].mean()))

    return stage("first"), stage("second")


def _person(workspace: Workspace) -> float:
    """What a person's decision costs, in US dollars as the model's answers are."""
    case = money.present_case(workspace, None)
    hours = case.scenario["manual_seconds"] / SECONDS_AN_HOUR
    return hours * case.inputs.loaded_wage_per_hour / case.scenario["usd_rate"]


def _cards(plans: tuple[Plan, Plan, Plan], n: int) -> None:
    best, first, second = plans
    shown = {
        "Cascade, per 1,000 tickets": (best.cost, f"n = {n:,} labelled tickets"),
        "Saved against the LLM alone": (second.cost - best.cost, "per 1,000 tickets"),
        "Saved against embedded alone": (first.cost - best.cost, "per 1,000 tickets"),
    }
    for label, (amount, how) in shown.items():
        card(label, figures.money(1000 * amount, "USD"), Origin("computed", how))


def _table(plans: tuple[Plan, Plan, Plan]) -> pd.DataFrame:
    names = ("Cascade", "Embedded alone", "LLM alone")
    return pd.DataFrame(
        {
            "Router": name,
            "Sure from": _threshold(plan.rule.sure),
            "LLM accepted from": _threshold(plan.rule.accepted),
            "Routed alone": 100 * plan.auto,
            "Of these right": None if plan.right is None else 100 * plan.right,
            "Asked of the LLM": 100 * plan.calls,
            "Cost per 1,000": 1000 * plan.cost,
        }
        for name, plan in zip(names, plans, strict=True)
    )


def _threshold(value: float | None) -> str:
    return "never" if value is None else f"{value:.3f}"


def _adopt(workspace: Workspace, second: Run, rule: CascadeRule) -> None:
    if not second.settings.get("llm"):
        return
    if rule.sure is None or rule.accepted is None:
        st.caption(text("compare.no_cascade"))
    elif st.button("Make the cascade the default", key="cascade_default"):
        defaults.make_cascade_default(workspace, second, rule)
        st.success("Later runs ask the embedded router first.")
