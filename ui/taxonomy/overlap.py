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
from ui.shell.core_sentences import told
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
    text("taxonomy.taken_for_one_another"): st.column_config.NumberColumn(
        format="%.1f %%", help=text("taxonomy.of_all_tickets_of_the_two")
    ),
    text("taxonomy.told_apart"): st.column_config.NumberColumn(
        format="%.0f %%", help=text("taxonomy.mean_of_both_recalls_among")
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
        st.caption(text("taxonomy.no_two_categories_were_taken").format(run_id=run.run_id))
        return
    same = indistinguishable(workspace, run.run_id)
    _say(same)
    st.markdown(text("topics.overlap"))
    shown = list(dict.fromkeys((*same, *found)))
    st.dataframe(
        _table(shown), hide_index=True, column_config=COLUMNS, alt=text("taxonomy.overlap")
    )
    st.caption(text("taxonomy.measured_on_the_labelled").format(run_id=run.run_id))
    for pair in found[:LINKED]:
        for actual, predicted, n in (
            (pair.first, pair.second, pair.there), (pair.second, pair.first, pair.back),
        ):  # fmt: skip
            if n:
                label = text("taxonomy.taken").format(
                    actual=actual, predicted=predicted, n=number(n)
                )
                frame.tickets_link(label, {"actual": actual, "predicted": predicted})
    _try_merge(workspace, run, shown)


def _say(same: Sequence[Overlap]) -> None:
    if not same:
        st.success(text("topics.all_told_apart"))
        return
    pairs = "; ".join(
        text("taxonomy.and").format(first=plain(p.first), second=plain(p.second)) for p in same
    )
    st.warning(f"{text('topics.not_told_apart')} {pairs}.")


def _table(found: Sequence[Overlap]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            text("taxonomy.categories"): text("taxonomy.and").format(
                first=pair.first, second=pair.second
            ),
            text("taxonomy.verdict"): _verdict(pair),
            text("taxonomy.told_apart"): in_percent(pair.told_apart),
            text("taxonomy.taken_for_one_another"): in_percent(pair.share.value),
            "95 % interval": figure_texts.interval(pair.share),
            text("shared.tickets"): text("shared.n_of").format(
                n=number(pair.mistaken), total=number(pair.share.n)
            ),
            text("taxonomy.first_taken_for_second"): pair.there,
            text("taxonomy.second_taken_for_first"): pair.back,
        }
        for pair in found
    )


def _verdict(pair: Overlap) -> str:
    if pair.is_one_category:
        return text("taxonomy.cannot_be_told_apart")
    return text("taxonomy.told_apart_verdict") if pair.is_mostly_told_apart else "overlap"


def _try_merge(workspace: Workspace, run: Run, pairs: Sequence[Overlap]) -> None:
    """A pair as if it were one category, and the button that makes it so."""
    with st.container(border=True):
        st.header(text("taxonomy.if_two_were_one"), anchor=False)
        st.caption(text("topics.merge_preview"))
        pair = st.selectbox(
            text("taxonomy.pair"),
            pairs,
            format_func=lambda p: text("taxonomy.and").format(first=p.first, second=p.second),
            key="overlap_pair",
        )
        new = st.text_input(
            text("taxonomy.their_name_from_now"), pair.first, key="overlap_name"
        ).strip()
        preview = merge_preview(workspace, run, (pair.first, pair.second), new) if new else None
        if preview is None:
            return
        _effects(workspace, run, preview)
        if st.button(text("taxonomy.merge"), key="overlap_merge", icon=":material/merge:"):
            try:
                category_changes.merge(workspace, (pair.first, pair.second), new, actor())
            except RouteCaseError as problem:
                st.error(told(problem))
                return
            st.rerun()


def _effects(workspace: Workspace, run: Run, preview: MergePreview) -> None:
    scenario = working_copy(workspace, run).scenario
    before, after = preview.before, preview.after
    with frame.row("cards", "_merge"):
        for label, then, now in (
            (text("shared.accuracy"), after.accuracy, before.accuracy),
            (text("shared.auto_routed"), after.coverage, before.coverage),
            (text("shared.right_when_auto_routed"), after.precision, before.precision),
        ):
            words = f"{figure_texts.share(now)} → {figure_texts.share(then)}"
            card(label, words, measured(then))
        if scenario.volume_is_known:
            currency = scenario.currency
            card(
                text("shared.left_a_year"),
                text("taxonomy.more").format(gain=amount(preview.gain, currency)),
                Origin(
                    "computed",
                    text("taxonomy.now_by_savings").format(net=amount(before.worth.net, currency)),
                ),
            )
    if len(preview.groups) > 1:
        st.warning(f"{text('topics.merge_groups')} {', '.join(map(plain, preview.groups))}.")
