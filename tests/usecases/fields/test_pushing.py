"""Values of fields go to the help desk where their own dial vouches for them."""

from __future__ import annotations

from helpdesk.desk_kind import DeskKind
from routing.fields.heads import FieldAnswer
from routing.filled_field import desk_note, desk_tags
from store import field_answers
from tests.usecases.conftest import right
from usecases.fields.definitions import save_fields
from usecases.fields.figures import field_figures
from usecases.fields.pushing import field_values

TOML = """
[[field]]
name = "Mood"
kind = "sentiment"
column = "mood"
target = "mood"
[[field]]
name = "Language"
kind = "language"
column = "language"
"""
DESK = DeskKind.ZENDESK


def at_the_desk(workspace):
    with workspace.writing() as cursor:
        cursor.execute(
            "INSERT INTO helpdesk_states BY NAME SELECT 'zendesk' AS desk, id AS ticket, "
            "ticket_key, NULL AS group_id, 'open' AS status, '1' AS version, "
            "TIMESTAMP '2026-01-01' AS updated_at FROM tickets"
        )


def test_what_a_published_profile_filled_is_written_where_that_profile_vouches(workspace, measured):
    run = measured(right, 40)
    save_fields(workspace, TOML)
    told = [FieldAnswer(key, "Mood", "calm", 0.6, alone=key % 2 == 0) for key in range(1, 41)]
    field_answers.renew(workspace, run.run_id, range(1, 41), told)
    at_the_desk(workspace)
    assert len(field_values(workspace, DESK, run.run_id)) == 20


def test_a_value_is_written_only_from_the_confidence_that_is_vouched_for(workspace, measured):
    run = measured(right, 400)
    save_fields(workspace, TOML)
    sure = {key: key % 2 == 0 for key in range(1, 401)}
    said = [
        FieldAnswer(key, name, "Very angry", 0.9 if sure[key] else 0.4)
        for name in ("Mood", "Language") for key in sure
    ]  # fmt: skip
    actual = {("Mood", key): "very angry" if sure[key] else "calm" for key in sure}
    field_answers.write(workspace, run.run_id, said, actual)
    mood, language = field_figures(workspace, run.run_id)
    assert (mood.may_write(0.9), mood.may_write(0.4), language.may_write(0.9)) == (
        True, False, False
    )  # fmt: skip
    at_the_desk(workspace)
    found = field_values(workspace, DESK, run.run_id)
    assert len(found) == 200
    assert desk_tags(found["T-2"]) == ("mood_very_angry",)
    assert desk_note(found["T-2"]) == "Mood: Very angry."
