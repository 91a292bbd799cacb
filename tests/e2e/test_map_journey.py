"""An analyst lays out a map, draws around some points, and reads their tickets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Server, settled, user
from tests.e2e.steps import import_tickets
from tests.e2e.test_misroutes_journey import export

pytestmark = pytest.mark.browser


def test_what_is_drawn_around_on_the_map_is_selected(
    browser: Browser, small_server: Server, tmp_path: Path
):
    with user(browser, small_server.address) as page:
        import_tickets(page, small_server.address, export(tmp_path / "desk.csv"))
        page.get_by_role("link", name="Map", exact=True).first.click()
        page.get_by_role("button", name="Lay out the map").click()
        expect(page.get_by_text("120 of 120 tickets", exact=False).first).to_be_visible(
            timeout=90_000
        )
        settled(page)

        canvas = page.locator("#canvas")
        box = canvas.bounding_box()
        assert box is not None
        corners = [(0.01, 0.01), (0.5, 0.01), (0.5, 0.99), (0.01, 0.99)]
        places = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in corners]
        page.mouse.move(*places[0])
        page.mouse.down()
        for x, y in places[1:]:
            page.mouse.move(x, y, steps=8)
        page.mouse.up()
        expect(page).to_have_url(re.compile("area=1%3A"))
        expect(page.get_by_role("button", name="Area of the map: drawn")).to_be_visible()
        expect(page.get_by_text(re.compile(r"^(?!120\b)\d+ tickets match"))).to_be_visible()
