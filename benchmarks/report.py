"""One report of all performance figures, `report.md` and `report.json`, with its history.

Each benchmark keeps its figures in a JSON file of `figures/`; this gathers them there. Their
history is `history.jsonl`, a line for each report.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "figures"
sys.path.insert(0, str(HERE.parents[1]))

from benchmarks.machine import machine  # noqa: E402 (the project is not installed)
from routing.version import VERSION  # noqa: E402

REPORT, TABLE, HISTORY = "report.json", "report.md", "history.jsonl"


def gathered(folder: Path) -> dict[str, Any]:
    """The figures of every benchmark in a folder, by its name."""
    files = sorted(file for file in folder.glob("*.json") if file.name != REPORT)
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}


def flat(figures: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every single figure with its path.

    >>> list(flat({"a": {"b": 1}, "c": [2]}))
    [('a · b', 1), ('c · 1', 2)]
    """
    if isinstance(figures, dict):
        for key, value in figures.items():
            yield from flat(value, f"{name} · {key}" if name else str(key))
    elif isinstance(figures, list):
        for number, value in enumerate(figures, 1):
            titled = value.get("experiment") if isinstance(value, dict) else None
            yield from flat(value, f"{name} · {titled or number}")
    else:
        yield name, figures


def in_markdown(report: dict[str, Any], before: dict[str, Any] | None) -> str:
    """The report for people; before: the last one, to see what has changed."""
    on = report["machine"]
    pressure = ", ".join(f"{name} {value} %" for name, value in on["pressure"].items())
    versions = ", ".join(f"{name} {value}" for name, value in on["versions"].items())
    told = (
        f"RouteCase {report['product']}, {report['at']}. {on['processor']}, {on['cores']} cores, "
        f"{on['memory_gb']} GB; load {on['load']}, pressure {pressure}. {versions}."
    )
    how = (
        "Each benchmark was run when its own file says; seconds of a busy machine are longer, "
        "processor seconds, ratios and counts hardly."
    )
    lines = ["# Performance", "", told, "", how]
    earlier = dict(flat(before["benchmarks"])) if before else {}
    for name, figures in report["benchmarks"].items():
        lines += ["", f"## {name}", "", "| figure | now | before |", "|---|---|---|"]
        for path, value in flat(figures):
            was = earlier.get(f"{name} · {path}", "")
            lines.append(f"| {path} | {value} | {'' if was == value else was} |")
    return "\n".join(lines) + "\n"


def main(folder: Path = HERE) -> int:
    """Write the report and add it to the history."""
    history = folder / HISTORY
    lines = history.read_text(encoding="utf-8").splitlines() if history.exists() else []
    report = {
        "product": VERSION,
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": machine(),
        "benchmarks": gathered(folder),
    }
    before = json.loads(lines[-1]) if lines else None
    (folder / TABLE).write_text(in_markdown(report, before), encoding="utf-8")
    (folder / REPORT).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    history.write_text("\n".join([*lines, json.dumps(report)]) + "\n", encoding="utf-8")
    print(f"Written: {folder / TABLE}, {folder / REPORT}; {len(lines) + 1} in {HISTORY}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
