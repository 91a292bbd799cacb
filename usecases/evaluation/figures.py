"""What a run was measured at: its score against baselines, and its shares with n and interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from roi.numbers import number
from roi.numbers.language import phrase
from routing import targets
from routing.evaluation.baselines import Baseline, against, also_ahead_on_texts, baselines
from routing.evaluation.confusion import from_counts
from routing.evaluation.metrics import Evaluation, evaluate_confusion, held_by_texts
from routing.evaluation.statistics.copies import also_of_texts
from routing.evaluation.statistics.intervals import Measured, proportion
from store import decisions, runs, settings, tickets
from store.decisions import Counted
from store.learning import baseline
from store.runs import RunSummary
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.differences import in_words
from usecases.provenance import Origin, measured

TEXT_BASELINE: Final = "TF-IDF with logistic regression"
AUTO: Final = "auto"
Triple = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """A run against the actual categories."""

    evaluation: Evaluation
    baselines: tuple[Baseline, ...]

    @property
    def against_people(self) -> str:
        """The router against people in one sentence, "" where nothing is known of people."""
        lead = next((b.lead for b in self.baselines if b.name == "people"), None)
        if lead is None:
            return ""
        said = phrase(
            "difference_on", difference=in_words(lead, phrase("people")), n=number(lead.n),
            method=lead.interval.method,
        )  # fmt: skip
        return f"{said[:1].upper()}{said[1:]}"


@kept_by_revision
def score(workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET) -> Score | None:
    """The score of a run on the tickets that match; None when no decided one is labelled."""
    counted = decisions.answered(workspace, run_id, filters)
    if not counted:
        return None
    found, texts = _scored(counted), _texts(workspace, run_id, filters, _total(counted))
    if not 0 < _total(texts) < _total(counted):
        return found
    apart = _scored(texts)
    return Score(
        held_by_texts(found.evaluation, apart.evaluation),
        also_ahead_on_texts(found.baselines, apart.baselines),
    )


def _scored(counted: Sequence[Counted]) -> Score:
    pairs: Counter[tuple[str, str]] = Counter()
    by_people: Counter[Triple] = Counter()
    by_text: Counter[Triple] = Counter()
    for actual, predicted, first, text, n in counted:
        pairs[actual, predicted] += n
        by_people[actual, predicted, first] += n
        if text is not None:
            by_text[actual, predicted, text] += n
    others = baselines(by_people)
    if by_text:
        others = (*others, against(TEXT_BASELINE, by_text))
    counts = from_counts((*pair, n) for pair, n in pairs.items())
    return Score(evaluate_confusion(counts), others)


def _texts(workspace: Workspace, run_id: int, filters: Filters, labelled: int) -> Sequence[Counted]:
    """The answers with one ticket for each text; nothing where the texts are not all known."""
    known = baseline.size(workspace) >= labelled
    return _answered_texts(workspace, run_id, filters) if known else ()


@kept_by_revision
def _answered_texts(workspace: Workspace, run_id: int, filters: Filters) -> Sequence[Counted]:
    return decisions.answered_texts(workspace, run_id, filters)


def _total(counted: Sequence[Counted]) -> int:
    return sum(row[-1] for row in counted)


@dataclass(frozen=True, slots=True)
class RunFigures:
    """The shares that a run was measured at."""

    summary: RunSummary
    coverage: Measured | None
    accuracy: Measured | None
    selective_accuracy: Measured | None


@kept_by_revision
def run_figures(workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET) -> RunFigures:
    """Coverage, accuracy and selective accuracy of a run, each with n and interval."""
    found = runs.summary(workspace, run_id, filters)
    accuracy = proportion(found.correct, found.labelled)
    selective = proportion(found.auto_correct, found.auto_labelled)
    if filters.outcome in (None, AUTO):
        alone = replace(filters, outcome=AUTO)
        selective = _also_of_texts(workspace, run_id, alone, selective)
    return RunFigures(
        found,
        proportion(found.auto, found.tickets),
        _also_of_texts(workspace, run_id, filters, accuracy),
        selective,
    )


def _also_of_texts(
    workspace: Workspace, run_id: int, filters: Filters, share: Measured | None
) -> Measured | None:
    """The share of right answers; where texts repeat, its interval holds that of the texts, too."""
    if share is None:
        return None
    texts = _texts(workspace, run_id, filters, share.n)
    right = _total([each for each in texts if each[0] == each[1]])
    return also_of_texts(share, proportion(right, _total(texts)))


def human_misroutes(facts: tickets.Facts) -> Measured | None:
    """The share of tickets that people put on the wrong desk at first."""
    return proportion(facts.moved, facts.both)


def kpis(workspace: Workspace) -> tuple[targets.Kpi, ...]:
    """The targets of the workspace."""
    saved = settings.TARGETS.of(workspace)
    return targets.DEFAULTS if saved is None else targets.from_records(saved)


def kpi_value(target: targets.Kpi, figures: RunFigures | None) -> tuple[float | None, Origin]:
    """What was measured for a target, and where it comes from."""
    if figures is None:
        return None, Origin("missing", "a run would measure it")
    shares = {
        "manual_triage_cut": figures.coverage,
        "precision": figures.selective_accuracy,
        "accuracy": figures.accuracy,
    }
    if target.metric in shares:
        share = shares[target.metric]
        return (share.value if share else None), measured(share)
    n = figures.summary.tickets
    origin = Origin("measured", f"n = {number(n)} · {target.kind.how}")
    if target.metric == "seconds_to_route":
        return figures.summary.latency_p95, origin
    return (1000 * figures.summary.cost_usd / n if n else None), origin
