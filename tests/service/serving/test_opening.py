"""A profile is made ready with the keys and the embedding model of this process, where it is."""

from __future__ import annotations

import pytest

from routing.errors import RouterError
from routing.policy import Policy
from routing.profile import RoutingProfile
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from service.serving.opening import opener
from settings import Settings
from tests.conftest import ticket

ASKS = RoutingProfile(
    Taxonomy((Category("Billing"),)),
    Policy(),
    llm=LlmRequest("openai", "m", "https://llm.acme.com/v1"),
)


def settings(folder, **environment: str) -> Settings:
    return Settings.from_environment({"ROUTECASE_MODELS": str(folder)} | environment)


def test_a_router_that_knows_words_answers_without_the_model(profile, tmp_path):
    opened = opener(settings(tmp_path))(profile)
    (decision,) = opened.route([ticket(1, subject="", body="refund invoice")])
    assert decision.category == "Billing"


def test_a_key_goes_to_a_foreign_host_only_where_a_person_has_named_it(tmp_path):
    own = settings(tmp_path, OPENAI_API_KEY="canary")
    with pytest.raises(RouterError, match=r"llm\.acme\.com"):
        opener(own)(ASKS)
    assert opener(own, ["llm.acme.com"])(ASKS).profile is ASKS


def test_what_is_no_host_is_refused_before_anything_is_asked(tmp_path):
    with pytest.raises(RouterError):
        opener(settings(tmp_path), ["not a host/"])(ASKS)


def test_hosts_for_a_key_mean_nothing_to_a_profile_that_asks_nobody(profile, tmp_path):
    opened = opener(settings(tmp_path), ["not a host/"])(profile)
    assert opened.profile is profile
