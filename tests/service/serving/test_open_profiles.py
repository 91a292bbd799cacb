"""One profile answers while another answers the same unseen, until it may take over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing import profile_archive
from routing.decision import Decision, Disposition
from routing.errors import RouterError
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from service.errors import ServiceError
from service.serving.open_profiles import Serving
from service.storage.deployment import Deployment
from tests.conftest import ticket

ASKED = [ticket(n, subject="", body=words) for n, words in enumerate(("refund", "crash"), 1)]


@pytest.fixture
def deployment(database, file) -> Deployment:
    made = Deployment(database)
    made.start_with(file, 1.0)
    return made


@pytest.fixture
def stricter(profile, tmp_path):
    """The same router under a policy that lets nothing through."""
    profile_archive.write(profile.under(Policy(None)), tmp_path / "second.profile")
    return tmp_path / "second.profile"


def opened(deployment: Deployment, opens=lambda profile: profile.open()) -> Serving:
    made = Serving(deployment, opens)
    made.refresh()
    return made


def compare(serving: Serving) -> None:
    serving.compare(ASKED, serving.current.opened.route(ASKED))


def test_before_a_profile_is_in_use_it_says_how_to_start(database):
    serving = opened(Deployment(database))
    assert not serving.is_open
    with pytest.raises(ServiceError, match="--profile"):
        _ = serving.current


def test_what_is_in_use_is_open_costs_nothing_and_asks_nobody(deployment, profile):
    current = opened(deployment).current
    assert current.fingerprint == profile.fingerprint
    assert not current.asks
    assert not current.pays


def test_it_is_opened_once_however_often_it_is_looked_at(deployment):
    made = []

    def opens(profile):
        made.append(profile.fingerprint)
        return profile.open()

    serving = opened(deployment, opens)
    serving.refresh()
    assert len(made) == 1


def test_the_shadow_takes_over_once_it_has_answered_enough(deployment, stricter, profile):
    shadow = deployment.use(stricter, 2.0, tickets=4)
    serving = opened(deployment)
    compare(serving)
    serving.refresh()
    assert serving.current.fingerprint == profile.fingerprint
    compare(serving)
    state = deployment.state
    assert (state.current, state.previous, state.shadow) == (shadow, profile.fingerprint, None)
    assert (state.compared, state.same) == (4, 2)
    serving.refresh()
    assert serving.current.fingerprint == shadow


def test_a_shadow_that_cannot_be_opened_is_noted_and_the_other_goes_on(
    deployment, stricter, profile
):
    def opens(wanted):
        if wanted.fingerprint != profile.fingerprint:
            raise RouterError("The model is missing.")
        return wanted.open()

    deployment.use(stricter, 2.0, tickets=4)
    serving = opened(deployment, opens)
    assert deployment.state.problem == "The model is missing."
    compare(serving)
    assert serving.current.fingerprint == profile.fingerprint
    assert deployment.state.compared == 0


class Failing:
    """An open profile that fails at every ticket."""

    def __init__(self, profile) -> None:
        self.profile = profile
        self.router = None

    def route(self, _tickets):
        raise RuntimeError("a fault")


def test_a_shadow_that_fails_never_disturbs_an_answer_and_never_takes_over(
    deployment, stricter, profile
):
    def opens(wanted):
        return wanted.open() if wanted.fingerprint == profile.fingerprint else Failing(wanted)

    deployment.use(stricter, 2.0, tickets=1)
    serving = opened(deployment, opens)
    compare(serving)
    assert deployment.state.problem == "It failed: a fault"
    serving.refresh()
    assert serving.current.fingerprint == profile.fingerprint


def test_without_a_shadow_nothing_is_compared(deployment):
    serving = opened(deployment)
    compare(serving)
    assert not serving.shadow_asks
    assert deployment.state.compared == 0


def test_a_category_belongs_to_its_group_else_to_one_of_its_own_name(database, profile, tmp_path):
    names = Taxonomy((Category("Billing", group="42"), Category("Technical")))
    grouped = replace(profile, taxonomy=names)
    profile_archive.write(grouped, tmp_path / "grouped.profile")
    deployment = Deployment(database)
    deployment.start_with(tmp_path / "grouped.profile", 1.0)
    serving = opened(deployment)
    assert serving.group(grouped.fingerprint, "Billing") == "42"
    assert serving.group(grouped.fingerprint, "Technical") == "Technical"
    assert serving.group("another profile", "Billing") == "Billing"


def test_an_earlier_answer_is_disposed_by_the_policy_of_its_own_profile(deployment, profile):
    serving = opened(deployment)
    earlier = Decision(0, "Billing", 0.3, "embedded", disposition=Disposition.AUTO)
    again = serving.again(profile.fingerprint, earlier, ASKED[0])
    assert again.disposition is Disposition.REVIEW
    assert serving.again("a profile that is gone", earlier, ASKED[0]) is earlier
