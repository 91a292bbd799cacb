"""The journeys of a user in a real browser, against the real server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, settled, user
from tests.e2e.steps import HEADER, click_mark, create_workspace, export, import_tickets, route

pytestmark = pytest.mark.browser


def test_a_file_is_uploaded_mapped_routed_and_measured_and_a_reload_finds_it_all(
    browser: Browser, server: Server, tmp_path: Path
):
    with user(browser, server.address) as page:
        page.goto(server.address)
        create_workspace(page, "Acme")
        page.get_by_role("link", name="Import tickets").click()
        page.get_by_test_id("ticket-upload").set_input_files(export(tmp_path / "desk.csv"))
        expect(page.get_by_text("Freshdesk export")).to_be_visible()
        page.get_by_role("button", name="Import", exact=True).click()
        expect(page.get_by_text("120 tickets imported, 0 rows refused")).to_be_visible()

        route(page)

        page.get_by_role("link", name="Accuracy", exact=True).click()
        expect(page.get_by_text("measured · n = 120 tickets").first).to_be_visible()
        page.get_by_role("link", name="Savings", exact=True).click()
        page.get_by_text("A sample", exact=True).click()
        asked = page.locator("[class*='st-key-panel_open_volume']")
        asked.get_by_role("spinbutton", name="Tickets a month").fill("20000")
        asked.get_by_role("spinbutton", name="Tickets a month").press("Enter")
        page.get_by_role("button", name="Use this volume").click()
        expect(asked).not_to_be_visible()
        settled(page)
        wage = page.get_by_role("spinbutton", name="Agent's wage, USD per hour")
        expect(wage).to_have_count(1)
        wage.fill("50")
        wage.press("Enter")
        expect(page.get_by_text("assumed · entered here")).to_be_visible()

        page.reload()
        settled(page)
        expect(wage).to_have_value("50.00")
        expect(page.get_by_text(re.compile("pays for itself after|does not pay"))).to_be_visible()


def test_a_deep_link_works_on_a_fresh_server(browser: Browser, server: Server):
    with user(browser, server.address) as page:
        for name in ("accuracy", "savings", "tickets", "overview"):
            page.goto(f"{server.address}/{name}")
            expect(page.get_by_text("There is no workspace yet.")).to_be_visible()
            expect(page.get_by_text("Page not found")).not_to_be_visible()


def test_a_file_that_is_no_export_gets_one_plain_sentence(
    browser: Browser, small_server: Server, tmp_path: Path
):
    files = {
        "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(500), "picture|image|PNG"),
        "empty.csv": (b"", "empty"),
        "header.csv": (HEADER.encode(), "no rows"),
    }
    with user(browser, small_server.address) as page:
        page.goto(small_server.address)
        create_workspace(page, "Acme")
        page.get_by_role("link", name="Import tickets").click()
        for name, (content, says) in files.items():
            (tmp_path / name).write_bytes(content)
            page.get_by_test_id("ticket-upload").set_input_files(tmp_path / name)
            if name == "header.csv":
                page.get_by_role("button", name="Import", exact=True).click()
            alert = page.get_by_test_id("stAlert").filter(has_text=re.compile(says))
            expect(alert.first).to_be_visible()
            expect(page.get_by_text("Traceback")).not_to_be_visible()


def test_after_kill_9_in_the_middle_of_a_run_it_goes_on_where_it_was(
    browser: Browser, small_server: Server, tmp_path: Path
):
    server = small_server
    with user(browser, server.address) as page:
        # Few to learn from, so that it begins soon, and many to route, so that it lasts.
        import_tickets(
            page, server.address, export(tmp_path / "desk.csv", rows=6_000, labelled=400)
        )
        page.get_by_role("link", name="Route", exact=True).click()
        page.get_by_role("button", name="Start the run").click()
        expect(page.get_by_text("Routing tickets").first).to_be_visible(timeout=120_000)
        server.kill()
        server.start()
        page.goto(f"{server.address}/route")
        page.get_by_role("button", name=re.compile("Resume run 1: .* tickets left")).click()
        expect(page.get_by_text(re.compile("Run 1 .* is finished"))).to_be_visible(timeout=180_000)
        page.get_by_role("link", name="Accuracy", exact=True).click()
        expect(page.get_by_text("n = 400 tickets").first).to_be_visible()


def test_two_users_see_one_run_and_each_their_own_choices(
    browser: Browser, server: Server, tmp_path: Path
):
    with user(browser, server.address) as first, user(browser, server.address) as second:
        import_tickets(first, server.address, export(tmp_path / "desk.csv"))
        second.goto(f"{server.address}/route")
        settled(second)
        second.get_by_role("button", name="Start the run").click()
        expect(second.get_by_text(re.compile("Run 1")).first).to_be_visible()
        first.get_by_role("link", name="Route", exact=True).click()
        expect(first.get_by_text(re.compile("Run 1 .* is finished"))).to_be_visible(timeout=90_000)


def test_a_cell_of_the_confusion_matrix_leads_to_its_tickets(
    browser: Browser, server: Server, tmp_path: Path
):
    with user(browser, server.address) as page:
        import_tickets(page, server.address, export(tmp_path / "desk.csv"))
        route(page)
        page.get_by_role("link", name="Accuracy", exact=True).click()
        settled(page)
        cell = page.locator(".st-key-confusion .scatterlayer .point").first
        click_mark(page, cell)
        expect(page).to_have_url(re.compile("/accuracy.*actual=.*predicted="))
        page.get_by_test_id("stPageLink").get_by_role("link", name="Tickets", exact=True).click()
        expect(page.get_by_text(re.compile(r"\d+ tickets match"))).to_be_visible()


def workspace_menu(page: Page) -> None:
    settled(page)
    page.get_by_role("button", name="Workspace menu").click()


def test_workspaces_are_renamed_copied_and_deleted_from_the_menu(browser: Browser, server: Server):
    with user(browser, server.address) as page:
        page.goto(server.address)
        create_workspace(page, "Acme")
        workspace_menu(page)
        page.get_by_text("Copy", exact=True).click()
        page.get_by_test_id("stDialog").get_by_role("button", name="Copy", exact=True).click()
        expect(page.get_by_test_id("stDialog")).to_have_count(0)
        assert sorted(p.name for p in server.shelf.glob("*.duckdb")) == [
            "Acme copy.duckdb", "Acme.duckdb",
        ]  # fmt: skip
        workspace_menu(page)
        page.get_by_text("Delete", exact=True).click()
        page.get_by_label("Type Acme copy").fill("Acme copy")
        page.get_by_label("Type Acme copy").press("Tab")
        page.get_by_role("button", name="Delete for good").click()
        expect(page.get_by_test_id("stDialog")).to_have_count(0)
        assert [p.name for p in server.shelf.glob("*.duckdb")] == ["Acme.duckdb"]
