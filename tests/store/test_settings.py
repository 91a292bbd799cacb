"""Choices of a workspace: each with its type, and its default where nothing usable was chosen."""

from __future__ import annotations

import pytest

from store import settings
from store.settings import Setting


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (settings.CLEANING, False),
        (settings.ROUTER, "openai"),
        (settings.SECOND_LOOKS, 0.25),
        (settings.HELD_BACK, 200),
        (settings.TARGETS, [{"metric": "precision", "target": 0.9}]),
        (settings.BRAND, {"colour": "#112233"}),
        (settings.provider("azure"), {"kind": "azure"}),
    ],
    ids=lambda each: each.name if isinstance(each, Setting) else "",
)
def test_a_choice_comes_back_as_it_was_made(workspace, setting, value):
    assert setting.of(workspace) == setting.default
    setting.set(workspace, value)
    assert setting.of(workspace) == value


def test_what_cannot_be_read_counts_as_not_chosen(workspace):
    workspace.execute("workspace.set_setting", {"name": "second_looks", "value": '"many"'})
    assert settings.SECOND_LOOKS.of(workspace) == 0.0
