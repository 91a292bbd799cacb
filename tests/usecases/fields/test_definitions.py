"""The fields of a workspace are defined in TOML, whole or not at all."""

from __future__ import annotations

import pytest

from routing.errors import TaxonomyError
from usecases.actor import Actor, NotAllowed, Role
from usecases.fields.definitions import fields_of, save_fields

TOML = """
[[field]]
name = "Priority"
kind = "learned"
column = "priority"
read = ["plan"]
[[field]]
name = "Mood"
kind = "sentiment"
"""


def test_fields_that_are_wrong_change_nothing(workspace):
    save_fields(workspace, TOML)
    with pytest.raises(TaxonomyError):
        save_fields(workspace, "[[field]]")
    assert [each.name for each in fields_of(workspace)] == ["Priority", "Mood"]
    with pytest.raises(NotAllowed):
        save_fields(workspace, "", Actor("Eve", Role.REVIEWER))
