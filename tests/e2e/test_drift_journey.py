"""A manager sees that another language has come, sends its tickets to Review, and deals with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.cli.test_drift import GERMAN, stream
from tests.e2e.conftest import ROOT, Server, settled, user

pytestmark = pytest.mark.browser


def test_a_manager_deals_with_an_alarm(browser: Browser, small_server: Server, tmp_path: Path):
    workspace = small_server.shelf / "Acme.duckdb"
    small_server.stop()
    subprocess.run(
        [sys.executable, "-m", "routing", "drift", "--workspace", str(workspace),
         "--predictions", stream(tmp_path, words_after=GERMAN), "--reference", "300"],
        cwd=ROOT, env={**os.environ, "ROUTECASE_MODELS": str(tmp_path)}, check=False,
        capture_output=True,
    )  # fmt: skip
    small_server.start()
    with user(browser, small_server.address) as page:
        page.goto(f"{small_server.address}/?workspace=Acme")
        expect(page.get_by_text("Something has moved since the reference")).to_be_visible()
        page.get_by_role("link", name="What it costs and what to do").click()
        expect(page.get_by_text("Another language: German").first).to_be_visible()
        page.get_by_role("button", name="Send its tickets to Review").click()
        expect(page.get_by_text("tickets wait on Review")).to_be_visible()
        page.get_by_role("tab", name="Over time").click()
        expect(page.get_by_text("The band is the 95 % interval")).to_be_visible()
        page.get_by_role("tab", name="Alarms").click()
        page.get_by_role("button", name="Dealt with").first.click()
        settled(page)
        expect(page.get_by_text("Nothing has moved")).to_be_visible()
