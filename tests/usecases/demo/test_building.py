"""A demo is whole when it is seen; a folder with workspaces is left alone."""

from __future__ import annotations

import pytest

from jobs import Job, Jobs
from jobs.errors import ExpectedError
from store import decisions, policies, runs, settings, taxonomies, tickets
from store.reviewing import review_figures
from store.workspaces import Workspaces
from usecases.actor import Actor, NotAllowed, Role
from usecases.business_case.claim import business_case
from usecases.business_case.scenarios import working_copy
from usecases.business_case.volume import volume_question
from usecases.demo import building
from usecases.demo_companies import demo_companies, demo_company


def test_a_demo_holds_tickets_two_runs_a_promise_and_reviews(demo):
    second, first = runs.all_runs(demo)
    assert tickets.count(demo) == second.decided == first.decided == 616
    assert "embedded, recorded" in second.title
    assert "embedded without labels, recorded" in first.title
    assert taxonomies.current(demo).source == "sample data"
    assert policies.current(demo).origin["asked"] == demo_company(demo.name).asked_precision
    assert second.policy_id == policies.current(demo).policy_id
    assert sum(review_figures.by_basis(demo).values()) == building.REVIEWS
    assert volume_question(demo, second).answer.tickets_per_month == 6_200


def test_every_ticket_has_its_recorded_answer(demo):
    for run in runs.all_runs(demo):
        assert runs.summary(demo, run.run_id).errors == 0
        assert not [row for row in decisions.answers(demo, run.run_id) if "No answer" in row[4]]


def test_its_case_is_the_company_s_own_and_pays(demo):
    run = runs.all_runs(demo)[0]
    claim = business_case(demo, run)
    assert working_copy(demo, run).scenario.company == "Corrane Bank"
    assert claim.report.scenario.currency == "EUR"
    assert not claim.report.scenario.rate_is_open
    assert claim.evidence.is_promised
    assert claim.report.case.net_savings_per_year > 0


def test_a_folder_with_a_workspace_is_left_alone(tmp_path):
    workspaces, jobs = Workspaces(tmp_path / "shelf", "the tests"), Jobs()
    workspaces.create("Mine")
    building.prepare(workspaces, jobs, tmp_path)
    assert workspaces.names() == ["Mine"]
    assert jobs.at(building.PLACE) is None
    workspaces.close()


def test_reset_brings_back_what_was_shipped_and_touches_no_other(tmp_path):
    def shipped(workspace, company, _control):
        settings.DEMO.set(workspace, company.key)

    workspaces, jobs = Workspaces(tmp_path / "shelf", "the tests"), Jobs()
    settings.ROUTER.set(workspaces.create("Corrane Bank"), "changed")
    settings.ROUTER.set(workspaces.create("Mine"), "my own")
    company = demo_company("Corrane Bank")
    job = building.start_building(workspaces, jobs, tmp_path, [company], filling=shipped)
    job.wait()
    assert (job.error, job.outcome) == (None, "The demo companies are ready.")
    again = workspaces.open("Corrane Bank")
    assert (settings.DEMO.of(again), settings.ROUTER.of(again)) == ("corrane", None)
    assert settings.ROUTER.of(workspaces.open("Mine")) == "my own"
    workspaces.close()


def test_one_is_built_at_a_time(tmp_path):
    jobs = Jobs()
    jobs.start(building.PLACE, lambda: Job("demo", "Demo companies", lambda on, _: on._go.clear()
                                           or on.checkpoint()))  # fmt: skip
    with pytest.raises(ExpectedError, match="still going on"):
        building.start_building(Workspaces(tmp_path, "x"), jobs, tmp_path, demo_companies())
    jobs.stop_all()


def test_a_viewer_builds_none(tmp_path):
    with pytest.raises(NotAllowed, match="build the demo companies"):
        building.start_building(
            Workspaces(tmp_path, "x"), Jobs(), tmp_path, (), Actor("Eve", Role.VIEWER)
        )


def test_a_demo_whose_building_is_broken_off_is_not_put_in_place(tmp_path):
    def broken_off(_workspace, _company, control):
        # As a server that ends: the run under way ends as cancelled, and nothing is raised.
        control.cancel()

    workspaces, jobs = Workspaces(tmp_path / "shelf", "x"), Jobs()
    job = building.start_building(
        workspaces, jobs, tmp_path / "scratch", demo_companies()[:1], filling=broken_off
    )
    job.wait()
    assert workspaces.names() == []
