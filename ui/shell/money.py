"""The case as it was left on the savings screen, for the other screens."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from roi.bridge import simple_view
from roi.export.report import Report
from roi.figures import payback
from roi.scenario import Scenario
from roi.simple import SimpleInputs
from store.runs import Run
from store.workspace import Workspace
from ui.savings import charts
from ui.savings.case import report
from ui.savings.scenario_draft import draft
from ui.shell import charts as shared
from ui.shell import signal
from ui.shell.provenance import Origin, card
from ui.shell.texts import text
from ui.shell.theme import colours


@dataclass(frozen=True, slots=True)
class PresentCase:
    """The scenario being edited, and why nothing may be claimed from it, if so."""

    scenario: Scenario
    refused: str | None

    @property
    def inputs(self) -> SimpleInputs:
        """The inputs of its simple view."""
        return simple_view(self.scenario)

    @property
    def report(self) -> Report:
        """Everything that is computed of it."""
        return report(self.scenario)


def present_case(workspace: Workspace, run: Run | None) -> PresentCase:
    """The case as it was left on the savings screen, or as it starts."""
    return PresentCase(draft(workspace, run).scenario, signal.refusal(workspace, run))


def net_savings(case: PresentCase) -> None:
    """The card with the net savings, or that none are claimed."""
    if case.refused:
        card("Net savings a year", "–", Origin("computed", text("savings.no_claim")))
        return
    shown = case.report.cards()[0]
    card(shown.label, shown.text, Origin("computed", shown.range))


def cash(case: PresentCase) -> None:
    """Cumulative cash with the payback month."""
    if case.refused:
        st.markdown(text("savings.no_claim"))
        st.caption(text("savings.no_claim_next"))
        return
    late = payback(case.report.case.payback)
    figure = charts.cash(case.report, colours())
    shared.show(figure, f"Cumulative cash, payback {late}", "cash")
