"""What was measured, read from the workspace once per state of a run."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from routing import targets
from routing.evaluation.baselines import Baseline, against, baselines
from routing.evaluation.confused import side_by_side
from routing.evaluation.confusion import Confusion
from routing.evaluation.intervals import Measured, proportion
from routing.evaluation.metrics import Evaluation, evaluate
from store import baseline, runs, settings, tickets
from store.runs import Run, RunSummary
from store.workspace import Workspace
from ui.shell.provenance import Origin, measured

TEXTBOOK = "TF-IDF with logistic regression"


@dataclass(frozen=True, slots=True)
class Score:
    """A run against the actual categories."""

    evaluation: Evaluation
    baselines: tuple[Baseline, ...]


def score(workspace: Workspace, run: Run) -> Score | None:
    """The score of a run; None when no decided ticket is labelled."""
    mark = baseline.state(workspace)
    return _score(workspace, str(workspace.path), run.run_id, run.decided, mark)


@st.cache_data(max_entries=16, show_spinner="Scoring …")
def _score(_workspace: Workspace, path: str, run_id: int, decided: int, mark: str) -> Score | None:
    """Cached by path, run, how far it is, and the labels as they are.

    Streamlit leaves out names with an underscore.
    """
    del path, decided, mark
    return _scored(runs.labelled(_workspace, run_id))


def _scored(frame: pd.DataFrame) -> Score | None:
    if frame.empty:
        return None
    actual, predicted = frame["actual"].tolist(), frame["predicted"].tolist()
    first = frame["first"].astype(object).where(frame["first"].notna(), None).tolist()
    others = baselines(actual, predicted, first)
    return Score(evaluate(actual, predicted), (*others, *_by_text(frame)))


def _by_text(frame: pd.DataFrame) -> list[Baseline]:
    """TF-IDF with logistic regression, where it was computed."""
    known = frame[frame["by_text"].notna()]
    if known.empty:
        return []
    columns = (known[name].tolist() for name in ("actual", "predicted", "by_text"))
    return [against(TEXTBOOK, *columns)]


def against_people(score: Score) -> str:
    """The router against people in one sentence, "" where nothing is known of people."""
    lead = next((b.lead for b in score.baselines if b.name == "people"), None)
    if lead is None:
        return ""
    words = lead.in_words("people")
    return f"{words[:1].upper()}{words[1:]}, n = {lead.n:,} tickets ({lead.interval.method})."


@dataclass(frozen=True, slots=True)
class RunFigures:
    """The shares that a run was measured at."""

    summary: RunSummary
    coverage: Measured | None
    accuracy: Measured | None
    selective_accuracy: Measured | None


def run_figures(workspace: Workspace, run: Run) -> RunFigures:
    """Coverage, accuracy and selective accuracy of a run, each with n and interval."""
    found = runs.summary(workspace, run.run_id)
    return RunFigures(
        found,
        proportion(found.auto, found.tickets),
        proportion(found.correct, found.labelled),
        proportion(found.auto_correct, found.auto_labelled),
    )


def human_misroutes(facts: tickets.Facts) -> Measured | None:
    """The share of tickets that people put on the wrong desk at first."""
    return proportion(facts.moved, facts.both)


def kpis(workspace: Workspace) -> tuple[targets.Kpi, ...]:
    """The targets of the workspace."""
    saved = settings.get(workspace, "kpis")
    return targets.DEFAULTS if saved is None else targets.from_records(saved)


def kpi_value(target: targets.Kpi, figures: RunFigures) -> tuple[float | None, Origin]:
    """What was measured for a target, and where it comes from."""
    shares = {
        "manual_triage_cut": figures.coverage,
        "precision": figures.selective_accuracy,
        "accuracy": figures.accuracy,
    }
    if target.metric in shares:
        share = shares[target.metric]
        return (share.value if share else None), measured(share)
    n = figures.summary.tickets
    origin = Origin("measured", f"n = {n:,} decisions · {target.kind.how}")
    if target.metric == "seconds_to_route":
        return figures.summary.latency_p95, origin
    return (1000 * figures.summary.cost_usd / n if n else None), origin


def share(figure: Measured | None, decimals: int = 1) -> str:
    """A measured share as text."""
    return f"{100 * figure.value:.{decimals}f} %" if figure else "–"


def rest(figure: Measured | None, decimals: int = 1) -> str:
    """What a measured share leaves, as text."""
    return f"{100 - 100 * figure.value:.{decimals}f} %" if figure else "–"


def span(facts: tickets.Facts) -> str:
    """How much of the export is labelled, and the time it covers."""
    labelled = f"{facts.labelled:,} with actual category"
    if facts.first_created is None or facts.last_created is None:
        return labelled
    return f"{labelled} · {facts.first_created:%b %Y} to {facts.last_created:%b %Y}"


def verdict(target: targets.Kpi, value: float | None) -> str:
    """Whether a target is met, with the value that was measured."""
    met = target.met(value)
    if value is None or met is None:
        return ":gray-badge[not measured]"
    shown = targets.in_unit(value, target.kind.unit).replace("$", r"\$")
    return f"{shown} :green-badge[met]" if met else f"{shown} :orange-badge[not met]"


MAX_ROWS = 30


def readable(confusion: Confusion) -> Confusion:
    """The matrix with confusions side by side; of very many categories the most mistaken."""
    if len(confusion.labels) > MAX_ROWS:
        wrong = confusion.support + confusion.predicted - 2 * confusion.correct
        worst = sorted(range(len(wrong)), key=lambda i: -wrong[i])[:MAX_ROWS]
        confusion = confusion.ordered([confusion.labels[i] for i in worst])
    return side_by_side(confusion)


def flow_matrix(workspace: Workspace) -> tuple[list[str], list[list[int]]]:
    """First category (rows) against actual category (columns), the largest ones."""
    frame = tickets.flows(workspace)
    largest = frame.groupby("category")["tickets"].sum().nlargest(MAX_ROWS)
    labels = sorted({*largest.index, *frame["first_category"]} & {*largest.index})
    kept = frame[frame["first_category"].isin(labels) & frame["category"].isin(labels)]
    table = pd.crosstab(
        kept["first_category"], kept["category"], values=kept["tickets"], aggfunc="sum"
    )
    filled = table.reindex(index=labels, columns=labels).fillna(0).astype(int)
    return labels, filled.to_numpy().tolist()
