"""The fields of a provider and the test of its connection."""

from __future__ import annotations

import pytest

from tests.fakes.provider.behaviour import Behaviour
from tests.ui.route.screens import KEY, QUICK, sentences, typed
from usecases.runs import drafts


def test_router_model_and_address_are_found_again_by_the_next_session(route, filled, screen):
    later = screen("route")
    assert later.selectbox(key="route_router_Acme").value == "compatible"
    assert later.text_input(key="llm_model_compatible_Acme").value == "fake-1"
    assert drafts.draft(filled, "compatible").base_url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("key", "behaviour", "says"),
    [
        (KEY, QUICK, "fake-1 answered in"),
        ("", QUICK, "wants a key, and none is set"),
        ("sk-other", QUICK, "is wrong or no longer valid"),
        (KEY, Behaviour(key=KEY, model="another"), 'There is no model "fake-1"'),
        (KEY, Behaviour(key=KEY, quota_gone=True), "no quota left"),
    ],
)
def test_the_connection_is_told_in_one_sentence(
    route, fake, *, key: str, behaviour: Behaviour, says: str
):
    fake.behave(behaviour)
    app = typed(route, key) if key else route
    app.button(key="llm_test").click().run()
    assert says in sentences(app).replace("\\", "")


def test_a_server_that_is_not_there_is_told_as_such(route):
    route.text_input(key="llm_base_url_compatible_Acme").set_value("http://127.0.0.1:9/v1").run()
    route.button(key="llm_test").click().run()
    assert "cannot be reached" in sentences(route)
