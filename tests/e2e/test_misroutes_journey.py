"""An analyst finds a flow, opens its tickets, opens one, and says that its label is wrong."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Clicks, Server, fits, settled, user
from tests.e2e.steps import click_mark, import_tickets

pytestmark = pytest.mark.browser
SAID = {
    "Money": ["invoice", "charge", "refund", "paid", "bill", "price", "discount", "statement"],
    "Danger": ["stolen", "hacked", "login", "strange", "password", "phishing", "alert", "thief"],
}
FILLER = [f"{a}{b}" for a in ("shop", "cake", "bike", "rose") for b in "abcdefghijklmnop"]
FLIPPED = 17
FIRST_MARK = "<b>urgent</b>"


def export(path: Path) -> Path:
    """Tickets of two categories, every fifth put elsewhere first, and one with a wrong label."""
    draw = random.Random(5)
    lines = ["id,subject,body,category,first_category,created_at,plan"]
    for n in range(1, 121):
        truth, other = ("Money", "Danger") if n % 2 else ("Danger", "Money")
        words = " ".join(draw.choices(SAID[truth], k=5) + draw.choices(FILLER, k=8))
        label = other if n == FLIPPED else truth
        first = other if n % 5 == 0 else label
        plan = "Gold" if n % 3 else "Basic"
        day = f"2026-0{1 + n % 4}-{1 + n % 27:02d}"
        lines.append(
            f"T-{n},{FIRST_MARK} case {n},{words} ann@example.org,{label},{first},{day},{plan}"
        )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def pick_first_row(page: Page, key: str) -> None:
    """Tick the first row of a table; tables are drawn on a canvas, so by its place."""
    table = page.locator(f".st-key-{key}")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 35 + 17)
    settled(page)


def select_and_take_off(page: Page) -> None:
    """A band answers a click and a key, goes along to the tickets, and its chip takes it off."""
    band = page.get_by_role("button", name=re.compile("^Danger → Money: 12 tickets"))
    band.click()
    expect(page.get_by_text("12 selected")).to_be_visible()
    expect(page).to_have_url(re.compile("actual=Money"))
    page.get_by_role("link", name="Tickets", exact=True).first.click()
    expect(page.get_by_text(re.compile("^12 tickets match"))).to_be_visible()
    page.get_by_role("link", name="Misroutes", exact=True).first.click()
    expect(page.get_by_text("12 selected")).to_be_visible()
    band.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("12 selected")).to_have_count(0)
    expect(page.get_by_text("24 · 20.0 %")).to_be_visible()


def rows_of_csv(page: Page, clicks: Clicks) -> int:
    """Download the tickets on screen; how many the file holds."""
    with page.expect_download() as waiting:
        clicks.on(page.get_by_role("button", name="CSV"))
    return len(Path(waiting.value.path()).read_text("utf-8").splitlines()) - 1


def costliest_way_in_four_clicks(page: Page) -> None:
    """From Overview to the tickets of the way that costs most, and to their file."""
    clicks = Clicks()
    clicks.on(page.get_by_role("link", name="Misroutes", exact=True).first)
    expect(page.get_by_text("24 · 20.0 %")).to_be_visible()
    settled(page)
    clicks.count += 1
    pick_first_row(page, "flows_table")
    expect(page.get_by_text(re.compile("^12 tickets match"))).to_be_visible()
    assert clicks.count <= 4
    assert rows_of_csv(page, clicks) == 12
    page.locator(".st-key-chips").get_by_role("button", name="Clear all").click()


def slice_to_its_file_in_three_clicks(page: Page) -> None:
    """From a column's value on Overview to a file of its tickets."""
    clicks = Clicks()
    clicks.on(page.get_by_role("button", name=re.compile("^plan Basic: 40 tickets")))
    expect(page.get_by_text("40 selected")).to_be_visible()
    clicks.on(page.locator(".st-key-chips").get_by_role("link", name="Tickets", exact=True))
    expect(page.get_by_text(re.compile("^40 tickets match"))).to_be_visible()
    assert rows_of_csv(page, clicks) == 40
    assert clicks.count <= 3


