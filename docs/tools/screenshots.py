"""The pictures of the documents, taken from the running app: `make screenshots`.

Beside them `made_from.toml` says of which code each was taken, so that a test finds an old one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomli_w
from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "docs" / "screenshots"
MADE_FROM: Final = FOLDER / "made_from.toml"
THEME: Final = (".streamlit/config.toml", "ui/assets")
# The build without windows first: it does the same for two thirds of the processor time.
CHROMIUM: Final = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    None,
)
FLAGS: Final = ("--no-sandbox", "--disable-gpu")
SETTLED: Final = "[data-testid=stApp][data-test-script-state=notRunning]"
NO_SKELETON: Final = "() => !document.querySelector('[data-testid=stSkeleton]')"
MAX_SECONDS: Final = 600
DRAWN_MS: Final = 2500  # charts move into place after the script has ended


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the screen, the theme and the size of the window in pixels."""

    name: str
    page: str
    theme: str = "light"
    width: int = 1440
    height: int = 1000


SHOTS: Final = (
    Shot("overview", "overview", height=1120),
    Shot("overview-dark", "overview", theme="dark", height=1120),
    Shot("overview-phone", "overview", width=390, height=844),
    Shot("tickets", "tickets"),
    Shot("route", "route"),
    Shot("accuracy", "accuracy", height=1200),
    Shot("dial", "dial", height=1200),
    Shot("savings", "savings", height=1200),
    Shot("misroutes", "misroutes", height=1200),
)


def fingerprint(page: str) -> str:
    """A hash of what a screen is drawn by: its page, its folder in `ui/`, and the theme."""
    parts = [f"pages/{page}.py", f"ui/{page}", *THEME]
    files = [file for part in parts for file in _files(ROOT / part)]
    lines = (f"{file.relative_to(ROOT)} {_hash(file)}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    found = (file for file in place.rglob("*") if file.is_file())
    return sorted(file for file in found if "__pycache__" not in file.parts)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def made_from() -> dict[str, str]:
    """Of which code each picture was taken, by its name."""
    return dict(tomllib.loads(MADE_FROM.read_text(encoding="utf-8")))


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Open a screen and keep its picture."""
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, color_scheme=shot.theme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address + ("" if shot.page == "overview" else f"/{shot.page}"))
    page.locator("h1").first.wait_for(timeout=60_000)
    page.locator(SETTLED).wait_for(timeout=60_000)
    # The browser loads a widget's code when it first meets one.
    page.wait_for_function(NO_SKELETON, timeout=60_000)
    page.wait_for_timeout(DRAWN_MS)
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()


def _wait_until_routed(page: Page, address: str) -> None:
    """Wait until the demo companies of a first start are there and no job is running."""
    for _ in range(MAX_SECONDS):
        page.goto(address)
        page.locator(SETTLED).wait_for(timeout=60_000)
        is_quiet = page.get_by_text("No job is running.").count()
        if is_quiet and page.get_by_text("Right when routed alone").count():
            return
        time.sleep(1)
    raise TimeoutError("the demo did not become ready")


def main() -> None:
    """Start the app on a folder of its own, and take every picture."""
    if CHROMIUM is None:
        sys.exit(
            "Install the package chromium-headless-shell: the pictures are taken in a browser."
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as shelf, sync_playwright() as playwright:
        app = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"],
            cwd=ROOT, env={**os.environ, "ROUTECASE_WORKSPACES": shelf},
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for _ in range(MAX_SECONDS):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.1)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            _wait_until_routed(browser.new_page(), address)
            for shot in SHOTS:
                take(browser, address, shot)
                print(shot.name)
        finally:
            app.terminate()
            app.wait(30)
    taken = {shot.name: fingerprint(shot.page) for shot in SHOTS}
    MADE_FROM.write_text(tomli_w.dumps(taken), encoding="utf-8")


if __name__ == "__main__":
    main()
