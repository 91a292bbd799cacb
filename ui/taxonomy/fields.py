"""Fields beside the category: defined as TOML, filled by a run, each with its own figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from roi.numbers import amount, in_percent
from routing.errors import RouteCaseError
from routing.fields.definition import EXAMPLE
from store.settings import FIELDS
from store.workspace import Workspace
from ui.shell import figure_texts
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.session.selection import newest_run
from ui.shell.texts import plain, text
from usecases.business_case.scenarios import working_copy
from usecases.exploring.ticket_list import attribute_values
from usecases.fields.definitions import fields_of, save_fields
from usecases.fields.figures import FieldFigures, field_figures, unanswered
from usecases.runs.field_answers import fill

COLUMNS: Final[dict[str, Any]] = {
    name: st.column_config.NumberColumn(format="%.1f %%")
    for name in (text("taxonomy.filled"), text("shared.accuracy"), text("taxonomy.filled_alone"))
}


def show(workspace: Workspace) -> None:
    """What the fields are measured at, and their definitions."""
    st.caption(text("taxonomy.fields"))
    run = newest_run(workspace)
    if run and fields_of(workspace):
        _measured(workspace, run.run_id)
    elif not fields_of(workspace):
        st.info(text("taxonomy.fields_none"))
    _define(workspace)


def _measured(workspace: Workspace, run_id: int) -> None:
    if found := field_figures(workspace, run_id):
        st.dataframe(
            _table(workspace, found),
            hide_index=True,
            column_config=COLUMNS,
            alt=text("taxonomy.fields_label"),
            placeholder="–",
        )
        st.caption(text("taxonomy.fields_measured"))
    if missing := unanswered(workspace, run_id):
        st.info(f"{text('taxonomy.fields_unanswered')} {', '.join(map(plain, missing))}.")
    if st.button(text("taxonomy.fill_the_fields_of_run").format(run_id=run_id), key="fields_fill"):
        with st.spinner(text("taxonomy.filling")):
            fill(workspace, run_id, actor())
        st.rerun()


def _table(workspace: Workspace, found: Sequence[FieldFigures]) -> pd.DataFrame:
    run = newest_run(workspace)
    scenario = working_copy(workspace, run).scenario
    rows = [
        {
            text("taxonomy.field"): each.field.name,
            text("taxonomy.filled"): in_percent(each.filled.value),
            text("shared.accuracy"): in_percent(each.accuracy.value) if each.accuracy else None,
            "95 % interval": figure_texts.interval(each.accuracy),
            text("taxonomy.commonest_value"): figure_texts.share(each.commonest),
            text("taxonomy.labelled"): each.accuracy.n if each.accuracy else 0,
            text("taxonomy.filled_alone"): in_percent(each.alone),
            text("taxonomy.from_confidence"): each.dial.threshold if each.dial else None,
            text("shared.hours_a_month"): round(each.hours_a_month(scenario), 1),
            text("taxonomy.worth_a_month"): amount(each.worth_a_month(scenario), scenario.currency),
        }
        for each in found
    ]
    table = pd.DataFrame(rows)
    if not scenario.volume_is_known:
        table = table.drop(columns=[text("shared.hours_a_month"), text("taxonomy.worth_a_month")])
    return table


def _define(workspace: Workspace) -> None:
    saved = FIELDS.of(workspace)
    written = st.text_area(
        text("taxonomy.fields_as_toml"),
        saved,
        height=260,
        key=f"fields_{workspace.name}",
        placeholder=EXAMPLE,
    )
    known = ", ".join(plain(name) for name in attribute_values(workspace))
    if known:
        st.caption(f"{text('taxonomy.fields_columns')} {known}.")
    if st.button(text("taxonomy.save_the_fields"), type="primary", key="fields_save"):
        try:
            save_fields(workspace, written, actor())
        except RouteCaseError as problem:
            st.error(told(problem))
            return
        st.rerun()
