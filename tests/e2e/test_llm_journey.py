"""A user who asks a provider: wrong key, right key, a kill in the middle, no answer paid twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.conftest import Server, settled, user
from tests.e2e.steps import import_tickets
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import provider

pytestmark = pytest.mark.browser
ROWS = 600
# More than can be on its way at that rate and latency when the process is killed.
IN_FLIGHT = 20
LIMITED = Behaviour(rpm=1_800, burst_seconds=1, latency=0.2, key="sk-right", errors=0.02)


def export(path: Path) -> Path:
    lines = [
        f"{n},Case {n},This is case {n}. Write to user{n}@example.org,{('Money', 'Danger')[n % 2]}"
        for n in range(ROWS)
    ]
    path.write_text("Ticket ID,Subject,Description,Group\n" + "\n".join(lines), encoding="utf-8")
    return path


def enter(field: Locator, value: str) -> None:
    field.fill(value)
    field.press("Tab")
    settled(field.page)


def choose_provider(page: Page, url: str) -> None:
    page.get_by_role("combobox", name=re.compile("Router")).click()
    page.get_by_role("option", name="OpenAI-compatible server").click()
    enter(page.get_by_label("Model", exact=True), "fake-1")
    enter(page.get_by_label("Base URL", exact=True), url)


def key_field(page: Page) -> Locator:
    """The field of a key; before an address is known another, closed one stands in its place."""
    return page.locator("input[type=password][aria-label=Key]")


def test_a_provider_is_connected_asked_killed_resumed_and_billed_once(
    browser: Browser, small_server: Server, tmp_path: Path
):
    server = small_server
    with provider(LIMITED) as fake, user(browser, server.address) as page:
        import_tickets(page, server.address, export(tmp_path / "desk.csv"))
        page.get_by_role("link", name="Route", exact=True).click()
        choose_provider(page, fake.base_url)

        enter(key_field(page), "sk-wrong")
        page.get_by_role("button", name="Test connection").click()
        expect(page.get_by_text("is wrong or no longer valid")).to_be_visible()
        enter(key_field(page), "sk-right")
        page.get_by_role("button", name="Test connection").click()
        expect(page.get_by_text("It allows 1,800 requests a minute")).to_be_visible()
        page.get_by_text("What leaves this machine", exact=True).click()
        expect(page.get_by_text("This is case").first).to_be_visible()
        expect(page.get_by_text("[EMAIL]").first).to_be_visible()

        fake.behave(LIMITED)
        page.get_by_role("button", name="Start the run").click()
        expect(page.get_by_text("of 1,800 allowed")).to_be_visible()
        expect(page.get_by_text(re.compile(r"^\d\d+ of 600"))).to_be_visible()
        server.kill()
        server.start()
        page.goto(f"{server.address}/route")
        enter(key_field(page).first, "sk-right")
        page.get_by_role("button", name=re.compile("Resume run 1: .* tickets left")).click()
        expect(page.get_by_text(re.compile("Run 1 .* is finished"))).to_be_visible(timeout=120_000)
        expect(page.get_by_text("Run 1 asked fake-1 with prompt RouteCase 1")).to_be_visible()

        billed = fake.ledger()["billed"]
        assert len(billed) == ROWS
        assert sum(len(answers) for answers in billed.values()) <= ROWS + IN_FLIGHT
