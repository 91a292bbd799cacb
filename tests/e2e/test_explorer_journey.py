"""An analyst asks in SQL: types, runs with the keyboard, sees text as text, cancels a bomb."""

from __future__ import annotations

import re
from statistics import median
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Server, settled, user
from tests.e2e.steps import create_workspace

pytestmark = pytest.mark.browser
MAX_COMPLETION = 50
# Milliseconds from each letter to its proposals on screen, by the clock of the browser.
TYPED = """async (text) => {
    const hosts = [...document.querySelectorAll("*")]
    const root = hosts.map((host) => host.shadowRoot).find((each) => each?.querySelector("#words"))
    const words = root.querySelector("#words"), took = []
    for (let end = 1; end <= text.length; end++) {
        words.value = text.slice(0, end)
        words.setSelectionRange(end, end)
        const typed = { data: text[end - 1], inputType: "insertText", bubbles: true }
        const at = performance.now()
        words.dispatchEvent(new InputEvent("input", typed))
        await new Promise(requestAnimationFrame)
        took.push(performance.now() - at)
    }
    if (!root.querySelector("[role=option]")) throw new Error("nothing was proposed")
    return took
}"""
MARKUP = 'SELECT \'<img src=x onerror="window.hit=1">\' AS "<b>x</b> **y**", 5 AS n'
BOMB = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b"


def write(page: Page, sql: str) -> None:
    editor = page.get_by_test_id("sql-editor")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(sql)
    page.keyboard.press("Control+Enter")


def test_an_analyst_asks_in_sql(small_server: Server, browser) -> None:
    with user(browser, small_server.address) as page:
        page.goto(small_server.address)
        create_workspace(page, "Desk")
        page.goto(f"{small_server.address}/explorer?sql={quote(MARKUP)}")
        settled(page)
        editor = page.get_by_test_id("sql-editor")
        expect(editor).to_have_value(MARKUP)
        expect(page.get_by_text("choose a query or write one", exact=False)).to_be_visible()

        editor.press("Control+Enter")
        expect(page.get_by_text(re.compile(r"1 row · 2 columns"))).to_be_visible()
        page.get_by_text("Bar (suits)", exact=True).click()
        expect(page.locator(".js-plotly-plot")).to_be_visible()
        assert page.evaluate("window.hit") is None

        write(page, "DELETE FROM tickets")
        expect(page.get_by_text("A query may only read")).to_be_visible()
        expect(page.locator(".keyword", has_text="FROM")).to_be_visible()

        write(page, BOMB)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("The query was cancelled.")).to_be_visible()

        write(page, "SELECT 1\nFORM tickets")
        expect(page.get_by_text("(line 2, column", exact=False)).to_be_visible()
        expect(page.locator(".fault")).to_have_text("tickets")

        editor.click()
        page.keyboard.press("Control+A")
        page.keyboard.type("SELECT first_c")
        expect(page.get_by_role("option", name=re.compile("^first_category")).first).to_be_visible()
        page.keyboard.press("Tab")
        expect(editor).to_have_value("SELECT first_category")
        assert median(page.evaluate(TYPED, "SELECT t.ca")) <= MAX_COMPLETION

        write(page, "SELECT 40 + 2 AS answer")
        expect(page.get_by_text(re.compile(r"1 row · 1 column "))).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("button", name="CSV", exact=True).click()
        assert coming.value.path().read_text() == "answer\n42\n"
        assert "sql=SELECT" in page.url
