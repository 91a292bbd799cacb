"""The inputs of the savings screen and the figures that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from roi import figures
from roi.assumptions import assumptions
from roi.simple import SimpleInputs, SimpleResult, read_simple, simple_case, simple_problems
from store import runs, scenarios, tickets
from store.runs import Run
from store.workspace import Workspace
from ui import charts, measured
from ui.provenance import Origin, chip
from ui.provenance import measured as from_run
from ui.texts import text
from ui.theme import Colours

CURRENCIES: Final = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "INR", "SEK", "PLN", "BRL")
DAYS_A_MONTH: Final = 30.44
FIELDS: Final = {
    "loaded_wage_per_hour": ("Wage an hour, with load", "wage", 0.5),
    "manual_seconds": ("Manual triage, seconds a ticket", "manual", 5.0),
    "tickets_per_month": ("Tickets a month", "volume", 100.0),
    "running_cost_per_month": ("Running cost a month", "running", 50.0),
    "one_off_cost": ("One-off cost", "one_off", 500.0),
    "horizon_months": ("Horizon in months", "horizon", 1.0),
}


@dataclass(frozen=True, slots=True)
class Case:
    """The simple view of the savings, in words and numbers for the screen."""

    inputs: SimpleInputs
    result: SimpleResult

    def _money(self, amount: float) -> str:
        return figures.money(amount, self.inputs.currency)

    @property
    def net_savings(self) -> str:
        """Savings of a year after the running cost."""
        return self._money(self.result.net_per_year)

    @property
    def gross_savings(self) -> str:
        """Savings of a year before the running cost."""
        return self._money(self.result.annual_savings)

    @property
    def payback(self) -> str:
        """When it has paid for itself."""
        return figures.payback(self.result.payback_month)

    @property
    def hours(self) -> str:
        """Hours of triage saved in a year."""
        return f"{figures.number(self.result.hours_saved_per_year)} h"

    @property
    def hours_month(self) -> str:
        """Hours of triage saved in a month."""
        return f"{figures.number(self.result.hours_saved_per_month, 1)} h a month"

    @property
    def basis(self) -> str:
        """What the figure rests on, in a few words."""
        volume = figures.number(self.inputs.tickets_per_month)
        wage = figures.money(self.inputs.loaded_wage_per_hour, self.inputs.currency, 2)
        return f"{volume} tickets a month at {wage} an hour"

    @property
    def alt(self) -> str:
        """The chart in words."""
        return f"Cumulative cash over {self.inputs.horizon_months} months, payback {self.payback}"

    def chart(self, colours: Colours) -> go.Figure:
        """Cumulative cash with the payback month."""
        result = self.result
        return charts.cumulative_cash(
            result.cumulative_cash, result.payback_month, self.inputs.currency, colours
        )


def case(inputs: SimpleInputs) -> Case:
    """The case of these inputs."""
    return Case(inputs, simple_case(inputs))


def present_case(workspace: Workspace, run: Run | None) -> Case:
    """The case as it was left on the savings screen, or with its defaults."""
    values = {
        **_defaults(workspace, run),
        **_saved(workspace),
    }
    return case(read_simple(_effective(values, workspace, run)))


def inputs_form(workspace: Workspace, run: Run | None) -> SimpleInputs | dict[str, str]:
    """The input fields; the inputs, or what is wrong by field."""
    defaults, origins = _defaults(workspace, run), _origins(workspace, run)
    values: dict[str, Any] = {
        **defaults,
        **_saved(workspace),
    }
    entered: dict[str, Any] = {}
    with st.container(border=True):
        entered["currency"] = st.selectbox(
            "Currency", CURRENCIES, CURRENCIES.index(values["currency"]), key=_key(workspace, "cur")
        )
        for field, (label, help_key, step) in FIELDS.items():
            with st.container(gap="xxsmall"):
                entered[field] = st.number_input(
                    label, value=float(values[field]), step=step, key=_key(workspace, field),
                    help=f"{text(f'savings.{help_key}')} {_source(field)}",
                    format="%.0f" if step >= 1 else "%.2f",
                )  # fmt: skip
                chip(_origin(field, entered[field], defaults, origins))
        entered["auto_only"] = st.toggle(
            "Count only the auto-routed share", bool(values["auto_only"]),
            key=_key(workspace, "auto_only"), help=text("savings.auto_only"),
        )  # fmt: skip
        chip(origins["auto_only"])
        changed = {k: v for k, v in entered.items() if v != defaults[k]}
        st.button("Back to measured and default values", key="savings_reset",
                  disabled=not changed, on_click=_reset, args=(workspace,))  # fmt: skip
    effective = _effective(entered, workspace, run)
    if problems := simple_problems(effective):
        return problems
    if changed != _saved(workspace):
        scenarios.save(workspace, scenarios.WORKING_COPY, changed)
    return read_simple(effective)


def latex(words: str) -> str:
    """Text as it stands inside a formula."""
    plain = words.replace("$", r"\$").replace("%", r"\%").replace("−", "-")
    return rf"\text{{{plain}}}"


def _saved(workspace: Workspace) -> dict[str, Any]:
    """What was entered in place of defaults."""
    return scenarios.load(workspace, scenarios.WORKING_COPY) or {}


def _source(field: str) -> str:
    """Where the default comes from, for the help of a field."""
    default = assumptions()[field]
    source = default.source.replace("$", r"\$")
    return f"Default {figures.plain(default.value)}: {source} ({default.strength} evidence)."


def _key(workspace: Workspace, field: str) -> str:
    return f"savings_{field}_{workspace.name}_{st.session_state.get('savings_resets', 0)}"


def _reset(workspace: Workspace) -> None:
    """Forget what was entered; new widget keys take up the defaults."""
    scenarios.save(workspace, scenarios.WORKING_COPY, {})
    st.session_state["savings_resets"] = st.session_state.get("savings_resets", 0) + 1


def _defaults(workspace: Workspace, run: Run | None) -> dict[str, Any]:
    facts = tickets.facts(workspace)
    found = {key: assumptions()[key].value for key in FIELDS} | {"currency": "USD"}
    if facts.triage_n and facts.triage_mean:
        found["manual_seconds"] = round(facts.triage_mean, 1)
    if volume := _monthly_volume(facts):
        found["tickets_per_month"] = volume
    return found | {"auto_only": run is not None}


def _monthly_volume(facts: tickets.Facts) -> int | None:
    """Tickets a month over the time the export covers; None for less than a month."""
    if facts.first_created is None or facts.last_created is None:
        return None
    months = (facts.last_created - facts.first_created).days / DAYS_A_MONTH
    return round(facts.n / months) if months >= 1 else None


def _origins(workspace: Workspace, run: Run | None) -> dict[str, Origin]:
    facts = tickets.facts(workspace)
    found = {key: Origin("assumed", f"{assumptions()[key].strength} evidence") for key in FIELDS}
    if facts.triage_n:
        found["manual_seconds"] = Origin(
            "measured", f"n = {facts.triage_n:,} tickets of the export"
        )
    if _monthly_volume(facts):
        found["tickets_per_month"] = Origin("measured", measured.span(facts).split(" · ")[-1])
    coverage = measured.run_figures(workspace, run).coverage if run else None
    found["auto_only"] = from_run(coverage) if coverage else Origin("measured", "no run yet")
    return found


def _origin(
    field: str, value: float, defaults: dict[str, Any], origins: dict[str, Origin]
) -> Origin:
    return origins[field] if value == float(defaults[field]) else Origin("assumed", "entered here")


def _effective(values: dict[str, Any], workspace: Workspace, run: Run | None) -> dict[str, Any]:
    """The inputs of the formula: measured seconds of the router, the auto-routed share applied."""
    kept = {key: values[key] for key in FIELDS} | {"currency": values["currency"]}
    kept["llm_seconds"] = assumptions()["llm_seconds"].value
    if run:
        summary = runs.summary(workspace, run.run_id)
        kept["llm_seconds"] = round(summary.latency_mean, 3)
        if values["auto_only"] and summary.tickets:
            kept["tickets_per_month"] *= summary.auto / summary.tickets
    return kept
