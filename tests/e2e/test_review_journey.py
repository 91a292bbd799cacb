"""Two reviewers in two browsers, and a server that is killed between two of their clicks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from routing.decision import Alternative, Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import reviews, runs, settings, taxonomies, tickets
from store.workspace import Workspace
from tests.conftest import ticket
from tests.e2e.conftest import Server, settled, user

pytestmark = pytest.mark.browser
TICKETS = 24
# Milliseconds: a key in the first 400 of a ticket is refused, and a busy machine draws late.
LOOKED_AT = 700
# A second key as the next ticket appears, sooner than a script from outside could press it.
KEY_AT_ONCE = """() => {
    const subject = () => document.querySelector(".subject")
    const before = subject().textContent
    const watch = setInterval(() => {
        if (!subject() || subject().textContent === before) return
        clearInterval(watch)
        const key = { key: "1", code: "Digit1", bubbles: true, composed: true }
        subject().dispatchEvent(new KeyboardEvent("keydown", key))
    }, 20)
}"""
TAXONOMY = Taxonomy((Category("Billing", "Money"), Category("Login", "Access")))


def prepare(shelf: Path, fill: Callable[..., tickets.Import]) -> Path:
    """A workspace on the shelf with tickets that all wait for a person."""
    shelf.mkdir(parents=True, exist_ok=True)
    workspace = Workspace(shelf / "Desk.duckdb", "the tests")
    taxonomies.save(workspace, TAXONOMY, "the tests")
    fill(workspace, [ticket(key) for key in range(1, TICKETS + 1)])
    run = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
    unsure = Decision(0, "Billing", 0.5, "embedded", alternatives=(Alternative("Login", 0.4),))
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write(
        [Policy(0.9).dispose(replace(unsure, ticket_key=key)) for key in range(1, TICKETS + 1)]
    )
    settings.BLIND_LOOKS.set(workspace, 0.0)
    journal.end("finished", 1.0, None)
    workspace.close()
    return workspace.path


def ready(page: Page) -> None:
    """A ticket is on screen, and its keys are heard."""
    expect(page.locator(".subject")).to_be_visible()
    expect(page.get_by_role("button", name="Skip")).to_be_visible()
    settled(page)


def on_screen(page: Page) -> str:
    """The subject of the ticket that this reviewer has."""
    return page.locator(".subject").inner_text()


def press(page: Page, key: str) -> None:
    """Press a key once the screen is at rest."""
    ready(page)
    page.wait_for_timeout(LOOKED_AT)
    page.keyboard.press(key)


def decide(page: Page, key: str = "1") -> str:
    """One key, and the next ticket is there; a key is refused in sight or taken, never lost."""
    ready(page)
    now = on_screen(page)
    press(page, key)
    refused = page.locator("#cue.seen")
    changed = page.locator(".subject").filter(has_not_text=re.compile(f"^{re.escape(now)}$"))
    expect(refused.or_(changed).first).to_be_visible()
    if refused.is_visible():
        # The machine drew slowly: the ticket came after the pause had begun.
        press(page, key)
    expect(page.locator(".subject")).not_to_have_text(now)
    return now


@pytest.fixture
def killable(tmp_path: Path, fill: Callable[..., tickets.Import]):
    """A server over a prepared workspace, and that workspace's file."""
    path = prepare(tmp_path / "shelf", fill)
    made = Server(tmp_path / "shelf", ROUTECASE_MODELS=str(tmp_path / "none"))
    yield made, path
    made.stop()


def test_two_browsers_review_and_a_kill_in_the_middle_loses_and_doubles_nothing(
    browser: Browser, killable: tuple[Server, Path]
):
    server, path = killable
    with user(browser, server.address) as ana, user(browser, server.address) as ben:
        for page, name in ((ana, "Ana"), (ben, "Ben")):
            page.goto(f"{server.address}/review?reviewer={name}")
            ready(page)
        for _ in range(4):
            decide(ana)
            decide(ben, "2")
            assert on_screen(ana) != on_screen(ben)
        held = on_screen(ana)
        server.kill()
        server.start()
        for page in (ana, ben):
            page.reload()
            ready(page)
        assert on_screen(ana) == held
        for _ in range(7):
            decide(ana)
            decide(ben)
        assert on_screen(ana) != on_screen(ben)
        press(ana, "1")
        expect(ana.get_by_text("Nothing is left to review.")).to_be_visible()
        press(ben, "1")
        expect(ben.get_by_text("Nothing is left to review.")).to_be_visible()
    server.stop()
    workspace = Workspace(path, "the tests")
    counted = Counter(reviews.audit(workspace)["ticket_key"])
    assert counted == Counter(range(1, TICKETS + 1))
    said = Counter(reviews.audit(workspace)["category"])
    assert said == {"Billing": TICKETS - 4, "Login": 4}
    workspace.close()


def test_every_verdict_has_a_key_and_typing_a_note_triggers_none(
    browser: Browser, killable: tuple[Server, Path]
):
    server, _ = killable
    with user(browser, server.address) as page:
        page.goto(f"{server.address}/review?reviewer=Ana")
        ready(page)
        assert "reviewer" not in page.url
        assert "workspace=" in page.url
        first = decide(page)
        press(page, "u")
        expect(page.locator(".subject")).to_have_text(first)
        press(page, "n")
        page.get_by_label("Note", exact=True).last.fill("12 s u")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_label("Note", exact=True)).to_have_count(0)
        assert on_screen(page) == first
        press(page, "o")
        expect(page.get_by_role("button", name="Unknown")).to_be_visible()
        decide(page, "4")
        decide(page, "s")
        press(page, "t")
        expect(page.get_by_role("button", name="Record both")).to_be_enabled()
        decide(page, "Control+Enter")
        page.get_by_role("tab", name="Audit").click()
        expect(page.get_by_text("Nothing is overwritten")).to_be_visible()


def test_keys_pressed_too_early_or_meant_for_the_note_decide_nothing(
    browser: Browser, killable: tuple[Server, Path]
):
    server, path = killable
    with user(browser, server.address) as page:
        page.goto(f"{server.address}/review?reviewer=Ana")
        ready(page)
        first = on_screen(page)
        page.evaluate(KEY_AT_ONCE)
        press(page, "1")
        expect(page.get_by_text("Too early: that key was not taken.")).to_be_visible()
        expect(page.locator(".subject")).not_to_have_text(first)
        now = on_screen(page)
        page.wait_for_timeout(LOOKED_AT)
        for key in "n1s2u":
            page.keyboard.press(key)
        expect(page.get_by_label("Note", exact=True).last).to_be_focused()
        page.keyboard.type("1 2 skip, undo")
        page.get_by_text(now).first.click()
        for key in "1s2":
            page.keyboard.press(key)
        page.wait_for_timeout(LOOKED_AT)
        assert on_screen(page) == now != first
    server.stop()
    workspace = Workspace(path, "the tests")
    assert len(reviews.audit(workspace)) == 1
    workspace.close()
