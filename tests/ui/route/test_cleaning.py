"""Cleaning on or off, and what it leaves out."""

from __future__ import annotations

from store import settings
from tests.pages.test_pages import said


def test_the_switch_belongs_to_the_workspace_and_its_effect_is_shown(filled, screen):
    app = screen("route")
    app.toggle(key="cleaning_Acme").set_value(False).run()
    assert settings.CLEANING.of(filled) is False
    app.session_state["cleaning_shown"] = True
    app.run()
    assert "tickets looked at" in said(app)
