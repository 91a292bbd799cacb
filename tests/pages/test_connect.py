"""Connect: keys for the session, a test in one sentence, reading, and categories to groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpdesk.desk_kind import DeskKind
from store import tickets
from store.helpdesk import desk_groups
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.process import Running, help_desk
from tests.fakes.helpdesk.server import SECRET
from tests.pages.test_pages import said
from ui.shell.server.process import process

KIND = DeskKind.SERVICENOW


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with help_desk(KIND, Behaviour(tickets=30)) as made:
        yield made


@pytest.fixture
def connected(desk, screen, running, monkeypatch):
    """The screen with desk, address and keys given."""
    for name in ("SERVICENOW_CLIENT_ID", "SERVICENOW_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    workspace = desk.workspaces.create("Acme")
    app = screen("connect")
    app.selectbox(key="connect_desk_Acme").set_value(KIND).run()
    app.text_input(key=f"connect_url_Acme_{KIND}").set_value(running.url).run()
    app.text_input(key="connect_servicenow_client_id_OAuth client").set_value("robot")
    app.text_input(key="connect_servicenow_client_secret_OAuth client").set_value(SECRET)
    next(b for b in app.button if b.label == "Use for this session").click().run()
    assert not app.exception
    return app, workspace


def test_a_connection_is_tested_read_and_mapped(connected):
    app, workspace = connected
    app.button(key="connect_test").click().run()
    assert "6 groups" in app.success[0].value

    app.button(key="connect_read").click().run()
    process().jobs.at(str(workspace.path)).wait(60)
    app.run()
    assert tickets.count(workspace) == 30
    assert "30 tickets read from" in said(app)

    app.button(key="connect_by_name").click().run()
    assert len(desk_groups.mapping(workspace, KIND)) == 6
    app.selectbox(key=f"connect_map_Acme_{KIND}_Group 1").set_value("").run()
    assert "Group 1" not in desk_groups.mapping(workspace, KIND)
    assert any("Group 1" in warning.value for warning in app.warning)
    assert not app.exception


def test_what_was_found_with_other_keys_is_not_told_of_new_ones(connected):
    app, _ = connected
    app.button(key="connect_test").click().run()
    assert app.success
    app.button(key="connect_forget").click().run()
    app.text_input(key="connect_servicenow_client_id_OAuth client").set_value("robot")
    app.text_input(key="connect_servicenow_client_secret_OAuth client").set_value("another")
    next(b for b in app.button if b.label == "Use for this session").click().run()
    assert not app.success
    app.button(key="connect_test").click().run()
    assert "gives no access token" in app.error[0].value


def test_a_typed_key_shows_nowhere_and_can_be_forgotten(connected):
    app, _ = connected
    assert SECRET not in said(app)
    assert all(each.value != SECRET for each in app.text_input)
    app.button(key="connect_forget").click().run()
    assert any(b.label == "Use for this session" for b in app.button)
    assert not app.exception


def test_keys_of_the_environment_go_to_a_host_only_when_a_person_says_so(
    desk, screen, running, monkeypatch
):
    monkeypatch.setenv("SERVICENOW_CLIENT_ID", "robot")
    monkeypatch.setenv("SERVICENOW_CLIENT_SECRET", SECRET)
    process().workspaces.create("Acme")
    app = screen("connect")
    app.selectbox(key="connect_desk_Acme").set_value(KIND).run()
    app.text_input(key=f"connect_url_Acme_{KIND}").set_value(running.url).run()
    assert not [b for b in app.button if b.key == "connect_test"]
    app.button(key="connect_trust").click().run()
    app.button(key="connect_test").click().run()
    assert "6 groups" in app.success[0].value


def test_what_is_wrong_with_an_address_is_told_before_a_key_is_asked_for(desk, screen):
    desk.workspaces.create("Acme")
    app = screen("connect")
    for given, told in (
        ("http://acme.zendesk.com", "https://acme.zendesk.com"),
        ("acme.zendesk.com", "https://NAME"), ("https://[", "check its name"),
    ):  # fmt: skip
        app.text_input(key="connect_url_Acme_zendesk").set_value(given).run()
        assert told in app.error[0].value
        assert not [b for b in app.button if b.label == "Use for this session"]
    assert not app.exception
