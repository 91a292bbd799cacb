"""A profile goes into a workspace as its files, and comes back as it was."""

from __future__ import annotations

import pytest

from routing.errors import RouterError
from tests.routing.conftest import LABELLED, profile
from usecases.profiles.record import from_files, to_files

__all__ = ["profile"]


def test_the_same_profile_comes_back_and_answers_the_same(profile):
    again = from_files(to_files(profile))
    assert again.fingerprint == profile.fingerprint
    assert (again.taxonomy, again.policy) == (profile.taxonomy, profile.policy)
    asked = LABELLED[:5]
    first, second = profile.open().route(asked), again.open().route(asked)
    assert [(d.category, d.confidence) for d in first] == [
        (d.category, d.confidence) for d in second
    ]


def test_files_stand_by_their_paths_within_it(profile):
    files = to_files(profile)
    assert "profile.toml" in files
    assert not any(path.startswith("/") for path in files)
    assert to_files(profile) == files


def test_a_damaged_file_is_refused(profile):
    files = to_files(profile)
    with pytest.raises(RouterError):
        from_files({path: content[: len(content) // 2] for path, content in files.items()})
