"""The targets of a workspace: what is promised, set here and tracked on Overview."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from routing.errors import TaxonomyError
from routing.targets import KINDS, Kpi, from_records, in_unit
from store import settings
from store.workspace import Workspace
from ui.shell import figure_texts
from ui.shell.core_sentences import told, translated
from ui.shell.provenance import chip
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.evaluation.figures import RunFigures, kpi_value, kpis
from usecases.workspace_settings import choose

SIGNS: Final = {
    "share": ":material/percent:",
    "s": ":material/timer:",
    "USD": ":material/attach_money:",
}


def editor(workspace: Workspace) -> None:
    """One row a target; switched off means it is not tracked."""
    st.caption(text("shared.what_is_promised_here_is_held"))
    present = {target.metric: target.target for target in kpis(workspace)}
    wanted: list[dict[str, Any]] = []
    with st.form("targets", border=False):
        for metric, kind in KINDS.items():
            share = kind.unit == "share"
            on, field = st.columns([3, 2], vertical_alignment="center")
            tracked = on.checkbox(
                text(f"target.{metric}").format(goal="…"), metric in present,
                key=f"kpi_on_{metric}_{workspace.name}",
                help=text("shared.measured_as").format(how=translated(kind.how)),
            )  # fmt: skip
            target = field.number_input(
                text(f"target.{metric}").format(goal="%" if share else kind.unit),
                value=float(present.get(metric, 0.9 if share else 30.0) * (100 if share else 1)),
                key=f"kpi_value_{metric}_{workspace.name}", label_visibility="collapsed",
                format="%.0f" if share else "%.2f", min_value=0.0, icon=SIGNS[kind.unit],
            )  # fmt: skip
            if tracked:
                wanted.append({"metric": metric, "target": target / 100 if share else target})
        if st.form_submit_button(
            text("shared.save_the_targets"), type="primary", key="targets_save"
        ):
            _save(workspace, wanted)


def held(workspace: Workspace, figures: RunFigures | None) -> None:
    """Each target against what was measured."""
    for target in kpis(workspace):
        value, origin = kpi_value(target, figures)
        goal, reached, source = st.columns([3, 2, 4], vertical_alignment="center")
        goal.markdown(_said(target))
        reached.markdown(figure_texts.verdict(target, value))
        with source:
            chip(origin)


def _said(target: Kpi) -> str:
    """A target as a person says it."""
    return text(f"target.{target.metric}").format(goal=in_unit(target.target, target.kind.unit))


def _save(workspace: Workspace, wanted: list[dict[str, Any]]) -> None:
    try:
        from_records(wanted)
    except TaxonomyError as problem:
        st.error(told(problem))
        return
    choose(workspace, settings.TARGETS, wanted, actor())
    st.success(text("shared.saved_sentence"))
