"""A new user without a single label: from the import to a first router with its accuracy."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import ROOT, Server, settled, user
from tests.e2e.steps import import_tickets

pytestmark = pytest.mark.browser
SAMPLES = ROOT / "sample_data" / "larkspur"
LABELS = ("category", "first_category")
# Milliseconds: an answer in the first 400 of a ticket is refused.
LOOKED_AT = 500
TICKET = re.compile(r"^Ticket LK-\d+")


def stripped(path: Path, rows: int) -> dict[str, str]:
    """Sample tickets without their labels; the category of each by its id."""
    with (SAMPLES / "tickets.csv").open(encoding="utf-8", newline="") as file:
        tickets = list(csv.DictReader(file))[:rows]
    names = [name for name in tickets[0] if name not in LABELS]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(tickets)
    return {ticket["ticket_id"]: ticket["category"] for ticket in tickets}


def categories() -> list[str]:
    """The categories of the sample as a user would type them."""
    taxonomy = tomllib.loads((SAMPLES / "taxonomy.toml").read_text(encoding="utf-8"))
    return [f"{c['name']}: {c['description']}" for c in taxonomy["category"]]


def label(page: Page, truth: dict[str, str]) -> None:
    """Label the ticket on screen, as somebody does who has read it."""
    caption = page.get_by_text(TICKET).first.inner_text()
    name = truth[caption.split(" ")[1]]
    page.wait_for_timeout(LOOKED_AT)
    page.locator(".all button").filter(has_text=name).first.click()
    expect(page.get_by_text(caption, exact=True)).to_have_count(0)


def guided_start(page: Page, server: Server, file: Path, truth: dict[str, str]) -> None:
    """All a new user does, from the empty shelf to the first version."""
    import_tickets(page, server.address, file, "New")
    page.get_by_role("link", name="Overview", exact=True).click()
    page.get_by_role("link", name="Guided start").click()
    field = page.get_by_label(re.compile("Or write them"))
    field.fill("\n".join(categories()))
    field.press("Tab")
    page.get_by_role("button", name="Use these categories").click()
    page.get_by_role("button", name="Choose the tickets").click()
    name = page.get_by_role("textbox", name="Your name")
    expect(name).to_be_visible(timeout=180_000)
    name.fill("Ann")
    name.press("Tab")
    finish = page.get_by_role("button", name="See what the router can do")
    shown = page.get_by_text(TICKET).first
    expect(shown).to_be_visible(timeout=60_000)
    while not finish.is_visible():
        label(page, truth)
        expect(shown.or_(finish).first).to_be_visible()
    finish.click()
    expect(page.get_by_text("Accuracy of the router at work")).to_be_visible(timeout=180_000)
    settled(page)


def test_a_user_without_labels_gets_a_router_its_accuracy_and_a_first_dial(
    browser: Browser, small_server: Server, tmp_path: Path
):
    truth = stripped(tmp_path / "bare.csv", rows=32)
    with user(browser, small_server.address) as page:
        guided_start(page, small_server, tmp_path / "bare.csv", truth)
        expect(
            page.get_by_text(re.compile("not learned from and weighted by cluster"))
        ).to_be_visible()
        expect(
            page.get_by_text(re.compile("No threshold meets 95\u202f%: .* are too few"))
        ).to_be_visible()
        expect(page.get_by_text("Versions of the router")).to_be_visible()
