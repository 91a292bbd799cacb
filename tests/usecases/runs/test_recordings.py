"""A run's answers are recorded whole and given again as they were."""

from __future__ import annotations

import pytest

from routing.errors import RouterError
from routing.routers.recorded import Recording
from store import decisions
from tests.usecases.conftest import mostly_right
from usecases.runs import recordings


def test_a_shipped_recording_answers_every_ticket_of_its_file():
    router = recordings.recorded_router("pellwater/recorded/embedded")
    assert router.name == "embedded"
    assert len(recordings.recording("pellwater/recorded/embedded").answers) == 660


def test_a_recording_that_is_missing_says_so():
    with pytest.raises(RouterError, match=r"nobody\.jsonl"):
        recordings.recorded_router("nowhere/nobody")


def test_what_was_recorded_is_what_was_answered(workspace, measured, tmp_path):
    run = measured(mostly_right, 20)
    made = recordings.record(workspace, run, tmp_path / "a" / "answers.jsonl", "the router")
    again = Recording.read(tmp_path / "a" / "answers.jsonl")
    assert again.router == "the router"
    answered = {row[0]: (row[1], row[2]) for row in decisions.answers(workspace, run.run_id)}
    read = {name: (each.category, each.confidence) for name, each in again.answers.items()}
    assert read == answered
    assert made.fingerprint == run.fingerprint
