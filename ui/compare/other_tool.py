"""Another tool's predictions beside our runs: taken in from a file, scored and priced alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from roi.numbers import amount, percent, short_percent
from routing.errors import RouteCaseError
from routing.intake.prediction_file import Names, columns_of
from store.runs import Run
from store.workspace import Workspace
from ui.shell import answer, uploader
from ui.shell.answer import Row
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.business_case.scenarios import working_copy
from usecases.business_case.tool_worth import ToolWorth, run_worth
from usecases.runs.prediction_import import import_predictions, is_imported

COLUMNS: Final = (
    text("shared.ticket_id"),
    text("shared.predicted_category"),
    text("shared.confidence"),
)
MAX_NAMES: Final = 5


def bring_in(workspace: Workspace) -> None:
    """A file of predictions becomes a run that can be compared, measured and priced."""
    with st.expander(
        text("compare.other_tool"), key="compare_other_tool", on_change="rerun"
    ) as place:
        if place.open is False:
            return
        st.caption(text("compare.other_tool_why"))
        file = uploader.uploaded_file(text("compare.predictions").format(name=workspace.name))
        if file is None:
            return
        try:
            columns = columns_of(file)
        except RouteCaseError as problem:
            st.error(told(problem))
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            tool = st.text_input(
                text("compare.what_called"), placeholder="Zendesk intent", key="tool_name"
            )
            id_, predicted, confidence = (
                st.selectbox(
                    label, columns, None, key=f"tool_{label}",
                    placeholder=text("compare.found_by_itself"),
                )
                for label in COLUMNS
            )  # fmt: skip
            usd = st.number_input(
                text("compare.price_ticket_usd"), 0.0, format="%.3f", key="tool_price"
            )
        if not st.button(text("compare.take_in"), type="primary", key="tool_import"):
            return
        try:
            found = import_predictions(
                workspace, file, Names(None, predicted, id_, confidence), tool=tool,
                usd_per_ticket=usd, actor=actor(),
            )  # fmt: skip
        except RouteCaseError as problem:
            st.error(told(problem))
            return
        uploader.forget(text("compare.predictions").format(name=workspace.name))
        st.success(text("compare.taken_in").format(n=found.matched, missing=found.unmatched))
        if found.foreign:
            names = ", ".join(found.foreign[:MAX_NAMES])
            st.info(text("compare.foreign").format(n=len(found.foreign), names=plain(names)))


def worth(workspace: Workspace, runs: Sequence[Run]) -> None:
    """Each run as it is used and at its best promise, priced by the model of Savings."""
    scenario = working_copy(workspace, runs[0]).scenario
    found = [(run, each) for run in runs if (each := run_worth(workspace, run))]
    if not found or not scenario.volume_is_known:
        return
    with st.container(border=True):
        st.header(text("compare.what_each_worth"), anchor=False)
        for run, each in found:
            st.markdown(plain(_sentence(run, each, scenario.currency)))
        st.caption(text("compare.worth"))
        header = (
            text("shared.router"),
            text("shared.right"),
            text("compare.left_a_year_as_used"),
            text("compare.best_promise"),
            text("shared.routed_alone"),
            text("shared.left_a_year"),
        )
        answer.draw(answer.table(
            header, [_row(each, scenario.currency) for _, each in found], wide=(3, 4)
        ))  # fmt: skip


def _sentence(run: Run, each: ToolWorth, currency: str) -> str:
    who = run.router if is_imported(run) else text("shared.run").format(run_id=run.run_id)
    right = text("compare.is_right").format(who=who, value=percent(each.right.value))
    if each.refusal:
        return f"{right}. {each.refusal.sentence}"
    used = text("compare.worth_a_year_as_it_is_used").format(
        right=right, net=amount(each.as_used.net, currency)
    )
    if each.best is None:
        return text("compare.no_precision_can_be_promised").format(used=used)
    promise, net = short_percent(each.best.setting.promise), amount(each.best.net, currency)
    return text("compare.and_at_its_best_promise").format(used=used, net=net, promise=promise)


def _row(each: ToolWorth, currency: str) -> Row:
    best = None if each.refusal else each.best
    as_used = text("compare.no_claim") if each.refusal else amount(each.as_used.net, currency)
    return Row([
        answer.escaped(each.name),
        percent(each.right.value),
        answer.escaped(as_used),
        short_percent(best.setting.promise) if best else "none",
        percent(best.setting.coverage) if best else "none",
        f"<b>{answer.escaped(amount(best.net, currency))}</b>" if best else "none",
    ])  # fmt: skip
