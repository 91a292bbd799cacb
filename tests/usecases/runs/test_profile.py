"""A run keeps what answered it as a profile."""

from __future__ import annotations

import pytest

from routing.errors import RouterError
from tests.usecases.conftest import finished, right
from usecases.runs.profile import profile_of


def test_every_run_of_the_same_recipe_has_its_profile(told_apart):
    first, second = finished(told_apart), finished(told_apart)
    assert profile_of(told_apart, first).fingerprint == profile_of(told_apart, second).fingerprint


def test_a_run_that_kept_none_says_what_to_do(workspace, measured):
    with pytest.raises(RouterError, match="Route the tickets again"):
        profile_of(workspace, measured(right))
