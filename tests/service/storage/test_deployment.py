"""A new profile answers unseen first, takes over without a restart, and goes back at one word."""

from __future__ import annotations

import pytest

from routing import profile_archive
from routing.errors import RouterError
from routing.policy import Policy
from service.errors import ServiceError
from service.storage.deployment import Deployment


@pytest.fixture
def deployment(database, file):
    made = Deployment(database)
    made.start_with(file, 1.0)
    return made


@pytest.fixture
def stricter(profile, tmp_path):
    """The same router under a policy that lets nothing through."""
    made = profile.under(Policy(None))
    profile_archive.write(made, tmp_path / "second.profile")
    return tmp_path / "second.profile"


def test_the_file_a_service_starts_with_answers(deployment, profile):
    assert deployment.state.current == profile.fingerprint
    assert deployment.profile(profile.fingerprint).policy == profile.policy


def test_starting_again_with_the_same_file_does_not_undo_what_was_used_since(
    deployment, file, stricter
):
    used = deployment.use(stricter, 2.0, tickets=0)
    deployment.start_with(file, 3.0)
    assert deployment.state.current == used


def test_one_word_rolls_back(deployment, stricter, profile):
    deployment.use(stricter, 2.0, tickets=0)
    assert deployment.roll_back() == profile.fingerprint
    assert deployment.state.current == profile.fingerprint


def test_without_an_earlier_profile_there_is_no_way_back(deployment):
    with pytest.raises(ServiceError, match="No profile has answered before"):
        deployment.roll_back()


def test_a_shadow_with_trouble_never_takes_over(deployment, stricter, profile):
    shadow = deployment.use(stricter, 2.0, tickets=1)
    deployment.compared(shadow, 5, 5, "It failed: no model")
    assert deployment.state.current == profile.fingerprint
    assert deployment.state.problem == "It failed: no model"


def test_a_damaged_file_is_refused_before_anything_changes(deployment, tmp_path, profile):
    (tmp_path / "bad").write_bytes(b"PK")
    with pytest.raises(RouterError, match="damaged"):
        deployment.use(tmp_path / "bad", 2.0)
    assert deployment.state.shadow is None
