"""A new profile answers unseen first, takes over without a restart, and goes back at one word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing import profile_archive
from routing.errors import RouterError
from routing.policy import Policy
from service.errors import ServiceError
from service.serving.open_profiles import Serving
from service.serving.routing_thread import RoutingThread
from service.storage.deployment import Deployment
from tests.conftest import ticket

ASKED = [ticket(n, subject="", body=words) for n, words in enumerate(("refund", "crash"), 1)]


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


@pytest.fixture
def router(deployment):
    made = RoutingThread(Serving(deployment, lambda profile: profile.open()))
    made.start()
    yield made
    made.stop(5)


def test_the_file_a_service_starts_with_answers(deployment, profile):
    assert deployment.state.current == profile.fingerprint
    assert deployment.profile(profile.fingerprint).policy == profile.policy


def test_starting_again_with_the_same_file_does_not_undo_what_was_used_since(
    deployment, file, stricter
):
    used = deployment.use(stricter, 2.0, tickets=0)
    deployment.start_with(file, 3.0)
    assert deployment.state.current == used


def test_the_shadow_takes_over_once_it_has_answered_enough(deployment, stricter, router, profile):
    shadow = deployment.use(stricter, 2.0, tickets=4)
    router._serving.refresh()
    first = router.submit(ASKED).result()
    assert first.profile == profile.fingerprint
    router.submit(ASKED).result()
    router.submit([]).result()  # behind the comparison of the last lot
    state = deployment.state
    assert (state.current, state.previous, state.shadow) == (shadow, profile.fingerprint, None)
    assert (state.compared, state.same) == (4, 2)
    router._serving.refresh()
    assert router.submit(ASKED).result().profile == shadow


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


def test_what_waits_is_answered_together_as_alone(router, profile):
    futures = [router.submit([each]) for each in ASKED * 40]
    together = [future.result().decisions[0] for future in futures]
    alone = profile.open().route(ASKED)
    assert [replace(each, latency_seconds=0.0) for each in together] == [
        replace(each, latency_seconds=0.0) for each in alone * 40
    ]


def test_nothing_new_is_taken_once_it_ends(router):
    answered = router.submit(ASKED)
    router.stop(5)
    assert len(answered.result(0).decisions) == 2
    with pytest.raises(ServiceError, match="about to end"):
        router.submit(ASKED)
