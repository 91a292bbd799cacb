"""A cascade of two runs on the Compare screen: what it would cost, and what it would save."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from roi import numbers
from roi.numbers import number
from routing.routers.cascade import CascadeRule, Plan
from store import taxonomies
from store.runs import Run
from store.workspace import Workspace
from ui.shell.provenance import card
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.business_case.cascade_plan import CascadePlan, plan_cascade
from usecases.evaluation.comparison import RunComparison
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.provenance import Origin
from usecases.runs import defaults

PERCENT: Final = "%.1f %%"
PLANS: Final[dict[str, Any]] = {
    text("shared.routed_alone"): st.column_config.NumberColumn(format=PERCENT),
    text("compare.of_these_right"): st.column_config.NumberColumn(format=PERCENT),
    text("compare.asked_of_the_llm"): st.column_config.NumberColumn(format=PERCENT),
    text("compare.cost_per_1_000"): st.column_config.NumberColumn(
        format="$%.2f", help=text("compare.answers_of_the_model_and")
    ),
}


def planned(workspace: Workspace, found: RunComparison) -> CascadePlan | None:
    """The cascade of the runs on screen, at what the slider below the chart stands at."""
    return plan_cascade(workspace, found.entries, _asked(workspace))


def _asked(workspace: Workspace) -> float:
    """What the slider below the chart stands at, which is drawn after it."""
    version = taxonomies.current_or_labels(workspace)
    target = 95.0
    if version:
        target = 100 * saved_precision_targets(workspace, version.taxonomy).asked
    return float(st.session_state.get(f"cascade_asked_{workspace.name}", target)) / 100


def show(workspace: Workspace, cascade: CascadePlan | None) -> None:
    """What the cascade comes to at the asked precision, and the button that adopts it."""
    if cascade is None:
        return
    plans, second = cascade.plans, cascade.second
    with st.container(border=True):
        st.header(text("compare.both_one_after"), anchor=False)
        st.caption(text("compare.cascade"))
        st.slider(
            text("compare.asked_precision"), 80.0, 99.5, 100 * _asked(workspace), 0.5,
            format="%.1f %%", key=f"cascade_asked_{workspace.name}", persist_state="session",
        )  # fmt: skip
        if cascade.refused:
            st.warning(plain(cascade.refused.sentence))
        else:
            with st.container(horizontal=True, key="cards_cascade"):
                _cards(plans, cascade.n)
        st.dataframe(
            _table(plans), hide_index=True, column_config=PLANS, alt=text("compare.cascade_label")
        )
        person = numbers.money(cascade.person, "USD", 2)
        st.caption(
            text("compare.a_persons_decision_a_ticket").format(person=person).replace("$", r"\$")
        )
        _adopt(workspace, second, plans[0].rule)


def _cards(plans: tuple[Plan, Plan, Plan], n: int) -> None:
    best, first, second = plans
    per_1000 = text("compare.per_1000")
    shown = {
        text("compare.cascade_per_1_000_tickets"): (
            best.cost_per_1000,
            text("compare.n_labelled_tickets").format(n=number(n)),
        ),
        text("compare.saved_against_the_llm_alone"): (
            best.saves_per_1000(second),
            per_1000,
        ),
        text("compare.saved_against_embedded_alone"): (
            best.saves_per_1000(first),
            per_1000,
        ),
    }
    for label, (amount, how) in shown.items():
        card(label, numbers.money(amount, "USD"), Origin("computed", how))


def _table(plans: tuple[Plan, Plan, Plan]) -> pd.DataFrame:
    names = (
        text("compare.cascade_label"),
        text("compare.embedded_alone"),
        text("compare.llm_alone"),
    )
    return pd.DataFrame(
        {
            text("shared.router"): name,
            text("compare.sure"): _threshold(plan.rule.sure),
            text("compare.llm_accepted"): _threshold(plan.rule.accepted),
            text("shared.routed_alone"): numbers.in_percent(plan.auto),
            text("compare.of_these_right"): numbers.in_percent(plan.right),
            text("compare.asked_of_the_llm"): numbers.in_percent(plan.calls),
            text("compare.cost_per_1_000"): plan.cost_per_1000,
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
    elif st.button(text("compare.make_cascade_default"), key="cascade_default"):
        defaults.make_cascade_default(workspace, second, rule, actor())
        st.success(text("compare.later_runs_ask"))
