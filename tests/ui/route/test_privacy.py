"""Masking, and what is shown of it."""

from __future__ import annotations

from routing.privacy.outgoing import outgoing
from store import settings
from tests.pages.test_pages import said
from ui.route import privacy


def test_masking_is_on_until_the_workspace_switches_it_off(route, filled, screen):
    assert route.toggle(key="masking_Acme").value
    route.toggle(key="masking_Acme").set_value(False).run()
    assert settings.MASKING.of(filled) is False
    assert "Personal data is sent as it is." in said(screen("route"))


def test_marks_show_what_is_replaced_and_escape_the_rest():
    words = "<b>Write</b> to ann@example.org"
    assert privacy.highlighted(words, outgoing(words)) == (
        '&lt;b&gt;Write&lt;/b&gt; to <mark title="E-mail">ann@example.org</mark>'
    )
