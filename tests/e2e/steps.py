"""Steps that journeys share: tickets come into a workspace, and are routed."""

from __future__ import annotations

import random
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

HEADER = "Ticket ID,Subject,Description,Group,Created time\n"


def export(
    path: Path,
    rows: int = 120,
    groups: tuple[str, ...] = ("Money", "Danger"),
    labelled: int | None = None,
) -> Path:
    """A Freshdesk-like export of two groups that can be told apart.

    labelled: how many tickets carry their group, None for all.
    """
    draw = random.Random(7)
    money = ["invoice", "charge", "refund", "paid", "bill", "price", "discount", "statement", "tax"]
    danger = ["stolen", "hacked", "login", "strange", "password", "phishing", "alert", "thief"]
    words = {"Money": money, "Danger": danger}
    shop = [f"{a}{b}" for a in ("shop", "cake", "bike", "rose", "book") for b in "abcdefghijklmnop"]
    lines = [
        f"{n:05d},Case {n},{' '.join(draw.choices(words[group], k=4) + draw.choices(shop, k=14))},"
        f"{group if labelled is None or n < labelled else ''},2026-0{1 + n % 9}-03"
        for n, group in ((n, groups[n % 2]) for n in range(rows))
    ]
    path.write_text(HEADER + "\n".join(lines), encoding="utf-8")
    return path


def create_workspace(page: Page, name: str) -> None:
    page.get_by_role("button", name="New workspace").click()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Name", exact=True).press("Tab")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("This workspace has no tickets yet.")).to_be_visible()


def bring_in(page: Page, file: Path) -> None:
    page.get_by_test_id("ticket-upload").set_input_files(file)
    page.get_by_role("button", name="Import", exact=True).click()


def import_tickets(page: Page, address: str, file: Path, workspace: str = "Acme") -> None:
    """Make a workspace and import a file into it."""
    page.goto(address)
    create_workspace(page, workspace)
    page.get_by_role("link", name="Import tickets").click()
    bring_in(page, file)
    expect(page.get_by_text(re.compile(r"[\d,]+ tickets imported"))).to_be_visible(timeout=60_000)


def route(page: Page) -> None:
    """Start the first run of the workspace, and wait until it is finished."""
    page.get_by_role("link", name="Route", exact=True).click()
    page.get_by_role("button", name="Start the run").click()
    expect(page.get_by_text(re.compile("Run 1 .* is finished"))).to_be_visible(timeout=90_000)


def click_mark(page: Page, mark: Locator) -> None:
    """Click a mark of a chart, whose own layer for the mouse lies above it."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.click(*middle)
