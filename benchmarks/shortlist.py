"""Ten of many categories: `python benchmarks/shortlist.py [--set SET] [--write]`.

How often the actual category of a test ticket stands among the ten that a model would be shown,
and how many tokens of instructions that saves against all of them with the nearest examples.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.embedded import DATA, OUT_OF_SCOPE, read  # noqa: E402 (not installed)
from routing.routers.llm.building import router_at  # noqa: E402
from routing.routers.llm.examples import History  # noqa: E402
from routing.routers.llm.request import LlmRequest  # noqa: E402
from routing.routers.llm.shortlist import Shortlist  # noqa: E402
from routing.taxonomy import Taxonomy  # noqa: E402

FIGURES = ROOT / "benchmarks" / "figures" / "shortlist.json"
SETS = ("banking77", "clinc150")
ASKED = 600
TARGETS = {"among_the_ten": 0.98, "tokens_saved": 0.6}
REQUEST = LlmRequest("compatible", "any", "http://localhost:9/v1", masking=False)


def measure(data: str) -> dict[str, object]:
    """The figures of one set."""
    train, test = (
        [t for t in read(data, part, None) if t.category != OUT_OF_SCOPE]
        for part in ("train", "test")
    )
    file = DATA / data / "taxonomy.toml"
    taxonomy = (
        Taxonomy.from_toml(file.read_text("utf-8")) if file.exists()
        else Taxonomy.from_labels([t.category for t in train])
    )  # fmt: skip
    shortlist = Shortlist(taxonomy, History.of(taxonomy, train, lambda t: t.text))
    asked = [replace(t, key=-t.key - 1) for t in test[:: max(1, len(test) // ASKED)]]
    started = time.process_time()
    hits = sum(t.category in shortlist.categories(t) for t in asked)
    seconds = time.process_time() - started
    tokens = {}
    for kind in ("nearest", "shortlist"):
        router = router_at(
            REQUEST.keyless_endpoint(), replace(REQUEST, examples=kind), taxonomy, train,
            lambda t: t.text,
        )  # fmt: skip
        tokens[kind] = sum(router.instruction_tokens(t) for t in asked[:50])
    return {
        "set": data, "categories": len(taxonomy.names), "asked": len(asked),
        "among_the_ten": round(hits / len(asked), 4),
        "tokens_saved": round(1 - tokens["shortlist"] / tokens["nearest"], 3),
        "cpu_ms_per_ticket": round(1000 * seconds / len(asked), 2),
    }  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """The command line; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=SETS, help="one labelled set")
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {FIGURES.name}")
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print("Skipped: the labelled sets (shared/data beside the project) are missing.")
        return 0
    results = []
    for data in SETS:
        if options.set in (None, data):
            results.append(measure(data))
            print(json.dumps(results[-1]), flush=True)
    if options.write:
        FIGURES.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
    missed = [
        each for each in results for name, least in TARGETS.items()
        if float(str(each[name])) < least
    ]  # fmt: skip
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
