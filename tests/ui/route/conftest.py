"""The Route screen with a provider to ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from store.workspace import Workspace
from tests.fakes.provider.process import Running, provider
from tests.pages.conftest import components, desk, filled, filled_file, screen
from tests.ui.route.screens import QUICK

__all__ = ["components", "desk", "filled", "filled_file", "screen"]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """A provider that wants a key."""
    with provider(QUICK) as made:
        yield made


@pytest.fixture
def fake(running: Running) -> Running:
    running.behave(QUICK)
    return running


@pytest.fixture
def route(filled: Workspace, fake: Running, screen, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The screen with the compatible router chosen and the fake provider's address typed."""
    for name in ("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ROUTECASE_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    app = screen("route")
    app.selectbox(key="route_router_Acme").set_value("compatible").run()
    app.text_input(key="llm_model_compatible_Acme").set_value("fake-1").run()
    app.text_input(key="llm_base_url_compatible_Acme").set_value(fake.base_url).run()
    assert not app.exception
    return app
