"""From the first start to a prospect's slides: name, logo, currency, in five clicks."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pptx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Clicks, Server, fits, settled, user

pytestmark = pytest.mark.browser
MAX_CLICKS = 5


@pytest.fixture
def demo_server(tmp_path: Path):
    """An app at its first start, with the demo companies."""
    made = Server(tmp_path / "shelf", ROUTECASE_DEMO="1", ROUTECASE_MODELS=str(tmp_path / "none"))
    yield made
    made.stop()


def logo() -> bytes:
    """A blue square as a PNG."""
    out = io.BytesIO()
    Image.new("RGB", (80, 80), (11, 80, 160)).save(out, "PNG")
    return out.getvalue()


def reads_on_a_telephone(page: Page, address: str) -> None:
    """The manager opens the case in a narrow, dark browser: answer and next step come first."""
    page.goto(f"{address}/?workspace=Kestrel+Sports")
    answer = page.get_by_role("heading", level=1)
    expect(answer).to_contain_text("€")
    box = page.get_by_role("button", name="Make the documents").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 1000
    assert fits(page)
    page.get_by_role("button", name="Make the documents").click()
    expect(page.get_by_role("button", name="Make PowerPoint")).to_be_visible()
    assert fits(page)


def test_slides_of_a_prospect_take_five_clicks(
    browser: Browser, demo_server: Server, tmp_path: Path
):
    started = time.monotonic()
    with user(browser, demo_server.address) as page:
        page.goto(demo_server.address)
        expect(page.get_by_text("Hollenvik").first).to_be_visible(timeout=60_000)
        first = page.get_by_role("button", name="Set up a prospect").first
        expect(first).to_be_enabled(timeout=120_000)  # a few seconds on a calm machine
        ready = time.monotonic() - started
        clicks = Clicks()
        clicks.on(page.get_by_role("button", name="Set up a prospect").first)
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Name").fill("Kestrel Sports")
        dialog.get_by_label("Name").press("Tab")
        dialog.locator("input[type=file]").set_input_files(
            {"name": "kestrel.png", "mimeType": "image/png", "buffer": logo()}
        )
        dialog.get_by_label("Currency").fill("EUR")
        dialog.get_by_label("Currency").press("Enter")
        expect(dialog.get_by_text("Show Kestrel Sports")).to_be_visible()
        expect(dialog.get_by_text("€").first).to_be_visible()
        clicks.on(page.get_by_role("button", name="Show Kestrel Sports").first)
        expect(page.get_by_alt_text("Logo of Kestrel Sports").first).to_be_visible()
        settled(page)
        clicks.on(page.get_by_role("button", name="Make the documents").first)
        clicks.on(page.get_by_role("button", name="Make PowerPoint").first)
        button = page.locator(".st-key-savings_download_pptx button")
        with page.expect_download() as waiting:
            clicks.on(button)
        waiting.value.save_as(tmp_path / "case.pptx")
        took = time.monotonic() - started
    with user(browser, demo_server.address, 390, "dark") as manager:
        reads_on_a_telephone(manager, demo_server.address)
    slides = pptx.Presentation(tmp_path / "case.pptx").slides
    words = " ".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )
    assert "Kestrel Sports" in words
    assert "€" in words
    assert clicks.count <= MAX_CLICKS
    sys.stdout.write(
        f"{took:.0f} s from the first start to the slides, {ready:.0f} of them until a demo was "
        f"there; {clicks.count} clicks\n"
    )
