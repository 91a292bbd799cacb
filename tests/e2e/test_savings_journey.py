"""From measured inputs to documents that open, in a real browser."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pptx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Server, settled, user
from tests.e2e.steps import export, import_tickets, route

pytestmark = pytest.mark.browser


def enter(page: Page, field: str, value: str) -> None:
    page.get_by_role("spinbutton", name=field).fill(value)
    page.get_by_role("spinbutton", name=field).press("Enter")


def download(page: Page, label: str, kind: str, folder: Path) -> bytes:
    page.get_by_role("button", name=f"Make {label}").click()
    button = page.locator(f".st-key-savings_download_{kind} button")
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(folder / f"case.{kind}")
    assert waiting.value.suggested_filename == f"routecase-müller-söhne-expected.{kind}"
    return (folder / f"case.{kind}").read_bytes()


def intents(path: Path, rows: int = 120) -> Path:
    """What Zendesk's intents say of the same tickets: finer names than groups, sure in three words.

    Right on four of five.
    """
    names = (("Billing::Invoice", "Billing::Refund"), ("Account::Stolen", "Account::Locked"))
    words = ("High", "Medium", "Low")
    lines = [
        f"{n:05d},{names[(n + (n % 5 == 4)) % 2][n // 2 % 2]},{words[n // 7 % 3]}"
        for n in range(rows)
    ]
    path.write_text("\n".join(["Ticket ID,Intent,Intent confidence", *lines]), encoding="utf-8")
    return path


def compare_with_another_tool(page: Page, file: Path) -> None:
    """Take in its predictions, and read what each of the two is worth."""
    page.get_by_role("link", name="Compare", exact=True).click()
    page.get_by_text("Compare with another tool's predictions").click()
    page.get_by_test_id("ticket-upload").set_input_files(file)
    page.get_by_label("What is it called?").fill("Zendesk intent")
    page.get_by_label("What is it called?").press("Tab")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("4 of its names are no category here")).to_be_visible()
    expect(
        page.get_by_text(re.compile(r"Zendesk intent is right in 8\d\.\d.%, worth .* a year"))
    ).to_be_visible()
    expect(
        page.get_by_text(re.compile(r"Run 1 is right in [\d.]+.%, worth .* a year"))
    ).to_be_visible()


def test_inputs_move_the_results_and_the_documents_open(
    browser: Browser, server: Server, tmp_path: Path
):
    with user(browser, server.address) as page:
        import_tickets(page, server.address, export(tmp_path / "desk.csv"))
        route(page)

        page.get_by_role("link", name="Savings", exact=True).click()
        page.get_by_text("A sample", exact=True).click()
        asked = page.locator("[class*='st-key-panel_open_volume']")
        asked.get_by_role("spinbutton", name="Tickets a month").fill("20000")
        asked.get_by_role("spinbutton", name="Tickets a month").press("Enter")
        page.get_by_role("button", name="Use this volume").click()
        expect(page.get_by_text(re.compile("pays for itself after"))).to_be_visible()
        page.get_by_text("Routing and checks", exact=True).click()
        expect(page.get_by_text(re.compile("measured · n = 120 · run 1")).first).to_be_visible()
        enter(page, "Freed time that cuts paid hours", "-3")
        expect(page.get_by_text(re.compile("must be between 0 and"))).to_be_visible()
        expect(page.get_by_text(re.compile("pays for itself after"))).to_be_visible()

        page.get_by_role("tab", name="Documents").click()
        page.get_by_label("Company").fill("Müller & Söhne")
        page.get_by_label("Company").press("Enter")
        settled(page)
        download(page, "Excel", "xlsx", tmp_path)
        assert "Assumptions" in openpyxl.load_workbook(tmp_path / "case.xlsx").sheetnames
        assert download(page, "PDF", "pdf", tmp_path).startswith(b"%PDF-")
        download(page, "PowerPoint", "pptx", tmp_path)
        assert len(pptx.Presentation(str(tmp_path / "case.pptx")).slides) > 3
        rows = list(csv.DictReader(io.StringIO(download(page, "CSV", "csv", tmp_path).decode())))
        assert float(rows[1]["tickets"]) == 20_000

        page.get_by_role("tab", name="Scenarios").click()
        link = page.locator("[data-testid=stCode]").filter(has_text="scenario=").inner_text()
        page.goto(link.strip())
        expect(
            page.get_by_text(re.compile("came by a link|pays for itself after")).first
        ).to_be_visible()

        compare_with_another_tool(page, intents(tmp_path / "intents.csv"))
