"""The precision dial's own widgets: what is asked, what can be had, what it is worth."""

from __future__ import annotations

from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from roi import numbers
from routing.evaluation.dial import Dial
from routing.evaluation.precision_targets import PrecisionTargets
from routing.taxonomy import Taxonomy
from store import policies
from store.policies import PolicyVersion
from store.runs import Run
from store.workspace import Workspace
from ui.review import policy as rules
from ui.shell import jobs
from ui.shell.actor import actor
from ui.shell.provenance import card
from ui.shell.texts import plain, text
from usecases.business_case import Claim, Refusal
from usecases.policy_changes import adopt_policy, follow_policy
from usecases.policy_preview import preview
from usecases.precision_targets import saved_precision_targets
from usecases.provenance import Origin

PERCENT: Final = "%.1f %%"
MAX_HEIGHT: Final = 420
MANY: Final = 14
EDITOR: Final[dict[str, Any]] = {
    "Category": st.column_config.TextColumn(disabled=True),
    "By hand": st.column_config.CheckboxColumn(
        width=98, help="A person checks every one of its tickets."
    ),
    "Own target": st.column_config.NumberColumn(
        format="%.1f %%", min_value=50.0, max_value=99.9, width=110,
        help="The precision asked of this category; empty: the same as for all.",
    ),
}  # fmt: skip
PARTS: Final[dict[str, Any]] = {
    "Asked": st.column_config.NumberColumn(format=PERCENT),
    "Vouched for": st.column_config.NumberColumn(
        format=PERCENT, help="Lower bound of the precision, corrected for having chosen."
    ),
    "Threshold": st.column_config.NumberColumn(format="%.3f"),
}


def asked(workspace: Workspace, taxonomy: Taxonomy) -> PrecisionTargets:
    """The dial and the targets of single categories; they begin as they were saved last."""
    saved = saved_precision_targets(workspace, taxonomy)
    asked = st.slider(
        "Asked precision", 80.0, 99.5, numbers.in_percent(saved.asked), 0.5, format="%.1f %%",
        key=f"dial_asked_{workspace.name}", help=text("dial.asked"), bind="query-params",
    )  # fmt: skip
    risky = plain(", ".join(c.name for c in taxonomy.categories if c.risk == "high"))
    st.caption("For single categories" + (f"; of high risk: {risky}" if risky else ""))
    table = st.data_editor(
        _table(taxonomy, saved), hide_index=True, column_config=EDITOR, placeholder="–",
        height="content" if len(taxonomy.names) < MANY else MAX_HEIGHT,
        key=f"dial_own_{workspace.name}",
    )  # fmt: skip
    return targets_of(asked / 100, table)


def targets_of(asked: float, table: pd.DataFrame) -> PrecisionTargets:
    """The targets that a filled-in table stands for."""
    own = table[table["Own target"].notna() & ~table["By hand"]]
    return PrecisionTargets(
        asked,
        {c: target / 100 for c, target in zip(own["Category"], own["Own target"], strict=True)},
        frozenset(table.loc[table["By hand"], "Category"]),
    )


def _table(taxonomy: Taxonomy, saved: PrecisionTargets) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Category": taxonomy.names,
            "By hand": [name in saved.by_hand for name in taxonomy.names],
            "Own target": [
                numbers.in_percent(saved.own[name]) if name in saved.own else None
                for name in taxonomy.names
            ],
        }
    ).astype({"Own target": "float64"})


def achieved(dial: Dial) -> str:
    """The label of what was achieved, with what was asked."""
    where = "Labelled" if dial.withheld else "Achieved"
    return f"{where}, asked {numbers.short_percent(dial.asked)}"


def say(dial: Dial) -> None:
    """Why nothing is promised, or which targets cannot be met."""
    for reason in dial.reasons:
        (st.error if reason == dial.withheld else st.warning)(plain(reason))


