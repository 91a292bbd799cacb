"""Of the values of fields a help desk is written those that may go without a person."""

from __future__ import annotations

from dataclasses import replace

from routing.filled_field import FilledField, desk_note, desk_tags

HIGH = FilledField("Priority", "Very high", 0.98, "priority", alone=True)


def test_unsure_values_and_those_without_a_place_at_the_desk_stay_here():
    filled = [HIGH, replace(HIGH, alone=False), replace(HIGH, target=""), replace(HIGH, value="")]
    assert desk_tags(filled) == ("priority_very_high",)
    assert desk_note(filled) == "Priority: Very high."


def test_a_tag_holds_no_space_and_no_sign():
    assert desk_tags([replace(HIGH, value=" A/B - c! ")]) == ("priority_a_b_c",)
