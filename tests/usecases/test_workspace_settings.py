"""What a workspace remembers is changed by whoever may."""

from __future__ import annotations

import pytest

from store import settings
from usecases.actor import Actor, NotAllowed, Role
from usecases.workspace_settings import choose


def test_a_choice_is_remembered_and_only_a_manager_makes_it(workspace):
    choose(workspace, settings.CLEANING, value=False)
    assert settings.CLEANING.of(workspace) is False
    with pytest.raises(NotAllowed, match="change the settings"):
        choose(workspace, settings.CLEANING, value=True, actor=Actor("Ben", Role.REVIEWER))
    assert settings.CLEANING.of(workspace) is False
