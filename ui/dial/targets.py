"""What is asked of the dial, and the buttons that make its answer the policy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from roi import numbers
from routing.evaluation.dial.dial import Dial
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.evaluation.dial.promises import AMONG
from routing.taxonomy import Taxonomy
from store import policies
from store.policies import PolicyVersion
from store.runs import Run
from store.workspace import Workspace
from ui.review import policy as rules
from ui.shell import jobs
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.evaluation.evidence import choose_thresholds
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.policy.changes import adopt_dial, follow_policy
from usecases.policy.preview import preview

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
    by_hand = st.session_state.get(f"dial_hand_{workspace.name}", ())
    asked = st.slider(
        text("dial.how_often_must"), 80.0, 99.5, numbers.in_percent(saved.asked), 0.5,
        format="%.1f %%", key=f"dial_asked_{workspace.name}", help=text("dial.asked"),
        bind="query-params",
    )  # fmt: skip
    risky = plain(", ".join(c.name for c in taxonomy.categories if c.risk == "high"))
    with st.expander("For single categories" + (f"; of high risk: {risky}" if risky else "")):
        table = st.data_editor(
            _table(taxonomy, replace(saved, by_hand=saved.by_hand | set(by_hand))),
            hide_index=True, column_config=EDITOR, placeholder="–",
            height="content" if len(taxonomy.names) < MANY else MAX_HEIGHT,
            key=f"dial_own_{workspace.name}_{len(by_hand)}",
        )  # fmt: skip
    found = targets_of(asked / 100, table)
    return replace(found, among=saved.among) if found.asked == saved.asked else found


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


def adopt(
    workspace: Workspace, run: Run, asked: PrecisionTargets, dial: Dial, best: float | None
) -> None:
    """The buttons that make what can be promised, or what was asked, the policy in force.

    best: the highest promise that can be made, None where none can.
    """
    if (offered := offer_instead(asked, dial, best)) is not None:
        _use(workspace, run, offered, choose_thresholds(workspace, run, offered), "primary")
        keep = f"Keep {numbers.short_percent(asked.asked)} and route nothing alone"
        if not dial.has_threshold and st.button(
            keep, key="dial_keep", disabled=_is_busy(workspace)
        ):
            _apply(workspace, run, asked, dial)
    elif dial.has_threshold:
        _use(workspace, run, asked, dial, "primary" if dial.is_met else "secondary")


def offer_instead(
    asked: PrecisionTargets, dial: Dial, best: float | None
) -> PrecisionTargets | None:
    """What is offered in place of what was asked: the highest promise; None where none is due."""
    if best is None or best >= asked.asked or dial.withheld:
        return None
    return replace(asked, asked=best, among=AMONG)


def _use(
    workspace: Workspace,
    run: Run,
    asked: PrecisionTargets,
    dial: Dial,
    kind: Literal["primary", "secondary"],
) -> None:
    current, chosen = policies.current(workspace), policies.with_signs(workspace, dial.policy())
    if current and current.policy == chosen and run.policy_id == current.policy_id:
        st.success(f"These thresholds are in force: policy {current.policy_id}.")
        return
    use = f"Use {numbers.short_percent(asked.asked)}"
    label = "Use them without a promise" if dial.withheld else use
    if st.button(
        label, type=kind, key="dial_use", disabled=_is_busy(workspace), help=text("dial.use")
    ):
        _apply(workspace, run, asked, dial)
    if st.toggle(text("dial.show_what_would"), key="dial_moves", persist_state="session"):
        st.markdown(rules.sentence(preview(workspace, run.run_id, chosen)))


def _apply(workspace: Workspace, run: Run, asked: PrecisionTargets, dial: Dial) -> None:
    adopt_dial(workspace, run, asked, dial, actor())
    st.session_state.pop(f"dial_asked_{workspace.name}", None)
    st.rerun()


def _is_busy(workspace: Workspace) -> bool:
    job = jobs.current(workspace)
    return bool(job and job.live)


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
