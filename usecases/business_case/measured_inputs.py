"""The inputs of the business case that the chosen run and the export have measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roi.inputs import observed
from roi.inputs.origin import Input
from roi.numbers import short_percent
from roi.scenarios.scenario import input_problems
from routing.evaluation.statistics.intervals import Measured, proportion
from store import measures, runs, tickets
from store.reviewing import review_figures
from store.runs import Run
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation import routed_now
from usecases.evaluation.figures import human_misroutes
from usecases.policy.case_policy import case_figures, case_policy

EXPORT = "the export"
MIN_REVIEWS = 20


def measured_inputs(workspace: Workspace, run: Run | None) -> Mapping[str, Input]:
    """Every input that could be measured, by key; the volume is asked, never guessed."""
    return _measured(workspace, run.run_id if run else None)


@kept_by_revision
def _measured(workspace: Workspace, run_id: int | None) -> Mapping[str, Input]:
    found = [
        *_of_export(workspace),
        *_of_reviews(workspace),
        *(_of_run(workspace, run_id) if run_id is not None else ()),
    ]
    return {given.key: given for given in found if not input_problems({given.key: given.base})}


def _of_export(workspace: Workspace) -> Iterator[Input]:
    facts = tickets.facts(workspace)
    if facts.triage_n and facts.triage_mean:
        sd = facts.triage_sd or 0.0
        yield observed.mean("manual_seconds", facts.triage_mean, sd, facts.triage_n, EXPORT)
    yield from _share("human_misroute_rate", human_misroutes(facts), EXPORT)
    if grown := observed.growth(list(measures.whole_months(workspace).values()), EXPORT):
        yield grown


def _of_reviews(workspace: Workspace) -> Iterator[Input]:
    """What a decision takes: the mean, because all of them together are what is paid for."""
    n, mean, sd = review_figures.seconds_each(workspace, shown=True)
    if n >= MIN_REVIEWS and mean:
        yield observed.mean("review_seconds", mean, sd or 0.0, n, "the Review screen")
    if tickets.facts(workspace).triage_n:
        return  # the desk's own clock is nearer to its work than a blind look
    n, mean, sd = review_figures.seconds_each(workspace, shown=False)
    if n >= MIN_REVIEWS and mean:
        yield observed.mean("manual_seconds", mean, sd or 0.0, n, "blind looks on Review")


def _of_run(workspace: Workspace, run_id: int) -> Iterator[Input]:
    source = f"run {run_id}"
    found = measures.per_ticket(workspace, run_id)
    if not found.n:
        return  # a run that has only just begun
    yield from _routed(workspace, run_id, source)
    means = {
        "llm_seconds": found.seconds,
        "cost_per_ticket_usd": found.cost_usd,
        "input_tokens": found.input_tokens,
        "output_tokens": found.output_tokens,
    }
    for key, spread in means.items():
        if spread.mean or key == "cost_per_ticket_usd":
            yield observed.mean(key, spread.mean, spread.sd, found.n, source)
    cached = proportion(found.cached_tokens, found.input_tokens_in_all)
    yield from _share("cached_share", cached, source)


def _routed(workspace: Workspace, run_id: int, source: str) -> Iterator[Input]:
    """Coverage and precision as they are now, where the drift watch knows what is new."""
    newest = max((run.run_id for run in runs.all_runs(workspace) if run.decided), default=run_id)
    current = routed_now.now(workspace) if run_id == newest else None
    if current and current.precision:
        yield from _share("coverage", current.coverage, f"{source}, as it is now")
        yield from _share("precision", current.precision, f"{source}, as it is now")
        return
    if offered := case_policy(workspace, run_id):
        source += f" at the {short_percent(offered.promise)} that the dial offers"
    figures = case_figures(workspace, run_id)
    yield from _share("coverage", figures.coverage, source)
    yield from _share("precision", figures.selective_accuracy, source)


def _share(key: str, figure: Measured | None, source: str) -> Iterator[Input]:
    if figure and figure.interval:
        ends = figure.interval
        yield Input.measured(
            key, figure.value, n=figure.n, low=ends.low, high=ends.high, source=source
        )
