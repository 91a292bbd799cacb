"""Two reviewers in two browsers, and a server that is killed between two of their clicks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from routing.decision import Alternative, Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import imports, runs, settings, taxonomies
from store.reviewing import review_figures
from store.workspace import Workspace
from tests.conftest import ticket
from tests.e2e.conftest import Server, user

pytestmark = pytest.mark.browser
TICKETS = 24
# Milliseconds: a key in the first 400 of a ticket is refused.
LOOKED_AT = 600
TAXONOMY = Taxonomy((Category("Billing", "Money"), Category("Login", "Access")))


def prepare(shelf: Path, fill: Callable[..., imports.Import]) -> Path:
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


def enter(page: Page, server: Server, name: str) -> None:
    """Open the Review screen and type a name."""
    page.goto(f"{server.address}/review")
    field = page.get_by_role("textbox", name="Your name")
    field.fill(name)
    field.press("Enter")
    ready(page)


def ready(page: Page) -> None:
    """A ticket is on screen, and its keys are heard."""
    expect(page.locator(".subject")).to_be_visible()
    expect(page.get_by_role("button", name="Skip")).to_be_visible()


def on_screen(page: Page) -> str:
    """The subject of the ticket that this reviewer has."""
    return page.locator(".subject").inner_text()


def press(page: Page, key: str) -> None:
    """Press a key once the ticket could be read."""
    ready(page)
    page.wait_for_timeout(LOOKED_AT)
    page.keyboard.press(key)


def decide(page: Page, key: str = "1") -> str:
    """One key, and the next ticket is there."""
    ready(page)
    now = on_screen(page)
    press(page, key)
    expect(page.locator(".subject")).not_to_have_text(now)
    return now


def taken(page: Page) -> None:
    """The server has taken every answer of this tab."""
    page.wait_for_function("""() => Object.entries(sessionStorage).every(
        ([name, kept]) => !name.startsWith("routecase answers") || kept === "[]")""")


@pytest.fixture
def killable(tmp_path: Path, fill: Callable[..., imports.Import]):
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
            enter(page, server, name)
        for _ in range(4):
            decide(ana)
            decide(ben, "2")
            assert on_screen(ana) != on_screen(ben)
        # Whatever the kill meets on its way to the server is sent again.
        server.kill()
        server.start()
        for page in (ana, ben):
            page.reload()
            ready(page)
        assert on_screen(ana) != on_screen(ben)
        review_until_nothing_is_left(ana, ben)
    server.stop()
    workspace = Workspace(path, "the tests")
    counted = Counter(review_figures.audit(workspace)["ticket_key"])
    assert counted == Counter(range(1, TICKETS + 1))
    said = Counter(review_figures.audit(workspace)["category"])
    assert said == {"Billing": TICKETS - 4, "Login": 4}
    workspace.close()


def review_until_nothing_is_left(*pages: Page) -> None:
    """Each decides what is held for it, in turn, until both are told that nothing is left."""
    done = [page.get_by_text("Nothing is left to review.").first for page in pages]
    for _ in range(TICKETS):
        for page in pages:
            if page.locator(".subject").is_visible():
                press(page, "1")
    for end in done:
        expect(end).to_be_visible()


def test_every_verdict_has_a_key_and_typing_a_note_triggers_none(
    browser: Browser, killable: tuple[Server, Path]
):
    server, _ = killable
    with user(browser, server.address) as page:
        enter(page, server, "Ana")
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
        press(page, "k")
        heading = page.get_by_role("heading", name="Nearest labelled tickets")
        expect(heading).to_be_visible()
        press(page, "k")
        expect(heading).to_be_hidden()
        assert on_screen(page) == first
        press(page, "o")
        expect(page.get_by_role("button", name="Unknown")).to_be_visible()
        decide(page, "4")
        decide(page, "s")
        press(page, "t")
        expect(page.get_by_role("button", name="Record both")).to_be_enabled()
        decide(page, "Control+Enter")
        taken(page)
        page.get_by_role("tab", name="Audit").click()
        expect(page.get_by_text("Nothing is overwritten")).to_be_visible()


def test_keys_pressed_too_early_or_meant_for_the_note_decide_nothing(
    browser: Browser, killable: tuple[Server, Path]
):
    server, path = killable
    with user(browser, server.address) as page:
        enter(page, server, "Ana")
        first = decide(page)
        now = on_screen(page)
        page.keyboard.press("1")
        expect(page.get_by_text("Too early: that key was not taken.")).to_be_visible()
        page.wait_for_timeout(LOOKED_AT)
        for key in "n1s2u":
            page.keyboard.press(key)
        expect(page.get_by_label("Note", exact=True).last).to_be_focused()
        page.keyboard.type("1 2 skip, undo")
        page.locator(".reading").first.click()
        for key in "1s2":
            page.keyboard.press(key)
        page.get_by_role("button", name="Note", exact=True).click()
        expect(page.get_by_role("textbox", name="Note")).to_have_count(0)
        page.keyboard.press("n")
        expect(page.get_by_role("textbox", name="Note")).to_have_value("1s2u1 2 skip, undo")
        page.keyboard.press("Escape")
        expect(page.get_by_role("textbox", name="Note")).to_have_count(0)
        page.get_by_test_id("stPopoverButton").filter(has_text="Risk").click()
        filters = page.get_by_test_id("stPopoverBody")
        expect(filters).to_be_visible()
        page.wait_for_timeout(LOOKED_AT)
        for key in "1s2":
            page.keyboard.press(key)
        expect(page.get_by_text("that key was not taken.")).to_be_visible()
        page.keyboard.press("Escape")
        expect(filters).to_be_hidden()
        assert on_screen(page) == now != first
        taken(page)
    server.stop()
    workspace = Workspace(path, "the tests")
    assert len(review_figures.audit(workspace)) == 1
    workspace.close()


# Keys at a steady pace: what each did, by the clock of the browser, when the screen was next drawn.
STEADY_KEYS = """([count, every]) => new Promise((done) => {
    const hosts = [...document.querySelectorAll("*")]
    const root = hosts.map((host) => host.shadowRoot?.querySelector("#review")).find(Boolean)
    const subject = () => root.querySelector(".subject")?.textContent ?? null
    const seen = []
    const timer = setInterval(() => {
        const key = { key: "1", code: "Digit1", bubbles: true, composed: true }
        const at = performance.now(), before = subject()
        document.body.dispatchEvent(new KeyboardEvent("keydown", key))
        requestAnimationFrame(() => seen.push({
            took: performance.now() - at, moved: subject() !== before,
            refused: Boolean(root.querySelector("#cue.seen")), waiting: before !== null,
        }))
        if (!--count) { clearInterval(timer); setTimeout(() => done(seen), 300) }
    }, every)
})"""


def keys_in_a_row(page: Page, count: int, every: int) -> list[dict[str, Any]]:
    """What each of so many keys did, one every so many milliseconds."""
    page.wait_for_timeout(LOOKED_AT)
    seen: list[dict[str, Any]] = page.evaluate(STEADY_KEYS, [count, every])
    taken(page)
    return seen


@pytest.mark.parametrize("every", [500, 300])
def test_a_key_brings_the_next_ticket_at_once_or_is_refused_in_sight(
    browser: Browser, killable: tuple[Server, Path], every: int
):
    server, path = killable
    with user(browser, server.address) as page:
        enter(page, server, "Ana")
        seen = keys_in_a_row(page, 16, every)
        assert len(seen) == 16
        moved = [each for each in seen if each["moved"] and each["waiting"]]
        assert all(each["moved"] or each["refused"] for each in seen), seen
        assert median(each["took"] for each in moved) <= 100
    server.stop()
    workspace = Workspace(path, "the tests")
    record = review_figures.audit(workspace)
    assert len(record) == len(set(record["ticket_key"])) == len(moved)
    assert (record["seconds"] >= 0.35).all()
    workspace.close()
