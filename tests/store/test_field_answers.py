"""Answers for fields, kept by run and forgotten with their tickets."""

from __future__ import annotations

from routing.fields.heads import FieldAnswer
from store import field_answers, imports
from tests.conftest import ticket

SAID = [FieldAnswer(1, "Mood", "positive", 0.8), FieldAnswer(2, "Mood", "", 0.0)]


def test_answers_of_a_run_replace_its_earlier_ones(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    field_answers.write(workspace, 1, [FieldAnswer(1, "Old", "x", 1.0)], {})
    field_answers.write(workspace, 1, SAID, {("Mood", 1): "positive"})
    assert field_answers.fields(workspace, 1) == ["Mood"]
    frame = field_answers.of_field(workspace, 1, "Mood")
    assert frame["value"].tolist() == ["positive", ""]
    assert frame["actual"].notna().tolist() == [True, False]
    assert field_answers.by_line(workspace, 1, 1) == {2: {"Mood": "positive"}, 3: {"Mood": ""}}


def test_answers_for_some_tickets_replace_those_for_them_alone(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    field_answers.write(workspace, 1, SAID, {})
    field_answers.renew(workspace, 1, [1], [FieldAnswer(1, "Mood", "negative", 0.9, alone=True)])
    assert field_answers.by_line(workspace, 1, 1) == {2: {"Mood": "negative"}, 3: {"Mood": ""}}


def test_answers_go_with_the_import_of_their_tickets(workspace, fill):
    made = fill(workspace, [ticket(1), ticket(2)])
    field_answers.write(workspace, 1, SAID, {})
    imports.remove(workspace, made.import_id)
    assert field_answers.fields(workspace, 1) == []


def test_nothing_said_is_nothing_kept(workspace):
    field_answers.write(workspace, 1, [], {})
    assert field_answers.fields(workspace, 1) == []
