"""Categories that are taken for one another, and what merging them would bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import amount, in_percent, number
from routing.errors import RouteCaseError
from routing.learning.category_overlap import Overlap, overlaps
from store.runs import Run
from store.workspace import Workspace
from ui.shell import figure_texts, frame
from ui.shell.provenance import card
from ui.shell.session.actor import actor
from ui.shell.session.selection import newest_run
from ui.shell.texts import plain, text
from usecases.business_case.scenarios import working_copy
from usecases.evaluation import figures
from usecases.provenance import Origin, measured
from usecases.taxonomy import category_changes
from usecases.taxonomy.merge_preview import MergePreview, indistinguishable, merge_preview

COLUMNS: Final[dict[str, Any]] = {
    "Taken for one another": st.column_config.NumberColumn(
        format="%.1f %%", help="Of all tickets of the two categories"
    ),
    "Told apart": st.column_config.NumberColumn(
        format="%.0f %%", help="Mean of both recalls among tickets answered with one of the two"
    ),
}
LINKED: Final = 3


def show(workspace: Workspace) -> None:
    """The pairs that overlap most, their tickets, and a merge with its consequences."""
    run = newest_run(workspace)
    score = figures.score(workspace, run.run_id) if run else None
    if run is None or score is None:
        st.caption(text("topics.no_overlap"))
        return
    found = overlaps(score.evaluation.confusion)
    if not found:
        st.caption(f"No two categories were taken for one another in run {run.run_id}.")
        return
    same = indistinguishable(workspace, run.run_id)
    _say(same)
    st.markdown(text("topics.overlap"))
    shown = list(dict.fromkeys((*same, *found)))
    st.dataframe(_table(shown), hide_index=True, column_config=COLUMNS, alt="Overlap")
    st.caption(f"Measured on the labelled tickets of run {run.run_id}; intervals are at 95 %.")
    for pair in found[:LINKED]:
        for actual, predicted, n in (
            (pair.first, pair.second, pair.there), (pair.second, pair.first, pair.back),
        ):  # fmt: skip
            if n:
                label = f"{actual} taken for {predicted}: {number(n)}"
                frame.tickets_link(label, {"actual": actual, "predicted": predicted})
    _try_merge(workspace, run, shown)


def _say(same: Sequence[Overlap]) -> None:
    if not same:
        st.success(text("topics.all_told_apart"))
        return
    pairs = "; ".join(f"{plain(p.first)} and {plain(p.second)}" for p in same)
    st.warning(f"{text('topics.not_told_apart')} {pairs}.")


def _table(found: Sequence[Overlap]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Categories": f"{pair.first} and {pair.second}",
            "Verdict": _verdict(pair),
            "Told apart": in_percent(pair.told_apart),
            "Taken for one another": in_percent(pair.share.value),
            "95 % interval": figure_texts.interval(pair.share),
            "Tickets": f"{number(pair.mistaken)} of {number(pair.share.n)}",
            "First taken for second": pair.there,
            "Second taken for first": pair.back,
        }
        for pair in found
    )


def _verdict(pair: Overlap) -> str:
    if pair.is_one_category:
        return "cannot be told apart"
    return "told apart" if pair.is_mostly_told_apart else "overlap"


def _try_merge(workspace: Workspace, run: Run, pairs: Sequence[Overlap]) -> None:
    """A pair as if it were one category, and the button that makes it so."""
    with st.container(border=True):
        st.header("If two were one", anchor=False)
        st.caption(text("topics.merge_preview"))
        pair = st.selectbox(
            "Pair", pairs, format_func=lambda p: f"{p.first} and {p.second}", key="overlap_pair"
        )
        new = st.text_input("Their name from now on", pair.first, key="overlap_name").strip()
        preview = merge_preview(workspace, run, (pair.first, pair.second), new) if new else None
        if preview is None:
            return
        _effects(workspace, run, preview)
        if st.button("Merge", key="overlap_merge", icon=":material/merge:"):
            try:
                category_changes.merge(workspace, (pair.first, pair.second), new, actor())
            except RouteCaseError as problem:
                st.error(str(problem))
                return
            st.rerun()


def _effects(workspace: Workspace, run: Run, preview: MergePreview) -> None:
    scenario = working_copy(workspace, run).scenario
    before, after = preview.before, preview.after
    with frame.row("cards", "_merge"):
        for label, then, now in (
            ("Accuracy", after.accuracy, before.accuracy),
            ("Auto-routed", after.coverage, before.coverage),
            ("Right when auto-routed", after.precision, before.precision),
        ):
            words = f"{figure_texts.share(now)} → {figure_texts.share(then)}"
            card(label, words, measured(then))
        if scenario.volume_is_known:
            currency = scenario.currency
            card(
                "Left a year", f"{amount(preview.gain, currency)} more",
                Origin("computed", f"{amount(before.worth.net, currency)} now, by Savings"),
            )  # fmt: skip
    if len(preview.groups) > 1:
        st.warning(f"{text('topics.merge_groups')} {', '.join(map(plain, preview.groups))}.")
