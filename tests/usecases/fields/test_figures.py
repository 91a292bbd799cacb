"""A value is right whatever its case; a field without labels promises nothing."""

from __future__ import annotations

from routing.fields.heads import FieldAnswer
from store import field_answers
from tests.conftest import ticket
from tests.usecases.conftest import right
from usecases.fields.definitions import save_fields
from usecases.fields.figures import field_figures, unanswered


def test_case_and_spaces_make_no_value_wrong(workspace, measured):
    run = measured(right, 40)
    save_fields(workspace, '[[field]]\nname = "Mood"\nkind = "sentiment"\ncolumn = "mood"')
    said = [FieldAnswer(key, "Mood", "very  Good", 0.9) for key in range(1, 41)]
    actual = {("Mood", key): "Very good" if key <= 30 else "bad" for key in range(1, 41)}
    field_answers.write(workspace, run.run_id, said, actual)
    (found,) = field_figures(workspace, run.run_id)
    assert (found.accuracy.value, found.commonest.value, found.filled.value) == (0.75, 0.75, 1.0)
    assert found.alone == 0.0


def test_copies_of_a_text_vouch_for_no_field(workspace, fill):
    fill(workspace, [ticket(n, subject="Form", body=f"Text {n % 5}") for n in range(1, 201)])
    save_fields(workspace, '[[field]]\nname = "Mood"\nkind = "sentiment"\ncolumn = "mood"')
    said = [FieldAnswer(key, "Mood", "good", 0.9) for key in range(1, 201)]
    field_answers.write(workspace, 1, said, {("Mood", key): "good" for key in range(1, 201)})
    (found,) = field_figures(workspace, 1)
    assert found.accuracy.value == 1.0
    assert found.accuracy.interval.low < 0.6
    assert found.alone == 0.0


def test_a_field_that_is_no_longer_defined_is_not_shown(workspace, measured):
    run = measured(right, 40)
    field_answers.write(workspace, run.run_id, [FieldAnswer(1, "Gone", "x", 1.0)], {})
    assert field_figures(workspace, run.run_id) == []


def test_a_field_without_an_answer_is_named(workspace, measured):
    run = measured(right, 40)
    mood, language = ('[[field]]\nname = "Mood"\nkind = "sentiment"\n',
                      '[[field]]\nname = "Language"\nkind = "language"\n')  # fmt: skip
    save_fields(workspace, mood + language)
    field_answers.write(workspace, run.run_id, [FieldAnswer(1, "Mood", "positive", 1.0)], {})
    assert unanswered(workspace, run.run_id) == ["Language"]
