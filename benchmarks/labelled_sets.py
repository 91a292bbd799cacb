"""What benchmarks of the router need and a fresh machine may lack, and how they keep figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from routing.routers.embedded import Embedder
from routing.routers.embedded.model_files import DEFAULT_DIRECTORY

DATA: Final = Path(__file__).resolve().parents[2] / "shared" / "data"


def are_missing() -> bool:
    """Say what is not here; True where the benchmark has to be skipped."""
    if not DATA.is_dir():
        print("Skipped: the labelled sets (../shared/data beside the project) are not here.")
        return True
    if not Embedder.available(DEFAULT_DIRECTORY):
        print("Skipped: the embedding model is not here. Run `make setup` to fetch it.")
        return True
    return False


def keep_figures(file: Path, results: Sequence[dict[str, Any]], by: Sequence[str] = ()) -> None:
    """Write the figures to the file beside the benchmark.

    by: what names a figure, where those that were not measured this time stay as they were.
    """
    old = json.loads(file.read_text("utf-8"))["results"] if by and file.exists() else []
    named = {tuple(one.get(key) for key in by): one for one in (*old, *results)}
    kept = list(named.values()) if by else list(results)
    file.write_text(json.dumps({"results": kept}, indent=2) + "\n", "utf-8")