def to_review(dial: Dial) -> Origin:
    """Why tickets go to a person."""
    hand = len(dial.always_review)
    note = f", {hand} categor{'y' if hand == 1 else 'ies'} by hand" if hand else ""
    return Origin("computed", f"below the threshold, Unknown or a sign in the text{note}")


def parts(dial: Dial) -> pd.DataFrame:
    """The thresholds and what vouches for them, one row a target."""
    others = "All others" if len(dial.parts) > 1 or dial.always_review else "All categories"
    return pd.DataFrame(
        {
            "For": part.category or others,
            "Asked": numbers.in_percent(part.asked),
            "Threshold": part.threshold,
            "Vouched for": None if part.guaranteed is None else numbers.in_percent(part.guaranteed),
            "Auto-routed": f"{part.auto:,} of {part.n:,} tickets",
        }
        for part in dial.parts
    )


def worth(case: Claim | Refusal) -> None:
    """What these thresholds are worth, by the model and the inputs of the Savings screen."""
    if isinstance(case, Refusal):
        st.warning(plain(case.sentence))
        st.caption(text("savings.no_claim"))
        return
    found, coin = case.report.case, case.scenario.currency
    wrong = case.misrouted_per_month
    shown = {
        "Gross savings a year": (numbers.money(found.gross_savings_per_year, coin), "all benefits"),
        "Running cost a year": (
            numbers.money(-found.running_cost_per_year, coin), "rework of errors included"
        ),
        "Net savings a year": (numbers.money(found.net_savings_per_year, coin), "benefits − costs"),
        "Routed wrongly a month": (
            numbers.number(wrong), "tickets × auto-routed × (1 − precision)"
        ),
    }  # fmt: skip
    with st.container(horizontal=True, key="cards_dial_worth"):
        for label, (amount, how) in shown.items():
            card(label, amount, Origin("computed", f"{how} · {case.policy}"))
    st.page_link("../pages/savings.py", label=text("dial.inputs"), icon=":material/tune:")


def adopt(workspace: Workspace, run: Run, asked: PrecisionTargets, dial: Dial, n: int) -> None:
    """The button that makes the thresholds the policy of the workspace."""
    current, chosen = policies.current(workspace), policies.with_signs(workspace, dial.policy())
    if current and current.policy == chosen and run.policy_id == current.policy_id:
        st.success(f"These thresholds are in force: policy {current.policy_id}.")
        return
    if st.toggle("Show what would move", key="dial_moves", persist_state="session"):
        st.markdown(rules.sentence(preview(workspace, run.run_id, chosen)))
    job = jobs.current(workspace)
    going = bool(job and job.live)
    use = "Use them without a promise" if dial.withheld else "Use these thresholds"
    kind: Literal["primary", "secondary"] = "primary" if dial.is_met else "secondary"
    if st.button(use, type=kind, key="dial_use", disabled=going):
        origin = {**asked.to_record(), **_measured(dial), "run_id": run.run_id, "n": n}
        adopt_policy(workspace, run.run_id, chosen, origin, actor())
        st.rerun()
    st.caption(text("dial.use"))


def _measured(dial: Dial) -> dict[str, Any]:
    achieved = dial.achieved.value if dial.achieved else None
    return {"achieved": achieved, "coverage": dial.coverage.value, "withheld": dial.withheld}


def follow(workspace: Workspace, run: Run) -> None:
    """Where the run still follows another policy than the one in force: a way to bring it along."""
    current = policies.current(workspace)
    if current is None or run.policy_id == current.policy_id:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_behind(current, run))
        job = jobs.current(workspace)
        if st.button(
            f"Apply policy {current.policy_id} to this run", key="dial_follow",
            disabled=bool(job and job.live),
        ):  # fmt: skip
            follow_policy(workspace, run.run_id, current, actor())
            st.rerun()


def _behind(current: PolicyVersion, run: Run) -> str:
    follows = f"policy {run.policy_id}" if run.policy_id else "the default policy"
    return f"Policy {current.policy_id} is in force; the decisions of this run follow {follows}."
