"""A demo dressed as a prospect's own: their figures, the demo's measurement, the demo untouched."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from roi.errors import RoiError
from roi.export.report import Brand
from routing.decision import Decision
from store import runs
from store.workspaces import Workspaces
from tests.usecases.demo.conftest import DEMO
from usecases.actor import Actor, NotAllowed, Role
from usecases.brand import brand_of
from usecases.business_case.claim import business_case
from usecases.business_case.scenarios import working_copy
from usecases.demo.prospect import (
    Prospect,
    demo_behind,
    known_rate,
    present_as,
    preview,
    scenario_for,
)
from usecases.runs.newest import newest_run

LOGO = b"\x89PNG\r\n\x1a\n" + b"0" * 20
KESTREL = Prospect(
    "Kestrel Sports", Brand(colour="#0b7285", logo=LOGO), "GBP", 0.8, date(2026, 11, 28), 22_000, 15
)  # fmt: skip


@pytest.fixture(scope="module")
def shown(built_file, tmp_path_factory):
    """The demo and the prospect's workspace that was made from it, and the demo's case before."""
    folder = tmp_path_factory.mktemp("prospect")
    shutil.copy(built_file, folder / built_file.name)
    there = Workspaces(folder, "the tests")
    demo = there.open(DEMO)
    before, promised = scenario_of(demo), preview(demo, KESTREL).headline()
    made = there.open(present_as(there, DEMO, KESTREL))
    yield demo, made, before, promised
    there.close()


def scenario_of(workspace):
    return working_copy(workspace, newest_run(workspace)).scenario


def test_their_name_currency_volume_and_wage_stand_in_the_case(shown):
    demo, made, before, _ = shown
    found = scenario_of(made)
    assert (found.company, found.currency, found.rate_date) == (
        "Kestrel Sports", "GBP", date(2026, 11, 28),
    )  # fmt: skip
    assert (found["tickets_per_month"], found["wage_per_hour"], found["usd_rate"]) == (
        22_000, 15, 0.8,
    )  # fmt: skip
    assert brand_of(made) == KESTREL.brand
    assert scenario_of(demo) == before


def test_what_the_preview_says_is_what_the_workspace_says(shown):
    _, made, _, promised = shown
    assert business_case(made, newest_run(made)).report.headline() == promised


def test_a_run_of_the_demo_that_was_broken_off_changes_neither_preview_nor_workspace(workspaces):
    demo = workspaces.open(DEMO)
    promised = preview(demo, KESTREL).headline()
    run = runs.start(demo, "embedded", {}, 1)
    journal = runs.RunJournal(demo, run.run_id)
    journal.write([Decision(1, "Cards", 0.9, router="embedded")])
    journal.end("cancelled", 1.0, None)
    assert preview(demo, KESTREL).headline() == promised
    made = workspaces.open(present_as(workspaces, DEMO, KESTREL))
    assert business_case(made, newest_run(made)).report.headline() == promised


def test_amounts_that_the_demo_entered_are_converted(demo):
    base = scenario_of(demo)
    theirs = scenario_for(base, KESTREL)
    assert theirs["implementation_cost"] == pytest.approx(30_000 * 0.8 / 0.92)
    assert theirs["upkeep_hours_per_month"] == base["upkeep_hours_per_month"]


def test_dollars_need_no_rate(demo):
    theirs = scenario_for(scenario_of(demo), replace(KESTREL, currency="USD", rate=7))
    assert not theirs.rate_is_open
    assert theirs["implementation_cost"] == pytest.approx(30_000 / 0.92)


def test_their_case_says_that_routing_was_measured_on_the_demo(shown):
    demo, made, *_ = shown
    claim = business_case(made, newest_run(made))
    assert claim.evidence.run == "run 2 on the tickets of Corrane Bank, a demo company"
    assert demo_behind(made).name == "Corrane Bank"
    assert business_case(demo, runs.all_runs(demo)[0]).evidence.run == "run 2"


@pytest.mark.parametrize("change", [{"name": ""}, {"currency": "pounds"}, {"wage_per_hour": -1}])
def test_what_cannot_be_used_is_refused_and_nothing_is_made(workspaces, demo, change):
    with pytest.raises(RoiError):
        present_as(workspaces, demo.name, replace(KESTREL, **change))
    assert workspaces.names() == [demo.name]


def test_a_viewer_sets_up_no_prospect(workspaces, demo):
    with pytest.raises(NotAllowed, match="set up a prospect"):
        present_as(workspaces, demo.name, KESTREL, Actor("Eve", Role.VIEWER))


def test_rates_are_known_of_the_demos_currencies_only():
    assert (known_rate("USD"), known_rate("EUR"), known_rate("JPY")) == (1.0, 0.92, None)
