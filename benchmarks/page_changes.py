"""What a page change costs the server: `python benchmarks/page_changes.py [ADDRESS PID]`.

A real browser goes through every screen, again and again, as one user and as five. The figure is
the CPU time that the server took, which a busy machine leaves alone; wall time stands beside.
Without an address the app is started on the demo, and waited for until that is routed.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docs.tools.screenshots import CHROMIUM, FLAGS, SETTLED  # noqa: E402

SCREENS: Final = ("Tickets", "Taxonomy", "Route", "Review", "Accuracy", "Precision dial", "Compare",
                  "Savings", "Misroutes", "Drift", "SQL explorer", "Overview")  # fmt: skip
USERS: Final = (1, 5)
ROUNDS: Final = 2
PORT: Final = 8599
GOALS_S: Final = {"median": 0.25, "most": 0.81}
TICKS: Final = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def change(page: Page, screen: str, pid: int) -> tuple[float, float]:
    """CPU and wall seconds from the click to the drawn screen."""
    cpu, wall = cpu_seconds(pid), time.perf_counter()
    page.get_by_role("link", name=screen, exact=True).first.click()
    page.wait_for_timeout(50)
    page.locator(SETTLED).wait_for(timeout=60_000)
    page.wait_for_timeout(150)  # the server has sent its last message
    return cpu_seconds(pid) - cpu, time.perf_counter() - wall - 0.15


def measured(browser: Browser, address: str, pid: int, users: int) -> dict[str, Any]:
    """Median and most of all page changes, the first visit of each user left out."""
    pages = [browser.new_context().new_page() for _ in range(users)]
    for page in pages:
        page.goto(address)
        page.locator(SETTLED).wait_for(timeout=60_000)
    for screen in SCREENS:
        change(pages[0], screen, pid)
    found = [
        (screen, *change(page, screen, pid))
        for _ in range(ROUNDS) for screen in SCREENS for page in pages
    ]  # fmt: skip
    for page in pages:
        page.context.close()
    cpu, wall = [each[1] for each in found], [each[2] for each in found]
    dearest = max(found, key=lambda each: each[1])
    return {
        "users": users, "changes": len(found), "dearest": dearest[0],
        "cpu_median_s": round(statistics.median(cpu), 3), "cpu_most_s": round(max(cpu), 3),
        "wall_median_s": round(statistics.median(wall), 3), "wall_most_s": round(max(wall), 3),
    }  # fmt: skip


def main() -> None:
    """Measure, print, and keep the figures."""
    with tempfile.TemporaryDirectory() as shelf, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        app = None
        if len(sys.argv) > 2:  # noqa: PLR2004 - address and process
            address, pid = sys.argv[1], int(sys.argv[2])
        else:
            address = f"http://127.0.0.1:{PORT}"
            app = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={PORT}"],
                cwd=ROOT, env={**os.environ, "ROUTECASE_WORKSPACES": shelf},
                stdout=subprocess.DEVNULL,
            )  # fmt: skip
            pid = app.pid
            _wait(browser.new_page(), address)
        try:
            figures = [measured(browser, address, pid, users) for users in USERS]
        finally:
            if app:
                app.terminate()
                app.wait(30)
    kept = {"goals_s": GOALS_S, "found": figures}
    (ROOT / "benchmarks" / "figures" / "page_changes.json").write_text(
        json.dumps(kept, indent=1) + "\n"
    )
    print(json.dumps(kept, indent=1))


def _wait(page: Page, address: str) -> None:
    for _ in range(600):
        with suppress(Exception):
            page.goto(address)
            page.locator(SETTLED).wait_for(timeout=60_000)
            if page.get_by_text("No job is running.").count():
                return
        time.sleep(1)


if __name__ == "__main__":
    main()
