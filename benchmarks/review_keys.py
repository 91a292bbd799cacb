"""Tickets reviewed by keys at a steady pace, in a browser: `python benchmarks/review_keys.py`.

At one key in 500 ms no answer may be lost, at 300 ms each early key must be refused in sight, and
no ticket is decided unseen; the next ticket is there within 0.1 s after a key, at the median.
`--tickets 500 --every 500 300`; `--write` keeps the figures. The app and the browser share the
machine: where that is busy, keys that find no ticket yet are refused, which is counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.tools.screenshots import CHROMIUM, FLAGS  # noqa: E402 (the project is not installed)
from store.reviewing import review_figures  # noqa: E402
from store.workspace import Workspace  # noqa: E402
from tests.conftest import filler  # noqa: E402
from tests.e2e import test_review_journey as journey  # noqa: E402
from tests.e2e.conftest import Server  # noqa: E402

FIGURES = Path(__file__).parent / "figures" / "review_keys.json"
NEXT_MS, LEAST_SECONDS = 100, 0.35


def measured(browser: Browser, folder: Path, tickets: int, every: int) -> dict[str, Any]:
    """What so many keys did, one every so many milliseconds, and what the workspace holds of it."""
    journey.TICKETS = tickets
    path = journey.prepare(folder / "shelf", filler(folder))
    server = Server(folder / "shelf", ROUTECASE_MODELS=str(folder / "none"))
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(600_000)
    try:
        journey.enter(page, server, "Ana")
        seen = journey.keys_in_a_row(page, tickets, every)
        load = os.getloadavg()[0]
    finally:
        context.close()
        server.stop()
    workspace = Workspace(path, "a benchmark")
    record = review_figures.audit(workspace)
    workspace.close()
    # A ticket that comes while none was there is no answer.
    answers = [each for each in seen if each["moved"] and each["waiting"]]
    others = [each for each in seen if not (each["moved"] and each["waiting"])]
    took = [each["took"] for each in answers]
    return {
        "every_ms": every, "load": round(load, 1), "keys": len(seen), "answers": len(answers),
        "refused": sum(each["refused"] for each in others),
        "of_these_without_a_ticket_yet": sum(not each["waiting"] for each in seen),
        "without_effect": sum(not each["refused"] for each in others),
        "recorded": len(record), "tickets_decided": int(record["ticket_key"].nunique()),
        "least_seconds_looked_at": round(float(record["seconds"].min()), 2),
        "next_ticket_ms_median": round(statistics.median(took), 1),
        "next_ticket_ms_of_95_in_100": round(sorted(took)[int(0.95 * (len(took) - 1))], 1),
    }  # fmt: skip


def is_met(found: dict[str, Any]) -> bool:
    """Nothing lost, nothing decided twice or unseen, and the next ticket at once."""
    return (
        found["answers"] == found["recorded"] == found["tickets_decided"]
        and not found["without_effect"]
        and found["least_seconds_looked_at"] >= LEAST_SECONDS
        and found["next_ticket_ms_median"] <= NEXT_MS
    )


def main() -> int:
    """Measure, print, and with --write keep the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=500)
    parser.add_argument("--every", type=int, nargs="+", default=[500, 300])
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    asked = parser.parse_args()
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for every in asked.every:
            with tempfile.TemporaryDirectory() as folder:
                found.append(measured(browser, Path(folder), asked.tickets, every))
            print(json.dumps(found[-1]), "met" if is_met(found[-1]) else "MISSED", flush=True)
        browser.close()
    if asked.write:
        FIGURES.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if all(map(is_met, found)) else 1


if __name__ == "__main__":
    raise SystemExit(main())