def month_by_click_and_chip_by_key(page: Page) -> None:
    """A bar of Overview selects its month; its chip is taken off without a mouse."""
    click_mark(page, page.locator(".st-key-by_month .point path").first)
    expect(page).to_have_url(re.compile("since=2026-0[1-4]-01"))
    chip = page.get_by_role("button", name=re.compile("From: .*2026"))
    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)


def way_to_its_file_by_keys_alone(page: Page) -> None:
    """Link, band and file are reached and used without a mouse, and have names."""
    page.get_by_role("link", name="Misroutes", exact=True).first.focus()
    page.keyboard.press("Enter")
    band = page.get_by_role("button", name=re.compile("^Money → Danger: 12 tickets"))
    expect(band).to_be_visible()
    settled(page)
    band.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^12 tickets match"))).to_be_visible()
    page.get_by_role("button", name="CSV").focus()
    with page.expect_download():
        page.keyboard.press("Enter")


def test_from_overview_an_analyst_is_at_the_tickets_and_their_file_in_a_few_clicks(
    browser: Browser, small_server: Server, tmp_path: Path
):
    with user(browser, small_server.address) as page:
        import_tickets(page, small_server.address, export(tmp_path / "desk.csv"))
        for journey in (
            costliest_way_in_four_clicks, slice_to_its_file_in_three_clicks,
            month_by_click_and_chip_by_key, way_to_its_file_by_keys_alone,
        ):  # fmt: skip
            page.goto(f"{small_server.address}/?workspace=Acme")
            expect(page.get_by_text("Put elsewhere first by people", exact=False)).to_be_visible()
            settled(page)
            journey(page)
    with user(browser, small_server.address, 390, "dark") as narrow:
        narrow.goto(f"{small_server.address}/misroutes?workspace=Acme")
        expect(narrow.get_by_role("button", name=re.compile("^Money → Danger"))).to_be_visible()
        assert fits(narrow)


def test_an_analyst_finds_a_flow_and_corrects_a_label(
    browser: Browser, small_server: Server, tmp_path: Path
):
    with user(browser, small_server.address) as page:
        import_tickets(page, small_server.address, export(tmp_path / "desk.csv"))

        page.get_by_role("link", name="Misroutes", exact=True).click()
        expect(page.get_by_text("24 · 20.0 %")).to_be_visible()
        select_and_take_off(page)
        page.get_by_text("Heat map", exact=True).click()
        settled(page)
        cell = page.locator(".st-key-misroute_matrix .scatterlayer .point").nth(1)
        click_mark(page, cell)
        expect(page).to_have_url(re.compile("first=Danger"))
        expect(page.get_by_text(re.compile("^12 tickets match"))).to_be_visible()
        pick_first_row(page, "tickets_table")
        subject = page.get_by_test_id("stText").filter(has_text=f"{FIRST_MARK} case")
        expect(subject.first).to_be_visible()
        expect(page.get_by_role("textbox", name="Text")).to_have_value(re.compile(r"\[EMAIL\]"))

        page.get_by_role("button", name="Clear all").click()
        page.get_by_text("Labels probably wrong", exact=True).last.click()
        page.get_by_role("button", name="Check the labels").click()
        expect(page.get_by_text("Checked for the labels as they are now")).to_be_visible(
            timeout=90_000
        )
        settled(page)
        pick_first_row(page, "tickets_table")
        expect(page.get_by_text(f"Ticket T-{FLIPPED} ", exact=False)).to_be_visible()
        page.get_by_role("textbox", name="Your name").fill("Ann")
        page.get_by_role("textbox", name="Your name").press("Enter")
        settled(page)
        page.get_by_role("button", name="Label is wrong").click()
        expect(page.get_by_text(f"Money stands beside ticket T-{FLIPPED}")).to_be_visible()
        shared = page.url

    with user(browser, small_server.address) as colleague:
        colleague.goto(shared)
        expect(colleague.get_by_text("Nothing of this kind among the tickets")).to_be_visible()
