"""What is asked of the dial, and the buttons that make its answer the policy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Literal

import pandas as pd
import streamlit as st

from roi import numbers
from roi.numbers import number
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
    text("shared.category"): st.column_config.TextColumn(disabled=True),
    text("shared.by_hand"): st.column_config.CheckboxColumn(
        width=98, help=text("dial.a_person_checks_every_one")
    ),
    text("dial.own_target"): st.column_config.NumberColumn(
        format="%.1f %%", min_value=50.0, max_value=99.9, width=110,
        help=text("dial.the_precision_asked_of_this"),
    ),
}  # fmt: skip
PARTS: Final[dict[str, Any]] = {
    text("shared.asked"): st.column_config.NumberColumn(format=PERCENT),
    text("dial.vouched"): st.column_config.NumberColumn(
        format=PERCENT, help=text("dial.lower_bound_of_the_precision")
    ),
    text("shared.threshold"): st.column_config.NumberColumn(format="%.3f"),
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
    with st.expander(
        text("dial.for_single_categories")
        + (text("dial.of_high_risk").format(risky=risky) if risky else "")
    ):
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
    own = table[table[text("dial.own_target")].notna() & ~table[text("shared.by_hand")]]
    return PrecisionTargets(
        asked,
        {
            c: target / 100
            for c, target in zip(
                own[text("shared.category")], own[text("dial.own_target")], strict=True
            )
        },
        frozenset(table.loc[table[text("shared.by_hand")], text("shared.category")]),
    )


def _table(taxonomy: Taxonomy, saved: PrecisionTargets) -> pd.DataFrame:
    return pd.DataFrame(
        {
            text("shared.category"): taxonomy.names,
            text("shared.by_hand"): [name in saved.by_hand for name in taxonomy.names],
            text("dial.own_target"): [
                numbers.in_percent(saved.own[name]) if name in saved.own else None
                for name in taxonomy.names
            ],
        }
    ).astype({text("dial.own_target"): "float64"})


def parts(dial: Dial) -> pd.DataFrame:
    """The thresholds and what vouches for them, one row a target."""
    others = (
        text("dial.all_others")
        if len(dial.parts) > 1 or dial.always_review
        else text("dial.all_categories")
    )
    return pd.DataFrame(
        {
            text("dial.for"): part.category or others,
            text("shared.asked"): numbers.in_percent(part.asked),
            text("shared.threshold"): part.threshold,
            text("dial.vouched"): None
            if part.guaranteed is None
            else numbers.in_percent(part.guaranteed),
            text("shared.auto_routed"): text("dial.auto_of_n").format(
                auto=number(part.auto), n=number(part.n)
            ),
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
        keep = text("dial.keep_and_route_nothing_alone").format(
            asked=numbers.short_percent(asked.asked)
        )
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
        st.success(text("shared.these_thresholds_are_in_force").format(policy_id=current.policy_id))
        return
    use = text("dial.use_asked").format(asked=numbers.short_percent(asked.asked))
    label = text("dial.use_them_without_a_promise") if dial.withheld else use
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
            text("dial.apply_policy_to_this_run").format(policy_id=current.policy_id),
            key="dial_follow",
            disabled=bool(job and job.live),
        ):
            follow_policy(workspace, run.run_id, current, actor())
            st.rerun()


def _behind(current: PolicyVersion, run: Run) -> str:
    follows = (
        text("dial.policy").format(policy_id=run.policy_id)
        if run.policy_id
        else text("dial.the_default_policy")
    )
    return text("dial.policy_is_in_force").format(policy_id=current.policy_id, follows=follows)
