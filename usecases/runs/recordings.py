"""Recorded answers of routers, shipped beside the demo companies and replayed without a key."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from routing.decision import Alternative, Decision
from routing.routers.recorded import RecordedRouter, Recording, recorded
from routing.signs import Sign, SignKind
from store import decisions
from store.runs import Run
from store.workspace import Workspace

SAMPLES: Final = Path(__file__).parents[2] / "sample_data"
ENDING: Final = ".jsonl"


def recorded_router(name: str, pace: float | None = None) -> RecordedRouter:
    """The router that gives a recording again, for example `corrane/recorded/embedded`.

    pace: tickets a second at most; None for as fast as can be.

    Raises RouterError where the recording is missing or damaged.
    """
    return RecordedRouter(recording(name), pace)


@lru_cache(maxsize=4)
def recording(name: str) -> Recording:
    """The recording of that name; raises RouterError where it is missing or damaged."""
    return Recording.read((SAMPLES / name).with_suffix(ENDING))


def record(workspace: Workspace, run: Run, file: Path, router: str = "") -> Recording:
    """Write the answers of a run to a file, to be replayed; what was written.

    router: what the recording calls it, the router's own name where nothing is given.
    """
    answers = [_decision(run.router, row) for row in decisions.answers(workspace, run.run_id)]
    today = datetime.now(tz=UTC).date()
    made = recorded(router or run.router, today, run.fingerprint, run.warnings, answers)
    file.parent.mkdir(parents=True, exist_ok=True)
    made.write(file)
    return made


def _decision(router: str, row: tuple[Any, ...]) -> Decision:
    """A row of `decisions.answers` as the router gave it."""
    name, category, confidence, others, reason, calibrated, *tokens, cost, latency, error, signs = (
        row
    )
    given, seen, cached = tokens
    return Decision(
        0, category, confidence, router,
        alternatives=tuple(Alternative(**each) for each in others or ()),
        reason=reason, calibrated=calibrated, input_tokens=given, output_tokens=seen,
        cached_tokens=cached, cost_usd=cost, latency_seconds=latency, error=error,
        signs=tuple(Sign(SignKind(sign["kind"]), sign["says"]) for sign in signs or ()),
        ticket_id=name,
    )  # fmt: skip
