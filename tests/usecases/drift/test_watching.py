"""What the watch keeps, shows over time, and what a person does with it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpdesk.client import DeskTicket, TicketPage, TicketStatus
from helpdesk.journal import Outcome, Planned, Status
from jobs import Control, Jobs, Meter
from routing.decision import ReviewKind
from routing.errors import EvaluationError
from routing.evaluation.drift.alarm import Alarm, Kind, Since, Size
from settings import Settings
from store import policies, taxonomies
from store.drift import watch as drift
from store.helpdesk import desks, pushes
from store.helpdesk.pushes import PlannedRow
from store.reviewing import reviews
from store.workspace import Workspace
from store.workspaces import Workspaces
from tests.usecases.drift.conftest import Decided
from usecases.actor import LOCAL_OWNER
from usecases.business_case.scenarios import working_copy
from usecases.drift import alarm_actions, hold_out, over_time
from usecases.drift.alarm_cost import MonthlyCost, monthly_cost
from usecases.drift.look import LookRequest, look
from usecases.drift.over_time import Watched
from usecases.drift.promise import promise, return_to_people
from usecases.drift.reference import choose_latest, choose_reference
from usecases.drift.schedule import DriftSchedule
from usecases.drift.status import status
from usecases.evaluation import routed_now
from usecases.evaluation.accuracy_now import accuracy_now, draw

NO_MODEL = Path("no model")


def looked(workspace: Workspace):
    return look(workspace, NO_MODEL, LookRequest(), Control(), Meter())


def test_only_tickets_after_the_reference_are_looked_at_also_after_it_was_moved(
    workspace: Workspace, decided: Decided
):
    decided(600)
    choose_reference(workspace, 200, LOCAL_OWNER)
    assert looked(workspace).looks == 400
    assert looked(workspace).looks == 400
    window = choose_latest(workspace, 250, LOCAL_OWNER)
    assert (window.first_ticket, window.last_ticket, window.set_by) == (351, 600, "owner")
    assert looked(workspace).looks == 0


def test_a_reference_of_too_few_tickets_says_how_many_are_missing(
    workspace: Workspace, decided: Decided
):
    decided(250)
    with pytest.raises(EvaluationError, match="1,750 are missing"):
        looked(workspace)


def test_everything_stands_beside_the_reference_with_its_interval(
    workspace: Workspace, decided: Decided
):
    decided(400, frozenset(range(300, 400, 5)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    looked(workspace)
    for watched in Watched:
        subject = next(iter(over_time.subjects(workspace, watched)), "")
        found = over_time.course(workspace, watched, "week", subject)
        assert found.points, watched
        assert found.reference is not None, watched
        assert all(point.low <= point.value <= point.high for point in found.points)
    right = over_time.course(workspace, Watched.ACCURACY, "month").points[0]
    assert (right.value, right.n) == (380 / 400, 400)
    assert over_time.course(workspace, Watched.PRECISION, "week").target == 0.95


def test_coverage_and_precision_as_they_are_now_leave_the_past_out(
    workspace: Workspace, decided: Decided
):
    run = decided(400, frozenset(range(201, 401, 4)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    before, now = routed_now.in_reference(workspace), routed_now.now(workspace)
    assert before is not None
    assert before.precision is not None
    assert now is not None
    assert now.precision is not None
    assert before.precision.value == 1.0
    assert now.precision.value == pytest.approx(0.75, abs=0.01)
    size = Size("accuracy", 1.0, 0.75, 0.7, 0.8)
    moved = Alarm(1, Kind.ACCURACY, (), 0.0, 400, Since(0.0, 201), size, ())
    cost = monthly_cost(workspace, run, moved)
    assert isinstance(cost, MonthlyCost)
    assert cost.low < cost.value < cost.high
    assert cost.value > 0


def test_a_broken_promise_returns_its_tickets_to_people(workspace: Workspace, decided: Decided):
    run = decided(500, frozenset(range(301, 501, 2)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    found = looked(workspace)
    watch = promise(workspace)
    assert watch is not None
    assert watch.is_broken
    began = next(a.since.ticket for a in found.alarms if a.kind is Kind.PROMISE)
    back = return_to_people(workspace, run, LOCAL_OWNER)
    assert abs(began - 301) < 50
    assert back.tickets == 500 - began + 1
    now = policies.current(workspace)
    assert now is not None
    assert (now.policy_id, now.policy.threshold) == (back.policy_id, None)
    assert {d.review_kind for d in policies.answers(workspace, run.run_id)} == {
        ReviewKind.NO_THRESHOLD
    }


def test_the_lot_shows_the_time_that_routing_saves(workspace: Workspace, decided: Decided):
    run = decided(600, triage_seconds=120.0)
    assert hold_out.saved(workspace, run) is None
    hold_out.choose_rollout(workspace, run, 0.2, LOCAL_OWNER, shadow=False)
    found = hold_out.saved(workspace, run)
    assert found is not None
    assert (found.before, found.now, found.share) == (120.0, 0.0, 1.0)
    assert 80 < found.held_out < 160
    months = list(hold_out.statements(workspace, run, working_copy(workspace, run).scenario))
    assert months
    assert all(each.saved.low <= each.saved.value <= each.saved.high for each in months)
    told = sum(why.amount for why in months[0].reasons) + months[0].unexplained
    assert told == pytest.approx(months[0].difference)


def test_drawn_tickets_wait_for_a_blind_look_and_estimate_accuracy(
    workspace: Workspace, decided: Decided
):
    decided(600, frozenset(range(201, 600, 10)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    count = draw(workspace, 100, LOCAL_OWNER, seed=1)
    assert 70 < count < 130
    assert len(reviews.audit(workspace)) == count
    found = accuracy_now(workspace)
    assert found.drawn == found.looked == count  # the export knows their categories
    assert found.estimate is not None
    assert found.estimate.interval is not None
    assert found.estimate.interval.low < 0.9 < found.estimate.interval.high


def test_a_new_topic_becomes_a_category_and_its_tickets_wait_for_review(
    workspace: Workspace, decided: Decided
):
    decided(300)
    choose_reference(workspace, 200, LOCAL_OWNER)
    size = Size("share of tickets", 0.0, 0.03, 0.01, 0.1)
    topic = Alarm(1, Kind.NEW_TOPIC, (), 0.0, 290, Since(0.0, 280), size, (281, 282, 283))
    alarm_actions.make_category(workspace, topic, " Parcels ", "Lost parcels", LOCAL_OWNER)
    version = taxonomies.current(workspace)
    assert version is not None
    assert version.taxonomy.names == ("Billing", "Fraud", "Parcels")
    assert sorted(reviews.audit(workspace)["ticket_key"]) == [281, 282, 283]


def test_the_schedule_looks_where_a_person_has_chosen_a_reference(tmp_path: Path, fill):
    workspaces, jobs = Workspaces(tmp_path, "the tests"), Jobs()
    watched, other = (workspaces.create(name) for name in ("watched", "other"))
    from tests.conftest import ticket  # noqa: PLC0415 - beside its only use

    for workspace in (watched, other):
        fill(workspace, [ticket(key, "Billing") for key in range(1, 3)])
    drift.set_reference(watched, 1, 2, 2, "owner")
    settings = Settings(models=NO_MODEL)
    DriftSchedule(workspaces, jobs, lambda: settings).run_all(settings)
    assert jobs.at(f"{watched.path} (drift)") is not None
    assert jobs.at(f"{other.path} (drift)") is None
    workspaces.close()


def test_what_is_missing_is_said(workspace: Workspace, decided: Decided):
    decided(260)
    choose_reference(workspace, 200, LOCAL_OWNER)
    looked(workspace)
    found = status(workspace)
    assert found is not None
    assert (found.looks, found.reviews_missing) == (60, 0)
    assert found.volume_days_missing == 0


def test_pushed_tickets_that_people_moved_again_are_moved_on(
    workspace: Workspace, decided: Decided
):
    decided(12)
    with workspace.writing() as cursor:
        cursor.execute("UPDATE tickets SET exported_category = NULL")
    plan = [PlannedRow(Planned(f"T-{n}", None, "1"), "Billing", 0.9) for n in range(1, 11)]
    push = pushes.start(workspace, "zendesk", 1, "ada", plan)
    done = datetime(2026, 4, 1, tzinfo=UTC)
    pushes.Journal(workspace, push).settle([
        Outcome(row.planned.ticket, Status.ASSIGNED, "", done, "1", written=True) for row in plan
    ])  # fmt: skip
    archive = desks.open_archive(workspace, "zendesk", "Zendesk", "https://acme.zendesk.com")
    archive.keep_tickets(TicketPage(tuple(
        DeskTicket(row.planned.ticket, "", "", "2" if place < 3 else "1", TicketStatus.OPEN,
                   done, done, "1")
        for place, row in enumerate(plan)
    ), "c"))  # fmt: skip
    archive.finish(done + timedelta(days=1))
    (found,) = over_time.course(workspace, Watched.MOVED, "month").points
    assert (found.value, found.n) == (0.3, 10)
