"""What a run was measured at, beside baselines and targets."""

from __future__ import annotations

import pytest

from routing import targets
from store import settings, tickets
from store.learning import baseline
from store.tickets import Filters
from tests.conftest import ticket
from tests.usecases.conftest import mostly_right, right
from usecases.evaluation.figures import (
    TEXT_BASELINE,
    human_misroutes,
    kpi_value,
    kpis,
    run_figures,
    score,
)


def test_shares_have_their_n_and_their_interval(workspace, measured):
    figures = run_figures(workspace, measured(mostly_right).run_id)
    assert (figures.coverage.value, figures.coverage.n) == (0.9, 200)
    assert figures.accuracy.value == 0.9
    assert figures.accuracy.interval.low < 0.9 < figures.accuracy.interval.high
    assert (figures.selective_accuracy.value, figures.selective_accuracy.n) == (1.0, 180)


def test_a_run_without_labels_has_coverage_and_no_score(workspace, fill, routed):
    fill(workspace, [ticket(key) for key in range(1, 5)])
    run = routed(right)
    assert score(workspace, run.run_id) is None
    assert run_figures(workspace, run.run_id).accuracy is None
    assert run_figures(workspace, run.run_id).coverage.value == 1.0


def test_a_run_is_held_against_people_where_their_first_choice_is_known(workspace, fill, routed):
    wrong_at_first = {k: "Fraud" if k % 4 else "Billing" for k in range(1, 101)}
    fill(workspace, [ticket(k, "Fraud", first_category=c) for k, c in wrong_at_first.items()])
    found = score(workspace, routed(lambda _key: ("Fraud", 0.9)).run_id)
    assert found.evaluation.accuracy.value == 1.0
    assert "people" in found.against_people
    assert "n = 100 tickets" in found.against_people
    assert human_misroutes(tickets.facts(workspace)).value == 0.25


def test_nothing_is_said_of_people_where_nothing_is_known_of_them(workspace, measured):
    assert score(workspace, measured(right).run_id).against_people == ""


def test_the_text_baseline_stands_beside_a_run_once_it_was_computed(workspace, measured):
    run = measured(right)
    names = [b.name for b in score(workspace, run.run_id).baselines]
    assert TEXT_BASELINE not in names
    keys = list(range(1, 201))
    version = baseline.labels_version(workspace)
    baseline.keep(workspace, version, keys, ["Billing"] * 200, keys)
    found = {b.name: b for b in score(workspace, run.run_id).baselines}
    assert found[TEXT_BASELINE].accuracy.value == 0.5


def test_targets_are_the_usual_ones_until_a_desk_has_its_own(workspace):
    assert kpis(workspace) == targets.DEFAULTS
    settings.TARGETS.set(workspace, [{"metric": "accuracy", "target": 0.7}])
    assert kpis(workspace) == (targets.Kpi("accuracy", 0.7),)


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("manual_triage_cut", 1.0),
        ("precision", 1.0),
        ("accuracy", 1.0),
        ("seconds_to_route", 2.0),
        ("cost_per_1000", 5.0),
    ],
)
def test_every_target_is_held_against_what_was_measured(workspace, fill, routed, metric, value):
    fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, 21)])
    run = routed(right, cost_usd=0.005, latency_seconds=2.0)
    found, origin = kpi_value(targets.Kpi(metric, 1.0), run_figures(workspace, run.run_id))
    assert found == pytest.approx(value)
    assert origin.kind == "measured"


def test_without_a_run_a_target_says_what_would_fill_it():
    value, origin = kpi_value(targets.Kpi("accuracy", 0.9), None)
    assert value is None
    assert origin.label == "a run would measure it"


def test_copies_of_a_text_make_no_interval_narrower(workspace, measured):
    run = measured(mostly_right)
    before = score(workspace, run.run_id).evaluation.accuracy
    alone_before = run_figures(workspace, run.run_id).selective_accuracy
    keys = list(range(1, 201))
    version = baseline.labels_version(workspace)
    twenty_texts = [(key - 1) // 10 for key in keys]
    baseline.keep(workspace, version, keys, ["Billing"] * 200, twenty_texts)
    found = score(workspace, run.run_id).evaluation.accuracy
    assert (found.value, found.n) == (before.value, before.n)
    assert found.interval.low < before.interval.low
    assert found == run_figures(workspace, run.run_id).accuracy
    alone = run_figures(workspace, run.run_id).selective_accuracy
    assert (alone.value, alone.n) == (alone_before.value, alone_before.n)
    assert alone.interval.low < alone_before.interval.low
    selected = score(workspace, run.run_id, Filters(actual="Billing")).evaluation.accuracy
    assert selected == run_figures(workspace, run.run_id, Filters(actual="Billing")).accuracy
