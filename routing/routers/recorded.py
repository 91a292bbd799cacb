"""Answers that a router once gave, recorded to a file and given again: no key, no model, no cost.

They are shown as what they are: a run that replays them says so in its title.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from routing.decision import Alternative, Decision
from routing.errors import RouterError
from routing.signs import Sign, SignKind
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

DIGITS: Final = 4
NOT_RECORDED: Final = "No answer was recorded for this ticket."


@dataclass(frozen=True, slots=True)
class Recording:
    """The answers of one router to the tickets of one file.

    router: what a person calls it. recorded_on: the day it answered. fingerprint: of the router
    that answered. warnings: what it warned of. answers: by the ticket's id at the desk.
    """

    router: str
    recorded_on: date
    fingerprint: str
    warnings: tuple[str, ...]
    answers: Mapping[str, Decision]

    @classmethod
    def read(cls, file: Path) -> Recording:
        """Read what `write` wrote; raises RouterError where the file is missing or damaged."""
        try:
            first, *lines = file.read_text(encoding="utf-8").splitlines()
            head = json.loads(first)
            answers = (_answer(json.loads(line), head["router"]) for line in lines)
            return cls(
                head["router"], date.fromisoformat(head["recorded_on"]), head["fingerprint"],
                tuple(head["warnings"]), {each.ticket_id: each for each in answers},
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise RouterError(
                f"The recorded answers in {file.name} cannot be read; take the file of the release."
            ) from problem

    def write(self, file: Path) -> None:
        """Write them to a file: a line about the router, then one a ticket."""
        head = {
            "router": self.router, "recorded_on": self.recorded_on.isoformat(),
            "fingerprint": self.fingerprint, "warnings": self.warnings,
        }  # fmt: skip
        lines = [head, *(_record(name, each) for name, each in self.answers.items())]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.write_text(text, encoding="utf-8", newline="")


class RecordedRouter:
    """Gives recorded answers again, each ticket its own.

    pace: tickets a second at most, so that a person can watch; None for as fast as can be.
    """

    def __init__(
        self,
        recording: Recording,
        pace: float | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._recording = recording
        self._pace = pace
        self._wait = wait
        self.warnings = recording.warnings

    @property
    def name(self) -> str:
        """What the router was called that answered."""
        return self._recording.router

    @property
    def fingerprint(self) -> str:
        """Hash of the recorded answers, and of what gave them."""
        told = f"recorded {self._recording.recorded_on} {self._recording.fingerprint}"
        return sha256(told.encode()).hexdigest()

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """The recorded answer to each; a ticket without one goes to a person."""
        if self._pace:
            self._wait(len(tickets) / self._pace)
        return [self._answered(ticket) for ticket in tickets]

    def _answered(self, ticket: Ticket) -> Decision:
        known = self._recording.answers.get(ticket.id)
        if known is None:
            return Decision(ticket.key, UNKNOWN, 0.0, self.name, reason=NOT_RECORDED)
        return replace(known, ticket_key=ticket.key)


def recorded(
    router: str, on: date, fingerprint: str, warnings: Iterable[str], answers: Iterable[Decision]
) -> Recording:
    """A recording of decisions that know the id of their ticket."""
    return Recording(
        router, on, fingerprint, tuple(warnings), {each.ticket_id: each for each in answers}
    )


def _record(name: str, given: Decision) -> dict[str, Any]:
    """What the router itself said: no disposition, no sign that stands in the text.

    What is nothing is left out.
    """
    whole = {
        "id": name,
        "category": given.category,
        "confidence": round(given.confidence, DIGITS),
        "calibrated": given.calibrated,
        "alternatives": [[each.category, round(each.confidence, DIGITS)]
                         for each in given.alternatives],
        "reason": given.reason,
        "foreign": next(
            (sign.says for sign in given.signs if sign.kind is SignKind.LANGUAGE), None
        ),
        "tokens": [given.input_tokens, given.output_tokens, given.cached_tokens],
        "cost_usd": given.cost_usd,
        "latency_seconds": round(given.latency_seconds, DIGITS),
        "error": given.error,
    }  # fmt: skip
    return {key: value for key, value in whole.items() if value not in (None, [], 0, [0, 0, 0])}


def _answer(record: Mapping[str, Any], router: str) -> Decision:
    given, seen, cached = record.get("tokens", (0, 0, 0))
    foreign = record.get("foreign")
    return Decision(
        ticket_key=0,
        category=record["category"],
        confidence=float(record.get("confidence", 0.0)),
        router=router,
        alternatives=tuple(Alternative(*each) for each in record.get("alternatives", ())),
        reason=record.get("reason", ""),
        calibrated=record.get("calibrated", False),
        input_tokens=given,
        output_tokens=seen,
        cached_tokens=cached,
        cost_usd=record.get("cost_usd", 0.0),
        latency_seconds=record.get("latency_seconds", 0.0),
        error=record.get("error"),
        signs=(Sign(SignKind.LANGUAGE, foreign),) if foreign else (),
        ticket_id=record["id"],
    )
