"""Where a sign-in is asked for, nothing is shown before it."""

from __future__ import annotations

import pytest


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setenv("ROUTECASE_SIGN_IN", "1")
    monkeypatch.setenv("ROUTECASE_ROLES", "admin=ann@acme.com")


def test_nobody_sees_a_screen_or_a_workspace_before_signing_in(asked, desk, screen):
    desk.workspaces.create("Secret customer")
    app = screen("review", reviewer="Ana")
    assert [each.key for each in app.button] == ["sign_in"]
    assert [each.value for each in app.subheader] == ["Sign in"]
    assert not app.title
    assert not app.selectbox
