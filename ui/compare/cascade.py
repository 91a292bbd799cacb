"""A cascade of two runs on the Compare screen: what it would cost, and what it would save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import streamlit as st

from roi import figures
from routing.evaluation.intervals import Measured, proportion
from routing.routers.cascade import CascadeRule, Plan, Stage, cheapest, without_person
from routing.taxonomy import UNKNOWN, Taxonomy
from store import runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from ui.compare.comparison import Entry
from ui.shell import money
from ui.shell.provenance import Origin, card
from ui.shell.texts import text
from usecases import run_defaults
from usecases.precision_targets import saved_precision_targets

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


@dataclass(frozen=True, slots=True)
class Cascade:
    """A planned cascade of a free router and a paid one.

    plans: the cascade, then either router alone. place: accuracy were every answer taken.
    cost_per_1000: of its answers, people's work left out.
    """

    second: Run
    plans: tuple[Plan, Plan, Plan]
    n: int
    person: float
    place: Measured
    cost_per_1000: float


def planned(workspace: Workspace, found: Sequence[Entry]) -> Cascade | None:
    """The cascade that costs least at the asked precision; None where there are not both."""
    first = next(
        (e.run for e in found if not e.cost_per_1000 and not e.run.settings.get("llm")), None
    )
    second = next((e.run for e in found if e.cost_per_1000 or e.run.settings.get("llm")), None)
    if first is None or second is None:
        return None
    taxonomy = taxonomies.version(workspace, second.taxonomy_id).taxonomy
    frame = runs.stages(workspace, first.run_id, second.run_id)
    person = _person(workspace)
    plans = cheapest(*_stages(frame, _by_hand(taxonomy)), _asked(workspace, taxonomy), person)
    hits, cost = without_person(*_stages(frame, frozenset({UNKNOWN})), plans[0].rule)
    place = proportion(hits, len(frame))
    if place is None:
        return None
    return Cascade(second, plans, len(frame), person, place, 1000 * cost)


def _asked(workspace: Workspace, taxonomy: Taxonomy) -> float:
    """What the slider below the chart stands at, which is drawn after it."""
    target = 100 * saved_precision_targets(workspace, taxonomy).asked
    return float(st.session_state.get(f"cascade_asked_{workspace.name}", target)) / 100


def show(workspace: Workspace, cascade: Cascade | None) -> None:
    """What the cascade comes to at the asked precision, and the button that adopts it."""
    if cascade is None:
        return
    plans, second = cascade.plans, cascade.second
    with st.container(border=True):
        st.subheader("Both, one after the other", anchor=False)
        st.caption(text("compare.cascade"))
        taxonomy = taxonomies.version(workspace, second.taxonomy_id).taxonomy
        st.slider(
            "Asked precision", 80.0, 99.5, 100 * _asked(workspace, taxonomy), 0.5,
            format="%.1f %%", key=f"cascade_asked_{workspace.name}", persist_state="session",
        )  # fmt: skip
        with st.container(horizontal=True, key="cards_cascade"):
            _cards(plans, cascade.n)
        st.dataframe(_table(plans), hide_index=True, column_config=PLANS, alt="Cascade")
        person = figures.money(cascade.person, "USD", 2)
        st.caption(f"A person's decision: {person} a ticket.".replace("$", r"\$"))
        _adopt(workspace, second, plans[0].rule)


def _by_hand(taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset({UNKNOWN, *(c.name for c in taxonomy.categories if c.risk == "high")})


def _stages(frame: pd.DataFrame, by_hand: frozenset[str]) -> tuple[Stage, Stage]:
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
        run_defaults.make_cascade_default(workspace, second, rule)
        st.success("Later runs ask the embedded router first.")
