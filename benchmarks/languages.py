"""Labels in one language, tickets in another: `python benchmarks/languages.py [--write]`.

The router learns from the 300 English rows of xsid/valid.csv and answers the 500 rows of each
language in xsid/test.csv. A ticket answered `Unknown` counts as wrong.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import labelled_sets  # noqa: E402 (not installed)
from benchmarks.labelled_sets import DATA, keep_figures  # noqa: E402
from routing.routers.embedded import EmbeddedRouter, Embedder  # noqa: E402
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402
from routing.ticket import Ticket  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "languages.json"
LEARNED = "en"
TARGETS = {"de": 88.0, "it": 87.0}


def read(part: str) -> dict[str, list[Ticket]]:
    """The tickets of one file by their language, with their labels."""
    found: dict[str, list[Ticket]] = {}
    with (DATA / "xsid" / f"{part}.csv").open(encoding="utf-8", newline="") as file:
        for key, row in enumerate(csv.DictReader(file), 1):
            ticket = Ticket(key, row["ticket_id"], row["subject"], row["body"], row["category"])
            found.setdefault(row["language"], []).append(ticket)
    return found


def measure(language: str, router: EmbeddedRouter, tickets: Sequence[Ticket]) -> dict[str, object]:
    """How often the router is right in one language, and how many it answers in a second."""
    started = time.process_time()
    decisions = router.route(tickets)
    seconds = time.process_time() - started
    right = sum(d.category == t.category for d, t in zip(decisions, tickets, strict=True))
    return {
        "language": language, "tickets": len(tickets),
        "accuracy": round(100 * right / len(tickets), 1), "target": TARGETS.get(language),
        "tickets_per_cpu_second": round(len(tickets) / seconds),
    }  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if labelled_sets.are_missing():
        return 0
    labelled = read("valid")[LEARNED]
    taxonomy = Taxonomy.from_labels([t.category for t in labelled])
    router = EmbeddedRouter.fit(taxonomy, labelled, Embedder(DEFAULT_DIRECTORY))
    results = [measure(language, router, own) for language, own in read("test").items()]
    for each in results:
        print(json.dumps(each))
    if options.write:
        keep_figures(FIGURES, results)
    return int(any(float(str(r["accuracy"])) < TARGETS.get(str(r["language"]), 0) for r in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
