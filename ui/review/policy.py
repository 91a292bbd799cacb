"""The policy as a form, and what would move before it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import number, short_percent
from routing.decision import Disposition
from routing.policy import Policy
from routing.policy_change import Moves
from routing.signs import SignKind
from routing.taxonomy import Taxonomy
from store import policies, taxonomies
from store.runs import Run
from store.workspace import Workspace
from ui.shell import frame, jobs
from ui.shell.provenance import card
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.policy.changes import adopt_policy
from usecases.policy.preview import preview
from usecases.provenance import Origin
from usecases.runs.request import RunRequest

SIGNS: Final[dict[SignKind, str]] = {
    SignKind.ORDERS: text("review.speaks_to_an_automatic_reader"),
    SignKind.HIDDEN: text("review.HIDDEN"),
    SignKind.LANGUAGE: text("review.a_language_the_router_does_not"),
    SignKind.PARTS: text("review.two_problems_in_one_ticket"),
}
EDITOR: Final[dict[str, Any]] = {
    text("shared.category"): st.column_config.TextColumn(disabled=True),
    text("shared.by_hand"): st.column_config.CheckboxColumn(
        width="small", help=text("review.a_person_decides_every_one")
    ),
    text("shared.threshold"): st.column_config.NumberColumn(
        format="%.3f", min_value=0.0, max_value=1.0, step=0.001, width="small",
        help=text("review.confidence_from_which_it_goes"),
    ),
}  # fmt: skip
CHANGE: Final[dict[str, Any]] = {
    name: st.column_config.NumberColumn(format="localized", width=58)
    for name in (text("shared.now"), text("review.then"))
} | {
    name: st.column_config.TextColumn(width=128)
    for name in (text("shared.reason"), text("shared.category"))
}
_FIRST: Final = 0.7
CARDS: Final = {
    Disposition.AUTO: text("review.go_without_a_person"),
    Disposition.REVIEW: text("review.wait_for_a_person"),
    Disposition.UNKNOWN: "Unknown",
}


def show(workspace: Workspace, run: Run) -> None:
    """Form and consequences side by side."""
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    in_force = policies.current(workspace)
    start = in_force.policy if in_force else _default(run, taxonomy)
    _editing(workspace, run, start, taxonomy)
    _versions(workspace)


def _default(run: Run, taxonomy: Taxonomy) -> Policy:
    """What the run was disposed by where nobody has saved a policy."""
    return RunRequest.from_settings(run.settings).policy(taxonomy)


@st.fragment
def _editing(workspace: Workspace, run: Run, start: Policy, taxonomy: Taxonomy) -> None:
    with frame.row("sides", "_policy"):
        with st.container(border=True):
            draft = _form(workspace, start, taxonomy)
        with st.container():
            found = preview(workspace, run.run_id, draft)
            _consequences(found)
            _save(workspace, run, draft, found)


def _form(workspace: Workspace, start: Policy, taxonomy: Taxonomy) -> Policy:
    version = policies.current(workspace)
    key = f"{workspace.name}_{version.policy_id if version else 0}"
    st.header(text("review.what_goes_without"), anchor=False)
    alone = st.toggle(
        text("review.some_tickets_do"), start.threshold is not None, key=f"policy_alone_{key}",
        help=text("review.alone"),
    )  # fmt: skip
    threshold = st.number_input(
        text("review.threshold_all"),
        0.0, 1.0, _FIRST if start.threshold is None else start.threshold,
        0.01, format="%.3f", key=f"policy_threshold_{key}", disabled=not alone,
        help=text("review.threshold"),
    )  # fmt: skip
    table = st.data_editor(
        _table(start, taxonomy), hide_index=True, column_config=EDITOR, placeholder="–",
        key=f"policy_table_{key}",
    )  # fmt: skip
    st.caption(text("review.sends_ticket_person"))
    heeds = frozenset(
        kind for kind, label in SIGNS.items()
        if st.checkbox(
            label, kind in start.heeds, key=f"policy_{kind.name}_{key}",
            help=text(f"review.sign_{kind.name}"),
        )
    )  # fmt: skip
    st.page_link(
        frame.PAGES / "dial.py", label=text("review.find_thresholds_precision"),
        icon=":material/tune:",
    )  # fmt: skip
    return policy_of(replace(start, threshold=threshold if alone else None, heeds=heeds), table)


def policy_of(start: Policy, table: pd.DataFrame) -> Policy:
    """The policy that a filled-in table stands for; the rest is as in `start`.

    A category that had no threshold at all stays one without, as long as it is left by hand.
    """
    never = {name for name, threshold in start.thresholds.items() if threshold is None}
    by_hand = set(table.loc[table[text("shared.by_hand")], text("shared.category")])
    own = table[table[text("shared.threshold")].notna() & ~table[text("shared.by_hand")]]
    thresholds = dict(
        zip(own[text("shared.category")], map(float, own[text("shared.threshold")]), strict=True)
    )
    shown = set(table[text("shared.category")])
    return replace(
        start,
        thresholds={
            **{name: value for name, value in start.thresholds.items() if name not in shown},
            **thresholds, **dict.fromkeys(sorted(never & by_hand - start.always_review)),
        },
        always_review=frozenset(by_hand - (never - start.always_review))
        | (start.always_review - shown),
    )  # fmt: skip


def _table(start: Policy, taxonomy: Taxonomy) -> pd.DataFrame:
    never = {name for name, threshold in start.thresholds.items() if threshold is None}
    return pd.DataFrame(
        {
            text("shared.category"): taxonomy.names,
            text("shared.by_hand"): [
                name in start.always_review | never for name in taxonomy.names
            ],
            text("shared.threshold"): [start.thresholds.get(name) for name in taxonomy.names],
        }
    ).astype({text("shared.threshold"): "float64"})


def _consequences(found: Moves) -> None:
    with frame.row("cards", "_moves"):
        for disposition, label in CARDS.items():
            now, then = found.of(disposition)
            card(label, f"{then:,}", Origin("computed", text("review.now").format(now=number(now))))
    st.markdown(sentence(found))
    with frame.row("halves", "_moves"):
        reasons = {text(f"review.{kind.name}"): pair for kind, pair in found.by_reason.items()}
        _changes(text("shared.why_a_person_is_wanted"), text("shared.reason"), reasons)
        _changes(
            text("review.without_a_person_by_category"), text("shared.category"), found.by_category
        )


def sentence(found: Moves) -> str:
    """How many tickets would move, and where to."""
    if not found.moved:
        return text("review.no_ticket_of_this_run_would")
    words = {
        Disposition.AUTO: text("review.goes_alone"),
        Disposition.REVIEW: text("review.waits"),
        Disposition.UNKNOWN: "Unknown",
    }
    parts = [
        f"**{n:,}** from “{words[before]}” to “{words[after]}”"
        for (before, after), n in sorted(found.between.items(), key=lambda item: -item[1])
        if before is not after
    ]
    return (
        text("review.tickets_would_move").format(moved=number(found.moved)) + ", ".join(parts) + "."
    )


def _changes(title: str, first: str, pairs: Any) -> None:
    with st.container(border=True):
        st.header(title, anchor=False)
        rows = [(name, now, then) for name, (now, then) in pairs.items()]
        table = pd.DataFrame(rows, columns=[first, text("shared.now"), text("review.then")])
        st.dataframe(table, hide_index=True, column_config=CHANGE, alt=title)


def _save(workspace: Workspace, run: Run, draft: Policy, found: Moves) -> None:
    version = policies.current(workspace)
    if version and version.policy == draft and run.policy_id == version.policy_id:
        st.success(
            text("shared.policy_is_in_force_and_this_run").format(policy_id=version.policy_id)
        )
        return
    number = version.policy_id + 1 if version else 1
    job = jobs.current(workspace)
    if st.button(
        text("review.save_as_policy_and_apply_it").format(number=number),
        type="primary",
        key="policy_save",
        disabled=bool(job and job.live),
    ):
        adopt_policy(workspace, run.run_id, draft, {"moved": found.moved}, actor())
        st.rerun()
    st.caption(text("review.policy_saved"))


def _versions(workspace: Workspace) -> None:
    rows = [
        (
            version.policy_id, version.created_at, _chosen(version.origin),
            "never" if version.policy.threshold is None else f"{version.policy.threshold:.3f}",
            len(version.policy.always_review), ", ".join(map(str, runs)),
        )
        for version, runs in policies.history(workspace)
    ]  # fmt: skip
    names = [
        text("shared.policy"),
        text("shared.saved"),
        text("review.chosen"),
        text("review.threshold_all"),
        text("shared.by_hand"),
        text("review.followed_by_run"),
    ]
    if rows:
        with st.expander(text("review.every_policy_workspace")):
            table = pd.DataFrame(rows, columns=names)
            saved = {
                text("shared.saved"): st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")
            }
            st.dataframe(table, hide_index=True, column_config=saved, alt=text("review.policies"))


def _chosen(origin: Any) -> str:
    if "asked" in origin:
        return text("review.precision_dial_asked").format(origin=short_percent(origin["asked"]))
    return f"hand ({origin['by']})" if origin.get("by") else "hand"
