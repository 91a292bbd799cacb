"""Canaries are asked on schedule; what they show is told once, and nothing they do is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobs import Control, Meter
from routing.decision import Decision
from routing.errors import EvaluationError, RouterError
from routing.evaluation.drift.alarm import Kind
from settings import Notices, Settings
from store.drift import canaries as kept
from store.drift import messages
from store.drift import watch as drift
from store.drift.canaries import CanaryAnswers
from store.workspace import Workspace
from tests.conftest import ticket
from tests.usecases.drift.conftest import Decided
from tests.usecases.drift.receivers import receiver
from usecases.actor import LOCAL_OWNER
from usecases.drift.canaries import answered_canaries, are_due, choose_canaries, keep_canary_alarms
from usecases.drift.notifications import deliver
from usecases.drift.reference import choose_latest, choose_reference
from usecases.drift.schedule import watch_round


def answered(workspace: Workspace, name: str, confidence: float, model: str = "m-1") -> None:
    """A run in which every ticket gets its own category at that confidence."""
    answers = {f"T{key}": ("Billing", confidence) for key in range(1, 51)}
    kept.add_run(workspace, CanaryAnswers(name, model, None, answers))


def four_runs_and_a_change(workspace: Workspace, name: str) -> None:
    for run in range(4):
        answered(workspace, f"{name} {run}", 0.9)
    answered(workspace, f"{name} changed", 0.5)


def test_canaries_are_due_once_a_day_and_a_change_is_told_by_one_message(
    workspace: Workspace, decided: Decided
):
    run = decided(260)
    choose_reference(workspace, 200, LOCAL_OWNER)
    now = datetime.now(UTC).replace(tzinfo=None)
    assert not are_due(workspace, now)
    assert choose_canaries(workspace, run, 20, LOCAL_OWNER) == 20
    assert are_due(workspace, now)
    four_runs_and_a_change(workspace, "asked")
    assert not are_due(workspace, now)
    assert are_due(workspace, now + timedelta(days=1, minutes=1))
    with receiver(lambda: 200) as (address, received):
        notices = Notices(webhook=address)
        assert len(keep_canary_alarms(workspace, ["webhook"])) == 1
        assert deliver(workspace, notices) == 1
        assert keep_canary_alarms(workspace, ["webhook"]) == []
        assert deliver(workspace, notices) == 0
    assert [alarm.kind for alarm in drift.alarms(workspace)] == [Kind.CANARY]
    assert len(received) == 1


def test_alarms_of_tickets_are_told_though_the_canaries_cannot_be_asked(
    workspace: Workspace, decided: Decided
):
    run = decided(500, frozenset(range(301, 501, 2)))  # a promise breaks
    choose_reference(workspace, 200, LOCAL_OWNER)
    choose_canaries(workspace, run, 20, LOCAL_OWNER)
    with receiver(lambda: 200) as (address, received):
        settings = Settings(models=Path("no model"), notices=Notices(webhook=address))
        with pytest.raises(RouterError, match="kept no profile"):
            watch_round(workspace, settings, Control(), Meter())
    assert len(received) == len(drift.alarms(workspace)) > 0


def test_what_shows_after_canaries_were_chosen_anew_is_an_alarm_of_its_own(
    workspace: Workspace, decided: Decided
):
    run = decided(260)
    choose_reference(workspace, 200, LOCAL_OWNER)
    choose_canaries(workspace, run, 20, LOCAL_OWNER)
    four_runs_and_a_change(workspace, "before")
    assert len(keep_canary_alarms(workspace, [])) == 1
    assert keep_canary_alarms(workspace, []) == []
    choose_canaries(workspace, run, 20, LOCAL_OWNER)
    four_runs_and_a_change(workspace, "after")
    assert len(keep_canary_alarms(workspace, ["mail"])) == 1
    assert len(messages.waiting(workspace)) == 1


def test_what_showed_before_the_reference_was_moved_is_not_told_again(
    workspace: Workspace, decided: Decided
):
    decided(400)
    choose_reference(workspace, 200, LOCAL_OWNER)
    four_runs_and_a_change(workspace, "before")
    assert len(keep_canary_alarms(workspace, ["mail"])) == 1
    choose_latest(workspace, 200, LOCAL_OWNER)
    assert keep_canary_alarms(workspace, ["mail"]) == []


def test_without_a_settled_answer_there_is_nothing_to_ask(workspace: Workspace, decided: Decided):
    run = decided(30, frozenset(range(1, 31)))
    with pytest.raises(EvaluationError, match="label or review"):
        choose_canaries(workspace, run, 20, LOCAL_OWNER)


def test_a_run_that_left_a_canary_without_an_answer_is_none():
    asked = [ticket(number, None) for number in (1, 2)]
    answers = [Decision(each.key, "Billing", 0.9, "llm") for each in asked]
    assert set(answered_canaries("m-1", asked, answers).answers) == {each.id for each in asked}
    answers[1] = replace(answers[1], error="timeout")
    with pytest.raises(RouterError, match=r"1 of 2 canaries got no answer \(timeout\)"):
        answered_canaries("m-1", asked, answers)
