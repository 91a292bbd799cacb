"""A real server and a real browser for the journeys of a user."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from docs.tools.screenshots import CHROMIUM

ROOT = Path(__file__).parents[2]
# Generous, because a wait that is over costs nothing, and these machines are shared.
expect.set_options(timeout=30_000)
FLAGS = (
    "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-gpu-rasterization",
    "--disable-background-networking",
)  # fmt: skip


class Server:
    """The app in a process of its own, on a free port, with a shelf of its own."""

    def __init__(self, shelf: Path, **environment: str) -> None:
        self.shelf = shelf
        self.environment = environment
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        settings = {
            "ROUTECASE_WORKSPACES": str(self.shelf), "ROUTECASE_DEMO": "0", **self.environment,
        }  # fmt: skip
        # Beside the workspaces, for whoever looks for the cause of a failure.
        with self.shelf.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={self.port}"],
                cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log,
            )  # fmt: skip
        for _ in range(300):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        raise TimeoutError("the app did not come up")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "shelf")
    yield made
    made.stop()


@pytest.fixture
def small_server(tmp_path: Path) -> Iterator[Server]:
    """An app without the embedding model: it learns from words only, and quickly."""
    made = Server(tmp_path / "shelf", ROUTECASE_MODELS=str(tmp_path / "none"))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one file: its event loop must be gone before tests of other kinds begin."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: install the package chromium-headless-shell")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield launched
        launched.close()


@contextmanager
def user(
    browser: Browser, address: str, width: int = 1440, theme: Literal["light", "dark"] = "light"
) -> Iterator[Page]:
    """A user with a browser of their own, who must never meet a request to another machine."""
    # Without a graphics card every frame of a motion is paid by the processor.
    context = browser.new_context(
        viewport={"width": width, "height": 1000}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    elsewhere: list[str] = []

    def note(request: Any) -> None:
        if not request.url.startswith((address, "data:", "blob:", address.replace("http", "ws"))):
            elsewhere.append(request.url)

    page.on("request", note)
    yield page
    context.close()
    assert elsewhere == []


class Clicks:
    """Counts what a person clicks; typing and leaving a field by Tab are none."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, target: Locator) -> None:
        """Click it."""
        self.count += 1
        target.click()


def fits(page: Page) -> bool:
    """Whether nothing stands beyond the right edge of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def settled(page: Page) -> None:
    """Wait until the script has run and the screen has its title."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
